"""What the case page shows one reader: what is asked of the reader, and the chain with names and dates."""

from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompetanse.felles.formats import NBSP, dato, frist, i_setning, kr
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker
from soknader import labels
from soknader.models import Mote, Saksteg, Soknad, Soknadsoppsett, Steghandling
from soknader.ramme.bilde import pengebilde
from soknader.sak.behandlere import Rollekart, finn_i_kartet, rolle_for_steg, utelukkede
from soknader.sak.livslop import LIVSLOP
from soknader.sak.vedlegg import vedlegg_til

Status = Soknad.Status
AVSLUTTET = (*Status.avgjorte(), Status.TRUKKET)
SVARER = ("anbefal", "innstill", "returner", "avslaa")
STILLE = ("pek_ut", "overta", "ta_tilbake", "trekk")
# A longer title than this makes a button nobody can read; it stands in the chain beside.
KORT_TITTEL = 25
VIDERE = {
    "anbefal": gettext_lazy("Anbefal og send til %(neste)s"),
    "innstill": gettext_lazy("Innstill og send til %(neste)s"),
}
AV_EN_PERSON = (
    Saksteg.Avgjorelse.ANBEFALT,
    Saksteg.Avgjorelse.INNSTILT,
    Saksteg.Avgjorelse.RETURNERT,
    Saksteg.Avgjorelse.AVSLAATT,
)
I_KJEDEN = {
    "soknad.sendt": ("gjort", "Paperplane", gettext_lazy("Sendt av %(hvem)s")),
    "soknad.tatt_tilbake": ("hoppet", "ArrowUndo", gettext_lazy("Tatt tilbake av %(hvem)s")),
    "soknad.inhabil": ("hoppet", "PersonMinus", gettext_lazy("%(hvem)s er inhabil")),
    "soknad.overtatt": ("hoppet", "PersonPlus", gettext_lazy("Overtatt av %(hvem)s")),
    "soknad.trukket": ("avvist", "ArrowUndo", gettext_lazy("Trukket av %(hvem)s")),
}


# What the page shows of the application itself, in the query that fetches it.
JOINS = (
    "kommune",
    "soker__person",
    "enhet",
    "tidligere_enhet",
    "avdeling",
    "satsingsomraade",
    "kopi_av",
    "vedtak__fattet_av__person",
    "vedtak__motesak__mote",
    "sluttrapport__levert_av__person",
)


def for_sak(soknader: QuerySet[Soknad]) -> QuerySet[Soknad]:
    """The query set with all that `Sak` reads of the application and its steps: two statements."""
    steg = Saksteg.objects.select_related("avgjort_av__person", "enhet", "utpekt")
    return soknader.select_related(*JOINS).prefetch_related(Prefetch("steg", queryset=steg))


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
        """The reader has applied, or has answered a step."""
        return self.er_soker or any(steg.avgjort_av_id == self.bruker.pk for steg in self.steg)

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
        """What the reader may also do, beside answering."""
        return [(navn, self.overganger[navn].label) for navn in STILLE if navn in self.overganger]

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
    def budsjett(self):
        return list(self.soknad.budsjett.all())

    @cached_property
    def vedlegg(self):
        return vedlegg_til(self.soknad)

    @property
    def deltakere(self):
        """«24 deltakere», or the words where there are some."""
        if self.soknad.deltakere_tekst and self.soknad.antall_deltakere:
            tekst, antall = self.soknad.deltakere_tekst, self.soknad.antall_deltakere
            return _("%(tekst)s (anslag %(antall)s)") % {"tekst": tekst, "antall": antall}
        if self.soknad.antall_deltakere is None:
            return self.soknad.deltakere_tekst
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

    @property
    def kan_rette_rapporten(self):
        return self.bruker.has_perm("soknader.correct_report", self.soknad)

    @property
    def tidligere_rapporter(self):
        """What the report said before it was corrected, newest first."""
        return self.soknad.sluttrapport.tidligere.select_related("rettet_av__person")

    @cached_property
    def rapportfrist(self):
        oppsett = Soknadsoppsett.objects.get(kommune_id=self.soknad.kommune_id)
        return self.soknad.rapportfrist(oppsett.rapportfrist_dager)

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
    def besluttet_av(self):
        """The meeting with its date, or the person with role and date."""
        vedtak = self.soknad.vedtak
        if vedtak.motesak is None:
            return _("%(rolle)s, %(dato)s") % {"rolle": self._med_rolle(vedtak), "dato": dato(vedtak.fattet)}
        mote = vedtak.motesak.mote
        dagen = dato(mote.dato)
        har_dato = dagen.replace(NBSP, " ") in mote.tittel.replace(NBSP, " ")
        return mote.tittel if har_dato else f"{mote.tittel}, {dagen}"

    def _med_rolle(self, vedtak):
        return f"{vedtak.fattet_av} ({vedtak.rolletekst})" if vedtak.rolletekst else str(vedtak.fattet_av)

    @cached_property
    def har_brev(self):
        """There is a letter, or there will be one when the meeting is closed."""
        vedtak = getattr(self.soknad, "vedtak", None)
        return vedtak is not None and (vedtak.motesak is None or vedtak.motesak.mote.status == Mote.Status.AVSLUTTET)

    @cached_property
    def hendelser(self):
        """The audit lines of the case with their words, oldest first."""
        rader = list(Hendelse.objects.for_objekt(self.soknad).select_related("utfort_av__person"))
        for rad in rader:
            rad.navn = labels.HENDELSER.get(rad.handling, rad.handling)
        return rader

    @cached_property
    def siste_retur(self):
        """The step that returned the case last, while the applicant is to mend it."""
        returer = [steg for steg in self.steg if steg.avgjorelse == Saksteg.Avgjorelse.RETURNERT]
        return max(returer, key=lambda steg: steg.avgjort, default=None)

    # --- The chain --------------------------------------------------------------------------------

    def kjede(self):
        """Past, now and to come, as `komponenter/_kjede.html` takes it."""
        gjort = [(hendelse.tidspunkt, self._hendelse_ledd(hendelse)) for hendelse in self._i_kjeden()]
        gjort += [(steg.avgjort, self._svar_ledd(steg)) for steg in self.steg if steg.avgjorelse]
        ledd = [ledd for _tid, ledd in sorted(gjort, key=lambda par: par[0])]
        if self.soknad.status == Status.RETURNERT:
            ledd.append({"tilstand": "naa", "tittel": _("Søkeren retter søknaden"), "hvem": str(self.soknad.soker)})
        if self.naa:
            ledd.append(self._ventende_ledd(self.naa))
        return [*ledd, *(self._kommende_ledd(steg) for steg in self.kommende)]

    def _i_kjeden(self):
        return [hendelse for hendelse in self.hendelser if hendelse.handling in I_KJEDEN]

    def _hendelse_ledd(self, hendelse):
        tilstand, ikon, tittel = I_KJEDEN[hendelse.handling]
        sendt = hendelse.handling == "soknad.sendt"
        return {
            "tilstand": tilstand,
            "ikon": ikon,
            "tittel": tittel % {"hvem": hendelse.utfort_av},
            "hvem": self.soknad.enhet_visning if sendt else hendelse.rolletekst,
            "naar": dato(hendelse.tidspunkt),
            "kommentar": hendelse.kommentar,
        }

    def _svar_ledd(self, steg):
        return {
            "tilstand": "avvist" if steg.avgjorelse == Saksteg.Avgjorelse.AVSLAATT else "gjort",
            "ikon": "ArrowUndo" if steg.avgjorelse == Saksteg.Avgjorelse.RETURNERT else "",
            "tittel": labels.SVAR[steg.avgjorelse] % {"hvem": steg.avgjort_av, "tittel": steg.tittel},
            "hvem": steg.rolletekst if steg.avgjorelse in AV_EN_PERSON else "",
            "naar": dato(steg.avgjort),
            "kommentar": self._kommentar(steg),
        }

    def _kommentar(self, steg):
        linjer = [steg.flyttet, steg.kommentar]
        if steg.innstilt_belop is not None:
            linjer.insert(0, _("Innstilt beløp: %(belop)s") % {"belop": kr(steg.innstilt_belop)})
        return "\n".join(linje for linje in linjer if linje)

    def _ventende_ledd(self, steg):
        return {
            "tilstand": "naa",
            "tittel": labels.stegnavn(steg),
            "hvem": self._hvem(steg),
            "naar": self._frist(steg),
            "kommentar": steg.flyttet,
        }

    def _frist(self, steg):
        if not steg.frist or steg.handling == Steghandling.ORIENTERING:
            return ""
        return frist(steg.frist) if steg.is_overdue() else _("frist %(dato)s") % {"dato": frist(steg.frist)}

    def _kommende_ledd(self, steg):
        return {
            "tilstand": "kommer",
            "tittel": steg.tittel,
            "hvem": self._hvem(steg, kommer=True),
            "naar": _("%(dager)s dager") % {"dager": steg.frist_dager} if steg.frist_dager else "",
        }

    def _hvem(self, steg, kommer=False):
        """The names behind a step; more than two are a group, which the title already says."""
        if steg.handling not in Steghandling.i_linjen():
            return self._moteplan() if steg.handling == Steghandling.MOTE else ""
        if steg.stanset:
            return _("Ingen kan svare ennå. HR har fått beskjed.")
        if steg.utpekt:
            return str(steg.utpekt)
        sted = finn_i_kartet(self._kart, self.soknad, steg.opprinnelig_rollekode, self.utelukkede) if kommer else steg
        roller = self._kart.svarer(sted, self.soknad, self.utelukkede)
        personer = dict.fromkeys(rolle.person for rolle in roller)
        navn = [_("%(navn)s (deg)") % {"navn": p} if p.pk == self.bruker.person_id else str(p) for p in personer]
        return ", ".join(navn) if len(navn) < 3 else ""

    @cached_property
    def _kart(self):
        """Roles in force in the applicant's line. One query for the whole chain."""
        koder = {self.naa.rollekode} if self.naa else set()
        koder |= {steg.opprinnelig_rollekode for steg in self.kommende}
        return Rollekart(self.soknad.kommune_id, [self.soknad], koder)

    @cached_property
    def utelukkede(self):
        """Ids of the people who may not answer."""
        return utelukkede(self.soknad)

    def _moteplan(self):
        """The meeting that the case is called to."""
        sak = self.soknad.aapen_motesak
        return _("møte %(dato)s") % {"dato": dato(sak.mote.dato)} if sak and sak.mote.status == "planlagt" else ""
