"""The chain of a case as one reader sees it: what has been, what waits, and what comes, with names and dates."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import dato, frist, kr
from soknader import labels
from soknader.models import MbuSak, Mote, Saksteg, Soknad, Steghandling
from soknader.sak.behandlere import Rollekart, finn_i_kartet

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
    "soknad.nei": ("hoppet", "CircleSlash", gettext_lazy("%(hvem)s sa nei")),
    "soknad.overtatt": ("hoppet", "PersonPlus", gettext_lazy("Overtatt av %(hvem)s")),
    "soknad.trukket": ("avvist", "ArrowUndo", gettext_lazy("Trukket av %(hvem)s")),
}


class Kjede:
    """The chain of a `bilde.Sak`, for its reader."""

    def __init__(self, sak):
        self.sak = sak

    def ledd(self) -> list[dict]:
        gjort = [(hendelse.tidspunkt, self._hendelse_ledd(hendelse)) for hendelse in self._i_kjeden()]
        gjort += [(steg.avgjort, self._svar_ledd(steg)) for steg in self.sak.steg if steg.avgjorelse]
        ledd = [ledd for _tid, ledd in sorted(gjort, key=lambda par: par[0])]
        if self.sak.soknad.status == Soknad.Status.RETURNERT:
            ledd.append({"tilstand": "naa", "tittel": _("Søkeren retter søknaden"), "hvem": str(self.sak.soknad.soker)})
        if self.sak.naa:
            ledd.append(self._ventende_ledd(self.sak.naa))
        return [*ledd, *(self._kommende_ledd(steg) for steg in self.sak.kommende)]

    def _i_kjeden(self):
        return [hendelse for hendelse in self.sak.hendelser if hendelse.handling in I_KJEDEN]

    def _hendelse_ledd(self, hendelse):
        tilstand, ikon, tittel = I_KJEDEN[hendelse.handling]
        sendt = hendelse.handling == "soknad.sendt"
        return {
            "tilstand": tilstand,
            "ikon": ikon,
            "tittel": tittel % {"hvem": hendelse.utfort_av},
            "hvem": self.sak.soknad.enhet_visning if sendt else hendelse.rolletekst,
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
        hvem = self._hvem(steg, kommer=True)
        # A meeting that is planned says more than how long it may take.
        planlagt = hvem and steg.handling not in Steghandling.i_linjen()
        dager = _("%(dager)s dager") % {"dager": steg.frist_dager} if steg.frist_dager and not planlagt else ""
        return {"tilstand": "kommer", "tittel": steg.tittel, "hvem": hvem, "naar": dager}

    def _hvem(self, steg, kommer=False):
        """The names behind a step; more than two are a group, which the title already says."""
        if steg.handling not in Steghandling.i_linjen():
            return self._moteplan() if steg.handling == Steghandling.MOTE else self._mbuplan()
        if steg.stanset:
            return _("Ingen kan svare ennå. HR har fått beskjed.")
        if steg.utpekt:
            return str(steg.utpekt)
        sted = (
            finn_i_kartet(self._kart, self.sak.soknad, steg.opprinnelig_rollekode, self.sak.utelukkede)
            if kommer
            else steg
        )
        roller = self._kart.svarer(sted, self.sak.soknad, self.sak.utelukkede)
        personer = dict.fromkeys(person for rolle in roller for person in self._svarer_for(rolle))
        navn = [_("%(navn)s (deg)") % {"navn": p} if p.pk == self.sak.bruker.person_id else str(p) for p in personer]
        return ", ".join(navn) if len(navn) < 3 else ""

    def _svarer_for(self, rolle):
        """The holder, or the deputies while that one is on leave."""
        if not rolle.person.er_i_permisjon():
            return [rolle.person]
        return [konto.person for konto in self._kart.kontoer(rolle, self.sak.utelukkede)]

    @cached_property
    def _kart(self):
        """Roles in force in the applicant's line. One query for the whole chain."""
        koder = {self.sak.naa.rollekode} if self.sak.naa else set()
        koder |= {steg.opprinnelig_rollekode for steg in self.sak.kommende}
        return Rollekart(self.sak.soknad.kommune_id, [self.sak.soknad], koder)

    def _moteplan(self):
        """The meeting that the case is called to, or the next one that it may come to."""
        sak = self.sak.soknad.aapen_motesak
        if sak:
            return _("møte %(dato)s") % {"dato": dato(sak.mote.dato)} if sak.mote.status == Mote.Status.PLANLAGT else ""
        moter = Mote.objects.filter(kommune_id=self.sak.soknad.kommune_id, ramme__aar=self.sak.soknad.aar)
        kommer = moter.filter(status=Mote.Status.PLANLAGT, dato__gte=timezone.localdate()).order_by("dato").first()
        return _("neste møte %(dato)s") % {"dato": dato(kommer.dato)} if kommer else ""

    def _mbuplan(self):
        """The next case that MBU is to be told by."""
        saker = MbuSak.objects.filter(kommune_id=self.sak.soknad.kommune_id, motedato__gte=timezone.localdate())
        kommer = saker.exclude(status=MbuSak.Status.SENDT).order_by("motedato").first()
        return _("neste sak %(dato)s") % {"dato": dato(kommer.motedato)} if kommer else ""
