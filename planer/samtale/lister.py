"""The lists of the talks: the leader's own people, the units' figures, and what HR sees."""

import datetime as dt

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.labels import NUS
from kartlegging.models import Personkompetanse
from kompetanse.felles.fields import DatoField
from kompetanse.felles.formats import dato, dato_tid, og_liste, prosent, tall
from kompetanse.felles.liste import Celle, Kolonne, Liste, Tom, Vis
from kompetanse.felles.skjema import Listefilter
from kompetanse.organisasjon.models import Person, Stilling
from planer.models import Samtale
from planer.samtale.andel import Enhetstall, enhetstall, i_aar
from planer.samtale.folk import Medarbeider, Stand, med_alt, medarbeidere

NUSNAVN = dict(NUS)
# Tone and icon of where a talk stands.
UTSEENDE = {
    Stand.SKULLE_VAERT: ("vent", "Clock"),
    Stand.IKKE_INVITERT: ("noytral", "Minus"),
    Stand.DELT_MED_DEG: ("vent", "Hourglass"),
    Stand.AVTALES: ("vent", "Handshake"),
    Stand.FORBEREDES: ("noytral", "Pencil"),
    Stand.BEGGE_HAR_DELT: ("info", "Checkmark"),
    Stand.ENIGE: ("ok", "Checkmark"),
    Stand.ANNEN: ("noytral", ""),
}


def _aarene():
    """Last year's, this year's and the next, which may be invited to already."""
    naa = i_aar()
    return [("", str(naa)), (str(naa + 1), str(naa + 1)), *((str(naa - nr), str(naa - nr)) for nr in (1, 2))]


class Aarsfilter(Listefilter):
    aar = forms.ChoiceField(label=gettext_lazy("År"), required=False, choices=_aarene)

    @property
    def valgt_aar(self) -> int:
        return int(self.valgt("aar") or i_aar())


class Samtalefilter(Aarsfilter):
    stand = forms.ChoiceField(
        label=gettext_lazy("Hvor samtalen står"),
        required=False,
        choices=lambda: [("", _("Alle")), *Stand.choices],
    )

    def rader(self) -> list[Medarbeider]:
        stand = self.valgt("stand")
        alle = medarbeidere(self.bruker, self.valgt_aar)
        return [rad for rad in alle if rad.stand == stand] if stand else alle


def _stand(rad):
    tone, ikon = UTSEENDE[rad.stand]
    return Celle(rad.stand.label, tone=tone, ikon=ikon)


def _aapne(rad):
    if rad.samtale is None:
        return ""
    return Celle(_("Åpne samtalen"), lenke=rad.samtale.get_absolute_url(), skjult=str(rad.person))


MEDARBEIDERSAMTALER = Liste(
    sti="planer.samtale.lister.MEDARBEIDERSAMTALER",
    navn=gettext_lazy("Medarbeidersamtaler"),
    enheter=gettext_lazy("medarbeidere"),
    rett="planer.follow_personplaner",
    form=Samtalefilter,
    rader=lambda bruker, form: form.rader(),
    paa_siden=lambda rader, bruker: med_alt(rader),
    i_filen=lambda rader, bruker: med_alt(rader),
    kolonner=(
        Kolonne(
            gettext_lazy("Navn"), "person", celle=lambda rad: Celle(rad.person, lenke=rad.person.get_absolute_url())
        ),
        Kolonne(gettext_lazy("Hvor samtalen står"), "stand.label", celle=_stand),
        Kolonne(gettext_lazy("Tidspunkt"), lambda rad: rad.samtale and rad.samtale.tid, form=dato_tid),
        Kolonne(gettext_lazy("Holdt"), lambda rad: rad.samtale and rad.samtale.holdt, form=dato),
        Kolonne(gettext_lazy("Samtalen"), lambda rad: "", celle=_aapne, uten_navn=True, vis=Vis.SIDE),
    ),
    tom=Tom(
        "PersonGroup",
        gettext_lazy("Ingen medarbeidere ennå"),
        gettext_lazy("Når noen arbeider i en enhet du leder, inviterer du dem til samtale her."),
    ),
    uten_treff=Tom(
        "Funnel", gettext_lazy("Ingen treff"), gettext_lazy("Ingen står slik nå. Ta bort filteret for å se alle.")
    ),
)


SAMTALETALL = Liste(
    sti="planer.samtale.lister.SAMTALETALL",
    navn=gettext_lazy("Samtaler i enhetene"),
    enheter=gettext_lazy("enheter"),
    rett="planer.view_oversikt",
    form=Aarsfilter,
    rader=lambda bruker, form: enhetstall(bruker, form.valgt_aar),
    kolonner=(
        Kolonne(gettext_lazy("Enhet"), "enhet.navn"),
        Kolonne(gettext_lazy("Ansatte"), "holdt.ansatte", form=tall),
        Kolonne(gettext_lazy("Har hatt samtale"), "holdt.med_plan", form=tall),
        Kolonne(gettext_lazy("Andel"), Enhetstall.andel.fget, form=prosent),
        Kolonne(gettext_lazy("Har utdanningspermisjon"), "permisjon.med_plan", form=tall),
    ),
    tom=Tom(
        "PieChart",
        gettext_lazy("Ingen tall ennå"),
        gettext_lazy("Tallene telles hver natt, og vises bare for enheter der minst fem arbeider."),
    ),
)


def _holdte(bruker, form):
    samtaler = Samtale.objects.filter(
        kommune_id=bruker.kommune_id, aar=form.valgt_aar, status=Samtale.Status.HOLDT, leder__isnull=False
    )
    return samtaler.select_related("person", "leder", "enhet").defer("melding", "skjema")


def _navnesortert(felt):
    return [f"{felt}__etternavn", f"{felt}__fornavn"]


SAMTALER_HOLDT = Liste(
    sti="planer.samtale.lister.SAMTALER_HOLDT",
    navn=gettext_lazy("Samtaler som er holdt"),
    enheter=gettext_lazy("samtaler"),
    rett="planer.view_samtaler_holdt",
    form=Aarsfilter,
    rader=_holdte,
    standard="navn",
    personer=lambda rader: Person.objects.filter(pk__in=rader.order_by().values("person")),
    kolonner=(
        Kolonne(gettext_lazy("Navn"), "person", "navn", sorter=_navnesortert("person")),
        Kolonne(gettext_lazy("Enhet"), "enhet", "enhet", sorter=["enhet__path"]),
        Kolonne(gettext_lazy("Leder"), "leder", "leder", sorter=_navnesortert("leder")),
        Kolonne(gettext_lazy("Holdt"), "holdt", "holdt", form=dato, sorter=["holdt"]),
    ),
    tom=Tom(
        "Chat", gettext_lazy("Ingen samtaler ennå"), gettext_lazy("Når en leder har holdt en samtale, står den her.")
    ),
)


class Utdanningsfilter(Listefilter):
    siden = DatoField(
        label=gettext_lazy("Fullført siden"),
        required=False,
        help_text=gettext_lazy("For eksempel dagen dere forhandlet sist. Tomt er siden nyttår."),
    )

    def rader(self):
        """Confirmed education, done since the day. Uoppgitt (NUS 9) is no education."""
        siden = self.valgt("siden") or dt.date(i_aar(), 1, 1)
        rader = Personkompetanse.objects.visible_to(self.bruker).filter(nus__lte=max(NUSNAVN), fra__gte=siden)
        return rader.filter(tilstand=Personkompetanse.Tilstand.BEKREFTET)


def _utdanninger(bruker, form):
    stillinger = Stilling.objects.gjeldende().select_related("enhet")
    rader = form.rader().select_related("person", "kompetanse")
    return rader.prefetch_related(Prefetch("person__stillinger", stillinger, to_attr="naa"))


def _enhetene(rad):
    return og_liste(dict.fromkeys(str(ett.enhet) for ett in rad.person.naa))


UTDANNINGER = Liste(
    sti="planer.samtale.lister.UTDANNINGER",
    navn=gettext_lazy("Fullført utdanning"),
    enheter=gettext_lazy("utdanninger"),
    rett="planer.view_samtaler_holdt",
    form=Utdanningsfilter,
    rader=_utdanninger,
    standard="navn",
    personer=lambda rader: Person.objects.filter(pk__in=rader.order_by().values("person")),
    kolonner=(
        Kolonne(gettext_lazy("Navn"), "person", "navn", sorter=_navnesortert("person")),
        Kolonne(gettext_lazy("Enhet"), _enhetene),
        Kolonne(gettext_lazy("Utdanning"), "kompetanse.navn", "utdanning", sorter=["kompetanse__navn"]),
        Kolonne(gettext_lazy("Nivå (NUS)"), lambda rad: NUSNAVN[rad.nus], "nus", sorter=["nus"]),
        Kolonne(gettext_lazy("Studiepoeng"), "studiepoeng", form=lambda verdi: tall(verdi, verdi % 1 != 0)),
        Kolonne(gettext_lazy("Sted eller skole"), "institusjon"),
        Kolonne(gettext_lazy("Fullført"), "fra", "fullfort", form=dato, sorter=["fra"]),
    ),
    tom=Tom(
        "HatSchool",
        gettext_lazy("Ingen fullført utdanning"),
        gettext_lazy("Utdanning som er bekreftet i registeret og fullført siden dagen over, står her (HTA 4.2.4)."),
    ),
)
