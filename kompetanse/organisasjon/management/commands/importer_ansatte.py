"""`manage.py importer_ansatte FIL --kommune NR`: show what an HR file would change, and store it with `--bekreft`."""

import datetime as dt
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import vegg
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.innlesing.lesing import Lesevalg, foreslaa_kolonner, les
from kompetanse.felles.innlesing.visning import funnet
from kompetanse.felles.jobber import uten_framdrift
from kompetanse.organisasjon.importering.ansattimport import ANSATTE
from kompetanse.organisasjon.importering.felter import PER_KODE
from kompetanse.organisasjon.importering.plan import sammendrag
from kompetanse.organisasjon.models import Import, Importlinje, Kommune

VIS_LINJER = 20


class Command(BaseCommand):
    help = "Vis hva en fil med ansatte endrer, og lagre det med --bekreft."

    def add_arguments(self, parser):
        parser.add_argument("fil", type=Path, help="CSV eller Excel (.xlsx)")
        parser.add_argument("--kommune", required=True, metavar="NR", help="kommunenummeret, fire sifre")
        parser.add_argument("--bekreft", action="store_true", help="lagre; uten denne vises bare hva som ville skje")
        parser.add_argument("--delvis", action="store_true", help="filen har bare noen ansatte; de andre røres ikke")
        parser.add_argument("--dato", type=dt.date.fromisoformat, help="dagen filen viser (ÅÅÅÅ-MM-DD); i dag uten den")
        parser.add_argument(
            "--kolonne", action="append", default=[], metavar="OVERSKRIFT=FELT", help=f"felt: {', '.join(PER_KODE)}"
        )
        parser.add_argument("--ark", default="", help="arket tabellen står i; uten dette finner vi det selv")
        parser.add_argument("--overskriftslinje", type=int, default=0, metavar="LINJE", help="der overskriftene står")
        parser.add_argument(
            "--behold", action="append", default=[], metavar="OVERSKRIFT", help="ta med kolonnen likevel"
        )
        parser.add_argument("--mange", action="store_true", help="lagre selv om uvanlig mange får sluttdato")
        parser.add_argument("--alle-linjer", action="store_true", help="skriv alle linjer, ikke bare de første")

    def handle(self, **valg):
        kommune = Kommune.objects.filter(nummer=valg["kommune"]).first()
        if kommune is None:
            raise CommandError(_("Det finnes ingen kommune med nummer %s.") % valg["kommune"])
        try:
            with vegg.innenfor(kommune.pk):
                self._importer(kommune, valg)
        except LesbarFeil as feil:
            raise CommandError(str(feil)) from feil
        except ValidationError as feil:
            raise CommandError(" ".join(feil.messages)) from feil

    def _importer(self, kommune, valg):
        lest = self._lest(kommune, valg)
        importen = Import(
            kommune=kommune,
            filnavn=valg["fil"].name,
            full_fil=not valg["delvis"],
            dato=valg["dato"] or timezone.localdate(),
            kolonner=self._kolonner(lest.tabell, kommune, valg),
        )
        if valg["bekreft"]:
            melding = prosess.importer_tabell(ANSATTE, lest, importen, godta=lambda plan: self._godta(plan, valg))
            self.stdout.write(melding or _("Det som er lagret, stemmer med filen."))
        else:
            self._skriv(ANSATTE.lag_plan(importen, lest.tabell, uten_framdrift), valg)
            self.stdout.write(_("Ingenting er lagret. Kjør på nytt med --bekreft for å lagre."))

    def _godta(self, plan, valg):
        self._skriv(plan, valg)
        if plan.mange_avsluttes and not valg["mange"]:
            raise CommandError(_("Uvanlig mange får sluttdato. Er det riktig, så legg til --mange; ellers --delvis."))
        return plan.endrer_noe

    def _les(self, sti):
        try:
            return sti.read_bytes()
        except OSError as feil:
            raise CommandError(_("%(fil)s kan ikke leses: %(grunn)s") % {"fil": sti, "grunn": feil.strerror}) from feil

    def _lest(self, kommune, valg):
        """The file as it may be kept, with what is to be known of how it was read."""
        lesevalg = Lesevalg(valg["ark"], valg["overskriftslinje"], tuple(valg["behold"]))
        lest = les(ANSATTE, self._les(valg["fil"]), valg["fil"].name, kommune, lesevalg)
        self.stdout.write(funnet(lest.tabell.ark, lest.tabell.overskriftslinje))
        for merknad in lest.tabell.merknader:
            self.stdout.write(self.style.WARNING(merknad))
        if lest.utelatt:
            self.stdout.write(_("Disse kolonnene er fjernet og lagres aldri: %s") % ", ".join(lest.utelatt))
        return lest

    def _kolonner(self, tabell, kommune, valg):
        """Heading → field, told to the one who runs it; `CommandError` when it cannot be used."""
        kolonner = foreslaa_kolonner(ANSATTE, tabell, kommune) | self._valgte(valg["kolonne"], tabell)
        for overskrift, kode in kolonner.items():
            self.stdout.write(f"  {overskrift} → {kode or _('brukes ikke')}")
        if feil := ANSATTE.feil_i_kolonner(kolonner, kommune):
            raise CommandError(" ".join(feil) + " " + _("Bruk --kolonne «OVERSKRIFT=FELT»."))
        for advarsel in ANSATTE.advarsler(kolonner, kommune):
            self.stdout.write(self.style.ERROR(advarsel))
        return kolonner

    def _valgte(self, par, tabell):
        valgte = {}
        for tekst in par:
            overskrift, _likhet, kode = tekst.rpartition("=")
            if overskrift not in tabell.overskrifter or (kode and kode not in PER_KODE):
                raise CommandError(_("«%s» er ikke en kolonne i filen og et felt vi har.") % tekst)
            valgte[overskrift] = kode
        return valgte

    def _skriv(self, plan, valg):
        hoyst = None if valg["alle_linjer"] else VIS_LINJER
        for navn, antall, tillegg in sammendrag(plan):
            self.stdout.write(f"{navn:<16} {antall:>7}" + (f"  ({tillegg})" if tillegg else ""))
        for advarsel in plan.advarsler:
            self.stdout.write(self.style.WARNING(advarsel))
        for slag in Importlinje.Slag:
            linjer = [linje for linje in plan.linjer if linje.slag == slag]
            if not linjer or slag == Importlinje.Slag.UENDRET:
                continue
            self.stdout.write(f"\n{slag.label}:")
            for linje in linjer[:hoyst]:
                nummer = _("linje %d: ") % linje.linje if linje.linje else ""
                self.stdout.write(f"  {nummer}{linje.nokkel} {linje.navn}: {linje.tekst}")
            if hoyst and len(linjer) > hoyst:
                self.stdout.write("  " + _("… og %d til. Bruk --alle-linjer for å se dem.") % (len(linjer) - hoyst))
        self.stdout.write("")
