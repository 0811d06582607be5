"""The import of certificates and courses from other systems: one row a certificate, or one column a certificate."""

from functools import lru_cache, partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg2.errors import ExclusionViolation

from kartlegging.models import Bevisimport, Bevisimportoppsett
from kartlegging.profil.innlesingsplan import lag_plan
from kartlegging.profil.kompetanser_i_fil import etter_navn, les_nivaa
from kompetanse.felles.fields import DatoField
from kompetanse.felles.innlesing import Felt, Innlesing, prosess
from kompetanse.felles.innlesing.sider import Sider
from kompetanse.organisasjon.personer_i_fil import HVEM

# Chosen for each column whose heading is a competence.
KOLONNE = "kolonne"
# A file says the same few days over and over.
les_dato = lru_cache(10_000)(DatoField().clean)


def _tekst(tekst):
    return tekst[:150]


class Bevisinnlesing(Innlesing):
    sti = f"{__name__}.BEVIS"
    modell, oppsett = Bevisimport, Bevisimportoppsett
    felter = (
        Felt("ansattnummer", gettext_lazy("Ansattnummer"), ("ansattnummer", "ansattnr", "ansattid", "ressursnummer")),
        Felt("epost", gettext_lazy("E-post"), ("epost", "epostadresse", "email", "mail")),
        Felt(
            "kompetanse",
            gettext_lazy("Kompetanse"),
            ("kompetanse", "sertifikat", "kurs", "kursnavn", "bevis", "sertifikatnavn", "aktivitet"),
        ),
        Felt("nivaa", gettext_lazy("Nivå"), ("nivå", "level"), les=les_nivaa),
        Felt(
            "fra",
            gettext_lazy("Fra"),
            ("fra", "gyldigfra", "fradato", "fullført", "fullførtdato", "dato", "bestått", "utstedt"),
            les=les_dato,
        ),
        Felt(
            "til",
            gettext_lazy("Gyldig til"),
            ("til", "gyldigtil", "tildato", "utløper", "utløpsdato", "utgår"),
            les=les_dato,
        ),
        Felt(
            "institusjon", gettext_lazy("Sted eller skole"), ("sted", "skole", "institusjon", "leverandør"), les=_tekst
        ),
        Felt(KOLONNE, gettext_lazy("Overskriften er kompetansen, cellen er gyldig til"), les=str),
    )

    def mangler(self, kolonner, kommune):
        valgt = set(kolonner.values())
        grunner = []
        if not valgt.intersection(HVEM):
            grunner.append(_("Velg hvilken kolonne som er ansattnummeret eller e-posten."))
        if not valgt.intersection({"kompetanse", KOLONNE}):
            grunner.append(
                _("Velg hvilken kolonne som er kompetansen, eller hvilke som har kompetansen i overskriften.")
            )
        if {"kompetanse", KOLONNE} <= valgt:
            grunner.append(_("Velg enten én kolonne med kompetansen, eller kolonner med den i overskriften."))
        return grunner

    def feil_i_kolonner(self, kolonner, kommune):
        """Many columns may be certificates; of the other fields there is one."""
        andre = {o: kode for o, kode in kolonner.items() if kode != KOLONNE}
        if len(andre) < len(kolonner):
            andre[""] = KOLONNE
        return super().feil_i_kolonner(andre, kommune)

    def kjenner(self, kommune):
        return partial(self.antall_kjente, kommune=kommune, navn=etter_navn())

    def gjenkjenn(self, overskrifter, rader, kommune, navn=None):
        """Headings that are competences of the catalogue are certificates, when no column names the competence. `navn`
        are those of the catalogue, where they are read."""
        kolonner = super().gjenkjenn(overskrifter, rader, kommune)
        if "kompetanse" not in kolonner.values():
            navn = etter_navn() if navn is None else navn
            kolonner |= {o: KOLONNE for o, kode in kolonner.items() if not kode and o.casefold().strip() in navn}
        return kolonner

    def lag_plan(self, importen, tabell, framdrift):
        return lag_plan(self.felter, tabell, importen.kolonner, kolonne=KOLONNE)

    def skriv(self, importen, plan, *, bruker, framdrift):
        try:
            with transaction.atomic():
                plan.skriv(importen.kommune_id, bruker)
        except IntegrityError as feil:
            if not isinstance(feil.__cause__, ExclusionViolation):
                raise
            raise ValidationError(
                _("Noen registrerte det samme i samme øyeblikk, så ingenting er lagret. Kontroller filen på nytt.")
            ) from None


BEVIS = Bevisinnlesing()
SIDER = Sider(
    slag=BEVIS, navn="kartlegging:bevisimport", tittel=gettext_lazy("Importer bevis og kurs"), om=gettext_lazy("Ansatt")
)
rydd_alle = partial(prosess.rydd_alle, BEVIS)
