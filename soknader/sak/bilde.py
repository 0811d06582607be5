"""What the case page shows one reader: what is asked of the reader, and the chain with names and dates."""

from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import NBSP, dato, i_setning
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker
from planer.models import Tiltak
from soknader import labels
from soknader.models import Saksteg, Soknad, Soknadsenhet, Soknadsoppsett
from soknader.oppsett import soknadsrunder
from soknader.ramme.bilde import pengebilde
from soknader.rules import leder_nevnt_enhet
from soknader.sak import innsending
from soknader.sak.anker import ankrene
from soknader.sak.behandlere import rolle_for_steg, utelukkede, venter_paa
from soknader.sak.kjedebilde import Kjede
from soknader.sak.lignende import lignende
from soknader.sak.livslop import LIVSLOP
from soknader.sak.vedlegg import vedlegg_til

Status = Soknad.Status
AVSLUTTET = (*Status.avgjorte(), Status.TRUKKET)
SVARER = ("anbefal", "innstill", "returner", "avslaa")
STILLE = ("pek_ut", "overta", "si_nei", "ta_tilbake", "trekk")
# A longer title than this makes a button nobody can read; it stands in the chain beside.
KORT_TITTEL = 25
VIDERE = {
    "anbefal": gettext_lazy("Anbefal og send til %(neste)s"),
    "innstill": gettext_lazy("Innstill og send til %(neste)s"),
}


# What the page shows of the application itself, in the query that fetches it.
JOINS = (
    "kommune",
    "soker__person",
    "enhet",
    "tidligere_enhet",
    "avdeling",
    "satsingsomraade",
    "tiltak__plan",
    "maal",
    "plan",
    "soknadsrunde",
    "kopi_av",
    "vedtak__fattet_av__person",
    "vedtak__motesak__mote",
    "sluttrapport__levert_av__person",
)


def for_sak(soknader: QuerySet[Soknad]) -> QuerySet[Soknad]:
    """The query set with all that `Sak` reads of the application, its steps and the units it names: three statements."""
    steg = Saksteg.objects.select_related("avgjort_av__person", "enhet", "utpekt")
    enheter = Soknadsenhet.objects.select_related("nei_av__person")
    return soknader.select_related(*JOINS).prefetch_related(
        Prefetch("steg", queryset=steg), Prefetch("soknadsenheter", queryset=enheter)
    )


class Sak:
    """One application as one reader sees it. Every part is worked out once, when the page asks for it."""

    def __init__(self, soknad: Soknad, bruker: Bruker):
        self.soknad, self.bruker = soknad, bruker

    @property
    def er_soker(self):
        return self.soknad.soker_id == self.bruker.pk

    @cached_property
    def steg(self):
        """All the steps of all rounds, in order (see `for_sak`)."""
        return list(self.soknad.steg.all())

    @cached_property
    def naa(self):
        """The step that waits, or None."""
        return self.soknad.current_step()

    @cached_property
    def kommende(self):
        """The steps that are still to come; after a decision or a withdrawal nothing more is."""
        if self.soknad.status not in Status.under_behandling():
            return []
        if self.soknad.status == Status.RETURNERT:
            # Sent again, the case goes through the whole chain once more.
            return list({steg.rekkefolge: steg for steg in self.steg}.values())
        return [steg for steg in self.steg if not steg.avgjorelse and not steg.venter]

    @cached_property
    def overganger(self):
        return LIVSLOP.mulige(self.soknad, self.bruker)

    @property
    def svarer(self):
        """The reader can answer the step that waits."""
        return any(navn in self.overganger for navn in SVARER)

    @property
    def har_deltatt(self):
        """The reader has applied, has answered a step, or leads a unit that it names."""
        har_svart = any(steg.avgjort_av_id == self.bruker.pk for steg in self.steg)
        return self.er_soker or har_svart or leder_nevnt_enhet(self.bruker, self.soknad)

    @cached_property
    def neste(self):
        """The step of the next case that waits for a reader who has answered this one, or None."""
        if self.svarer or not any(steg.avgjort_av_id == self.bruker.pk for steg in self.steg):
            return None
        return venter_paa(self.bruker).exclude(soknad=self.soknad).first()

    @property
    def hovedsvar(self):
        """The action of the first button for one who answers."""
        return next(navn for navn in SVARER if navn in self.overganger)

    @property
    def svarknapper(self):
        """The ways to answer with their words, the main one first."""
        knapper = [(navn, self.overganger[navn].label) for navn in SVARER if navn in self.overganger]
        neste = i_setning(self.kommende[0].tittel) if self.kommende else ""
        if self.hovedsvar in VIDERE and 0 < len(neste) <= KORT_TITTEL:
            knapper[0] = (self.hovedsvar, VIDERE[self.hovedsvar] % {"neste": neste})
        return knapper

    @property
    def stille_valg(self):
        """What the reader may also do, beside what stands in a card of its own."""
        mulige = [navn for navn in STILLE if navn in self.overganger]
        if self.stanset:
            mulige = [navn for navn in mulige if navn != "pek_ut"]
        if not self.kan_si_nei_for or self.sier_nei_i_kort:
            mulige = [navn for navn in mulige if navn != "si_nei"]
        return [(navn, self.overganger[navn].label) for navn in mulige]

    @property
    def sier_nei_i_kort(self):
        """To say no for a unit is all that the reader is asked about."""
        return bool(self.kan_si_nei_for) and not self.svarer and not self.er_soker

    @cached_property
    def kan_si_nei_for(self):
        """The units that it names, and that the reader may say no for."""
        if "si_nei" not in self.overganger:
            return []
        return [rad for rad in self.soknad.soknadsenheter.all() if not rad.nei and rad.rolle_for(self.bruker)]

    @property
    def ikke_med(self):
        """The units whose leader has said no."""
        return [rad for rad in self.soknad.soknadsenheter.all() if rad.nei]

    @property
    def rolle_i_setning(self):
        return i_setning(self.rolle.navn) if self.rolle else ""

    @cached_property
    def rolle(self):
        """The role in which the reader answers."""
        return rolle_for_steg(self.naa, self.bruker, self.utelukkede) if self.naa else None

    @cached_property
    def merke(self):
        return labels.status_merke(self.soknad, self.naa, er_soker=self.er_soker, svarer=self.svarer)

    @cached_property
    def ankrene(self):
        """What it serves, with the address of what the reader sees."""
        return ankrene(self.soknad, self.bruker)

    @cached_property
    def budsjett(self):
        return list(self.soknad.budsjett.all())

    @cached_property
    def vedlegg(self):
        return vedlegg_til(self.soknad)

    @property
    def deltakere(self):
        """«24 deltakere»; the words where there are some, and both where there are both."""
        if self.soknad.antall_deltakere is None or self.soknad.deltakere_tekst:
            return self.soknad.deltakere_visning
        return ngettext("%(n)s deltaker", "%(n)s deltakere", self.soknad.antall_deltakere) % {
            "n": self.soknad.antall_deltakere
        }

    @property
    def skal_rapportere(self):
        """The reader got the money, the measure is over, and the reader has not told how it went."""
        return self.er_soker and self.soknad.skal_rapporteres()

    @property
    def kan_rapportere_naa(self):
        """The measure is not over, but a reader who has finished may tell how it went."""
        return self.er_soker and self.soknad.mangler_rapport() and not self.skal_rapportere

    @cached_property
    def lignende(self):
        """What similar applications have taught, until this one is decided."""
        return [] if self.soknad.status in AVSLUTTET else lignende(self.soknad, self.bruker)

    @property
    def stanset(self):
        """It waits for someone, and nobody can answer; who may point out someone does it in a card on top."""
        return self.naa is not None and self.naa.stanset

    @property
    def tiltak_stoppet(self):
        """It asks for money for a measure that the plan has stopped."""
        er_stoppet = self.soknad.tiltak and self.soknad.tiltak.status == Tiltak.Status.STOPPET
        return er_stoppet and self.soknad.status in Status.under_behandling()

    @property
    def kan_knyttes(self):
        """It is granted, has no measure, and the reader answers for the unit."""
        return self.bruker.has_perm("soknader.attach_tiltak", self.soknad)

    @property
    def kan_rette_rapporten(self):
        return self.bruker.has_perm("soknader.correct_report", self.soknad)

    @property
    def tidligere_rapporter(self):
        """What the report said before it was corrected, newest first."""
        return self.soknad.sluttrapport.tidligere.select_related("rettet_av__person")

    @cached_property
    def rapportfrist(self):
        return self.soknad.rapportfrist(self._oppsett.rapportfrist_dager)

    @property
    def mottak(self):
        """When the draft can be sent; None at any time."""
        return soknadsrunder.mottak(self._oppsett, self.soknad.aar, self.soknad.soker)

    @cached_property
    def _oppsett(self):
        return Soknadsoppsett.objects.get(kommune_id=self.soknad.kommune_id)

    @cached_property
    def penger(self):
        """The money before and after, until it is decided; then the draws tell it (`posteringer`)."""
        return None if self.soknad.status in AVSLUTTET else pengebilde(self.soknad)

    @property
    def uten_ramme(self):
        """It is not decided, and the year that it asks for money from has no frame."""
        return self.soknad.status not in AVSLUTTET and self.penger is None

    @cached_property
    def posteringer(self):
        if self.soknad.status not in Status.gitt_penger():
            return []
        return list(self.soknad.posteringer.select_related("oremerking__satsingsomraade", "ramme").order_by("pk"))

    @property
    def vedtak(self):
        """The decision, once it stands: a meeting may change its mind until it is closed."""
        return self.soknad.vedtak if self.soknad.status in Status.avgjorte() else None

    @property
    def besluttet_av(self):
        """The meeting with its date, or the person with role and date."""
        vedtak = self.vedtak
        if vedtak.motesak is None:
            return _("%(rolle)s, %(dato)s") % {"rolle": self._med_rolle(vedtak), "dato": dato(vedtak.fattet)}
        mote = vedtak.motesak.mote
        dagen = dato(mote.dato)
        har_dato = dagen.replace(NBSP, " ") in mote.tittel.replace(NBSP, " ")
        return mote.tittel if har_dato else f"{mote.tittel}, {dagen}"

    def _med_rolle(self, vedtak):
        return f"{vedtak.fattet_av} ({vedtak.rolletekst})" if vedtak.rolletekst else str(vedtak.fattet_av)

    @cached_property
    def hendelser(self):
        """The audit lines of the case with their words, oldest first."""
        rader = list(Hendelse.objects.for_objekt(self.soknad).select_related("utfort_av__person"))
        endret = innsending.endret_per_innsending(self.innsendinger)
        for rad in rader:
            rad.navn = labels.HENDELSER.get(rad.handling, rad.handling)
            rad.endret = endret.get(rad.pk)
        return rader

    @cached_property
    def innsendinger(self):
        """What the application said each time it was sent, oldest first."""
        return list(self.soknad.innsendinger.all())

    @property
    def endret_siden_retur(self):
        """What is new to one who answers a case that has been returned and sent again."""
        return innsending.endret_siden_svar(self.innsendinger, self.steg) if self.svarer else []

    @cached_property
    def siste_retur(self):
        """The step that returned the case last, while the applicant is to mend it."""
        returer = [steg for steg in self.steg if steg.avgjorelse == Saksteg.Avgjorelse.RETURNERT]
        return max(returer, key=lambda steg: steg.avgjort, default=None)

    @cached_property
    def utelukkede(self):
        """Ids of the people who may not answer."""
        return utelukkede(self.soknad)

    def kjede(self):
        """Past, now and to come, as `komponenter/_kjede.html` takes it."""
        return Kjede(self).ledd()
