"""The import of completed courses: the columns of Moodle, KS Læring, Motimate and their like."""

import datetime as dt
import re
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.profil.kompetanser_i_fil import les_nivaa
from kompetanse.felles.fields import DatoField
from kompetanse.felles.innlesing import Felt, Innlesing, prosess
from kompetanse.felles.innlesing.sider import Sider
from kompetanse.organisasjon.personer_i_fil import HVEM
from kurs.ekstern.plan import Kursplan
from kurs.models import Kursimport, Kursimportoppsett
from kurs.tilbud.views import smuler

FULLFORT = {
    "fullført",
    "completed",
    "complete",
    "bestått",
    "passed",
    "godkjent",
    "ja",
    "yes",
    "1",
    "100",
    "100%",
    "100 %",
}
VARIGHET = re.compile(
    r"(?:(?P<timer>\d+(?:[.,]\d+)?)\s*(?:t|h|timer?|hours?|hrs?)\.?)?\s*(?:(?P<minutter>\d+)\s*(?:m|min|minutter|minutes?)\.?)?",
    re.IGNORECASE,
)
LENGST = Decimal(2000)


def les_dag(tekst: str) -> dt.date:
    """A date as people write it, or the moment that a platform has noted; in Norway it may be another day than in UTC."""
    with suppress(ValueError):
        tid = dt.datetime.fromisoformat(tekst.strip())
        return timezone.localdate(tid) if tid.tzinfo else tid.date()
    return DatoField().clean(tekst)


def les_timer(tekst: str) -> Decimal:
    """«7,5», «1 t 30 min», «90 min», «1:30»."""
    ren = tekst.strip()
    if klokke := re.fullmatch(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?", ren):
        timer = Decimal(klokke[1]) + Decimal(klokke[2]) / 60
    elif (varer := VARIGHET.fullmatch(ren)) and any(varer.groups()):
        timer = Decimal((varer["timer"] or "0").replace(",", ".")) + Decimal(varer["minutter"] or 0) / 60
    else:
        try:
            timer = Decimal(ren.replace(",", "."))
        except InvalidOperation:
            raise ValidationError(_("Skriv timene som et tall, for eksempel 7,5.")) from None
    if not (timer.is_finite() and 0 <= timer <= LENGST):
        raise ValidationError(_("Skriv timene som et tall fra 0 til 2000."))
    return timer.quantize(Decimal("0.01"))


def _les_status(tekst):
    if tekst.strip().casefold() not in FULLFORT:
        raise ValidationError(_("«%s»: Kurset er ikke fullført.") % tekst)
    return True


class Kursinnlesing(Innlesing):
    sti = f"{__name__}.KURS"
    modell, oppsett = Kursimport, Kursimportoppsett
    felter = (
        Felt(
            "ansattnummer",
            gettext_lazy("Ansattnummer"),
            ("ansattnummer", "ansattnr", "ansattid", "ressursnummer", "idnumber", "employeeid"),
        ),
        Felt("epost", gettext_lazy("E-post"), ("epost", "epostadresse", "email", "emailaddress", "mail", "brukernavn")),
        Felt(
            "navn",
            gettext_lazy("Kurs"),
            ("kurs", "kursnavn", "kurstittel", "coursefullname", "coursename", "course", "aktivitet", "tittel"),
            paakrevd=True,
            les=lambda tekst: " ".join(tekst.split())[:200],
        ),
        Felt(
            "fullfort",
            gettext_lazy("Fullført"),
            (
                *("fullført", "fullførtdato", "datofullført", "completiondate", "completedat", "completedon"),
                *("datecompleted", "timecompleted", "bestått", "beståttdato", "dato"),
            ),
            paakrevd=True,
            les=les_dag,
        ),
        Felt("fra", gettext_lazy("Begynte"), ("begynte", "startet", "startdato", "startedat", "enrolled"), les=les_dag),
        Felt(
            "timer",
            gettext_lazy("Timer"),
            ("timer", "antalltimer", "varighet", "hours", "duration", "timespent", "kurstimer"),
            les=les_timer,
        ),
        Felt("status", gettext_lazy("Status"), ("status", "completionstatus", "progress", "resultat"), les=_les_status),
        Felt(
            "leverandor",
            gettext_lazy("Leverandør"),
            ("leverandør", "kursleverandør", "arrangør", "provider", "institusjon", "plattform"),
            les=lambda tekst: tekst[:150],
        ),
        Felt("kompetanse", gettext_lazy("Kompetanse"), ("kompetanse", "sertifikat", "competency", "competence")),
        Felt("nivaa", gettext_lazy("Nivå"), ("nivå", "level"), les=les_nivaa),
    )

    def mangler(self, kolonner, kommune):
        grunner = super().mangler(kolonner, kommune)
        if not set(kolonner.values()).intersection(HVEM):
            grunner.append(_("Velg hvilken kolonne som er ansattnummeret eller e-posten."))
        return grunner

    def lag_plan(self, importen, tabell, framdrift):
        return Kursplan.lag(self.felter, tabell, importen.kolonner)

    def skriv(self, importen, plan, *, bruker, framdrift):
        plan.skriv(bruker, kilde=importen.filnavn[:100])


KURS = Kursinnlesing()
SIDER = Sider(
    slag=KURS,
    navn="kurs:kursimport",
    tittel=gettext_lazy("Importer fullførte kurs"),
    om=gettext_lazy("Ansatt"),
    smuler=smuler,
)
rydd_alle = partial(prosess.rydd_alle, KURS)
