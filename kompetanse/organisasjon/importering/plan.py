"""What storing a file would do: the checked rows laid on what is stored. Nothing is written here."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import tall as vis_tall
from kompetanse.felles.innlesing import Linje, Sporsmaal
from kompetanse.felles.innlesing import Plan as Grunnplan
from kompetanse.felles.innlesing.sql import med_versjon
from kompetanse.organisasjon.importering import beskrivelse
from kompetanse.organisasjon.importering.advarsler import delte_adresser, etterlatt, nye_som_ligner
from kompetanse.organisasjon.importering.enheter import Enhetsplan
from kompetanse.organisasjon.importering.noder import Tre
from kompetanse.organisasjon.importering.rader import Leser
from kompetanse.organisasjon.importering.samling import Radsamling
from kompetanse.organisasjon.importering.stillinger import (
    Stillingspost,
    Verdi,
    avslutt,
    kolliderer,
    overlapp_i_filen,
    sammenlign,
)
from kompetanse.organisasjon.models import Importlinje, Person, Rolle, Stilling

Slag = Importlinje.Slag
MAKS_RADER_PER_ANSATT = 50
# When so many would be ended, it is more likely that the file is not the whole list.
MANGE_ANDEL, MANGE_MINST = 0.2, 10
MANGE = "mange"
PERSONFELTER = ("fornavn", "etternavn", "epost", "telefon", "fodselsaar")


@dataclass(eq=False, slots=True)
class Personpost:
    """An employee as stored (`gammel`, None for a new one) and as it is to be, in the order of `PERSONFELTER`."""

    ansattnummer: str
    gammel: tuple | None
    ny: tuple
    pk: int | None = None
    versjon: str = ""
    stillinger: list = field(default_factory=list)

    @property
    def er_endret(self):
        return self.gammel is not None and self.ny != self.gammel

    @property
    def navn(self):
        return " ".join(self.ny[:2]).strip()


@dataclass(eq=False)
class Plan(Grunnplan):
    """`personer` are those with anything to write, each with all its positions; `enheter` has `nye` and `endrede`."""

    dato: object
    enheter: Enhetsplan
    personer: list = field(default_factory=list)
    avsluttede_ansatte: int = 0
    nye_ansatte: int = 0
    mange_avsluttes: bool = False

    @property
    def tall(self):
        return {
            **dict.fromkeys(map(str, Slag.values), 0),
            **super().tall,
            "nye_ansatte": self.nye_ansatte,
            "avsluttede_ansatte": self.avsluttede_ansatte,
            "nye_enheter": len(self.enheter.nye),
            "endrede_enheter": len(self.enheter.endrede),
            "mange_avsluttes": self.mange_avsluttes,
        }

    @property
    def endrer_noe(self):
        return bool(self.personer or self.enheter.nye or self.enheter.endrede)

    def skriv_enheter(self):
        """Add the lines of the units, last, and put all lines in the order of the file."""
        for node in [*self.enheter.nye, *self.enheter.endrede]:
            self.linjer.append(Linje(Slag.ENHET, None, node.kode, node.navn, beskrivelse.enhet(node)))
        self.linjer.sort(key=lambda linje: (linje.linje is None, linje.linje or 0))

    def avtrykk(self):
        for node in [*self.enheter.nye, *self.enheter.endrede]:
            foer = node.lagret and (*node.lagret[:2], _nokkel(node.lagret[2]))
            yield _nokkel(node), foer, node.navn, node.kode, _nokkel(node.forelder)
        for person in sorted(self.personer, key=lambda p: p.ansattnummer):
            skrives = [
                (post.pk or 0, post.gammel and _avtrykk(post.gammel), _avtrykk(post.ny))
                for post in person.stillinger
                if post.er_endret or not post.pk
            ]
            yield person.ansattnummer, person.pk, person.gammel, person.ny, sorted(skrives, key=repr)


def _avtrykk(verdi):
    return _nokkel(verdi.enhet), *verdi[1:]


def _nokkel(node):
    if node is None:
        return None
    return node.pk or ("ny", node.navn, node.kode, _nokkel(node.forelder))


def lag_plan(tabell, kolonner, kommune, *, dato, full_fil, framdrift=lambda gjort, av: None):
    """Check all rows and compare them with what the kommune has stored. `kolonner` is heading → field code.

    A file about units alone makes and changes units; it says nothing about who works there, so nobody is ended.
    """
    antall = len(tabell.rader) or 1
    leser = Leser(tabell.overskrifter, kolonner, kommune.nivaanavn)
    rader, feil = leser.les(tabell, meld=lambda gjort: framdrift(gjort // 2, antall))
    if leser.bare_enheter:
        return _plan_for_enheter(kommune, rader, feil, dato)
    planlegger = _Planlegger(kommune, Radsamling(rader, feil), dato, full_fil, leser.har_delte_navn)
    return planlegger.lag(framdrift, antall)


def _plan_for_enheter(kommune, rader, feil, dato):
    enheter = Enhetsplan(Tre(kommune.pk, dato), rader)
    grunner = defaultdict(list)
    for rad, grunn in enheter.feil:
        grunner[rad].append(grunn)
    brukbare = [rad for rad in rader if rad not in grunner]
    enheter.beskjaer(brukbare)
    skrives = {*enheter.nye, *enheter.endrede}
    plan = Plan(dato, enheter)
    plan.linjer = [Linje(Slag.FEIL, f.linje, f.nokkel, f.navn, f.grunn) for f in feil]
    plan.linjer += [_enhetslinje(Slag.FEIL, rad, " ".join(hvorfor)) for rad, hvorfor in grunner.items()]
    plan.linjer += [_enhetslinje(Slag.UENDRET, rad, "") for rad in brukbare if enheter.node(rad) not in skrives]
    plan.skriv_enheter()
    return plan


def _enhetslinje(slag, rad, tekst):
    return Linje(slag, rad.linje, rad.enhet_kode or "", rad.enhet, tekst)


class _Planlegger:
    def __init__(self, kommune, samling, dato, full_fil, har_delte_navn):
        self.samling, self.dato, self.full_fil, self.har_delte_navn = samling, dato, full_fil, har_delte_navn
        self.tre = Tre(kommune.pk, dato)
        self.personer = les_personer(kommune.pk)
        self.per_person = les_stillinger(kommune.pk, self.tre)
        self.enheter = Enhetsplan(self.tre, samling.rader, self._enhetene_til)
        self.plan = Plan(dato, self.enheter)

    def lag(self, framdrift, antall):
        self.samling.forkast(self.enheter.feil)
        self._finn_overlapp()
        self._finn_ledere()
        par = self._sammenlign_alle(framdrift, antall)
        self.enheter.beskjaer([rad for egne in self.samling.per_ansatt.values() for rad in egne])
        for person, egne in par:
            self._ta_med(person, egne)
        if self.full_fil:
            self._avslutt_de_som_mangler()
        self.plan.advarsler += delte_adresser([person for person, _par in par], self._ansatte_utenfor())
        self._skriv_linjer()
        framdrift(antall, antall)
        return self.plan

    def _enhetene_til(self, ansattnummer):
        """Where the employee works now, by what is stored."""
        person = self.personer.get(ansattnummer)
        poster = self.per_person.get(person.pk, ()) if person else ()
        return {post.gammel.enhet for post in poster if post.gammel.gjelder(self.dato)}

    # --- Checks across rows ---------------------------------------------------------------------

    def _finn_overlapp(self):
        feil = []
        for nummer, egne in self.samling.per_ansatt.items():
            if len(egne) > MAKS_RADER_PER_ANSATT:
                grunn = _("Ansattnummeret %(nummer)s står på %(antall)d linjer. Det kan stå på høyst %(maks)d.")
                ord_ = {"nummer": nummer, "antall": len(egne), "maks": MAKS_RADER_PER_ANSATT}
                feil += [(rad, grunn % ord_) for rad in egne]
            elif len(egne) > 1:
                feil += overlapp_i_filen(egne)
        self.samling.forkast(feil)

    def _finn_ledere(self):
        """Without a column that says who leads, the one who is named as leader by others in the same unit does."""
        rader = [rad for egne in self.samling.per_ansatt.values() for rad in egne]
        if not any(rad.leder_nummer for rad in rader) or any(rad.er_leder is not None for rad in rader):
            return
        node = self.enheter.node
        ledes = {(rad.leder_nummer, node(rad)) for rad in rader if rad.leder_nummer not in (None, "", rad.ansattnummer)}
        for nummer, egne in self.samling.per_ansatt.items():
            self.samling.per_ansatt[nummer] = [self._med_leder(rad, (nummer, node(rad)) in ledes) for rad in egne]
        ukjente = {nummer for nummer, _node in ledes} - self.samling.ansatte_i_filen - set(self.personer)
        if ukjente:
            self.plan.advarsler.append(
                ngettext(
                    "%(antall)d leder som det vises til, finnes verken i filen eller blant de ansatte.",
                    "%(antall)d ledere som det vises til, finnes verken i filen eller blant de ansatte.",
                    len(ukjente),
                )
                % {"antall": len(ukjente)}
            )

    def _med_leder(self, rad, er_leder):
        # In a file with only some employees, those who would have named the leader may be left out.
        return rad._replace(er_leder=True if er_leder else False if self.full_fil else None)

    # --- Comparing ------------------------------------------------------------------------------

    def _sammenlign_alle(self, framdrift, antall):
        """(Personpost, pairs) for each employee in the file; those who collide with what is stored become faulty."""
        resultat, feil = [], []
        for nummer, (ansattnummer, rader) in enumerate(self.samling.per_ansatt.items()):
            person = self._person(ansattnummer, rader)
            poster = self.per_person.get(person.pk, [])
            par = sammenlign(rader, poster, self.dato, self.enheter.node)
            person.stillinger = [*poster, *(p.ny_post for p in par if p.ny_post)]
            if kolliderer(person.stillinger):
                grunn = _("Perioden overlapper med en tidligere periode i den samme stillingen. Kontroller datoene.")
                feil += [(rad, grunn) for rad in rader]
            else:
                resultat.append((person, par))
            if nummer % 2000 == 0:
                framdrift(antall // 2 + nummer // 3, antall)
        self.samling.forkast(feil)
        return resultat

    def _person(self, ansattnummer, rader):
        person = self.personer.get(ansattnummer) or Personpost(ansattnummer, None, ("", "", "", "", None))
        rad = rader[0]
        # A whole name in one column does not say where the surname begins; what is stored does.
        helt = not self.har_delte_navn and person.navn == rad.navn
        som_lagret = helt or any((en.fornavn, en.etternavn) == person.ny[:2] for en in rader)
        person.ny = (
            *(person.ny[:2] if som_lagret else (rad.fornavn, rad.etternavn)),
            _forste([rad.epost for rad in rader], person.ny[2]),
            _forste([rad.telefon for rad in rader], person.ny[3]),
            _forste([rad.fodselsaar for rad in rader], person.ny[4], tom=None),
        )
        return person

    def _ta_med(self, person, par):
        """The employee's lines, and the employee among those to write when there is anything to write."""
        if person.gammel is None and not person.stillinger:
            self.plan.linjer += [_linje(Slag.UENDRET, p.rad, _("Sluttet, og ikke lagret fra før.")) for p in par]
            return
        for nummer, p in enumerate(par):
            endringer = beskrivelse.personendring(person) if nummer == 0 and person.gammel else []
            endringer += beskrivelse.stillingsendring(p)
            slag = Slag.NY if p.post is None and p.ny_post else Slag.ENDRET if endringer else Slag.UENDRET
            tekst = beskrivelse.ny_stilling(person, p.rad, p.ny_post) if slag == Slag.NY else ""
            self.plan.linjer.append(_linje(slag, p.rad, " ".join(filter(None, [tekst, *endringer]))))
        med_par = [p.post for p in par]
        uten_rad = [post for post in person.stillinger if post.gammel and post not in med_par]
        self._meld_avsluttede(person, [post for post in uten_rad if post.ny.til != post.gammel.til])
        if person.gammel is None or person.er_endret or any(p.er_endret or not p.pk for p in person.stillinger):
            self.plan.nye_ansatte += person.gammel is None
            self.plan.personer.append(person)

    def _meld_avsluttede(self, person, poster):
        self.plan.linjer += [
            Linje(Slag.AVSLUTTET, None, person.ansattnummer, person.navn, beskrivelse.avsluttet(post))
            for post in poster
        ]

    def _ansatte_utenfor(self):
        """Those whom the file does not speak of, and who work here now."""
        i_filen = self.samling.ansatte_i_filen
        return [
            p for p in self.personer.values() if p.ansattnummer not in i_filen and self._enhetene_til(p.ansattnummer)
        ]

    def _avslutt_de_som_mangler(self):
        i_filen = self.samling.ansatte_i_filen
        ansatte, avsluttede = 0, []
        for person in self.personer.values():
            poster = self.per_person.get(person.pk, ())
            gjeldende = [post for post in poster if post.gammel.gjelder(self.dato)]
            ansatte += bool(gjeldende)
            if person.ansattnummer in i_filen:
                continue
            for post in gjeldende:
                avslutt(post, self.dato)
            if endret := [post for post in gjeldende if post.er_endret]:
                person.stillinger = poster
                self._meld_avsluttede(person, endret)
                avsluttede.append(person)
        self.plan.advarsler += nye_som_ligner(self.plan.personer, avsluttede)
        self.plan.personer += avsluttede
        self._advar(ansatte, avsluttede)

    def _advar(self, ansatte, avsluttede):
        plan, antall = self.plan, len(avsluttede)
        plan.avsluttede_ansatte = antall
        plan.mange_avsluttes = antall >= MANGE_MINST and antall > MANGE_ANDEL * ansatte
        if plan.mange_avsluttes:
            plan.sporsmaal.append(_mange(antall))
        if antall and self.samling.uten_ansattnummer:
            plan.advarsler.append(
                _(
                    "Filen har rader der vi ikke vet hvem det gjelder. De som bare står på slike rader, får sluttdato. "
                    "Rett radene først hvis de er ansatte."
                )
            )
        roller = Rolle.objects.gjeldende().filter(person__in=[p.pk for p in avsluttede], kilde=Rolle.Kilde.TILDELT)
        if antall and (med_rolle := roller.values("person").distinct().count()):
            plan.advarsler.append(
                ngettext(
                    "%(antall)d av dem som slutter, har en rolle her. Den avsluttes også.",
                    "%(antall)d av dem som slutter, har roller her. De avsluttes også.",
                    med_rolle,
                )
                % {"antall": med_rolle}
            )

        if antall:
            plan.advarsler += etterlatt([person.pk for person in avsluttede])

    # --- The preview ----------------------------------------------------------------------------

    def _skriv_linjer(self):
        linjer = self.plan.linjer
        linjer += [Linje(Slag.FEIL, f.linje, f.nokkel, f.navn, f.grunn) for f in self.samling.feil]
        linjer += [
            _linje(Slag.UENDRET, rad, _("Samme opplysninger som linje %d.") % lik.linje)
            for rad, lik in self.samling.like
            if rad.ansattnummer in self.samling.per_ansatt
        ]
        linjer += [
            _linje(Slag.FEIL, rad, _("Samme opplysninger som linje %d, som har feil.") % lik.linje)
            for rad, lik in self.samling.like
            if rad.ansattnummer not in self.samling.per_ansatt
        ]
        self.plan.skriv_enheter()


def _mange(antall):
    kryss = _("Jeg har kontrollert at %(antall)s ansatte skal få sluttdato") % {"antall": vis_tall(antall)}
    tekst = _("Mangler det noen i filen? Da kan du velge «Bare noen ansatte» under Endre kolonner.")
    return Sporsmaal(MANGE, _("Uvanlig mange slutter"), tekst, kryss)


def _linje(slag, rad, tekst):
    return Linje(slag, rad.linje, rad.ansattnummer, rad.navn, tekst)


def _forste(verdier, lagret, tom=""):
    """The first that is given; `tom` when the column is there but says nothing; else what is stored."""
    if all(verdi is None for verdi in verdier):
        return lagret
    return next((verdi for verdi in verdier if verdi), tom)


def les_personer(kommune_id):
    """Employee number → Personpost, with the version of the row as it was read."""
    felter = ("ansattnummer", *PERSONFELTER, "pk", "versjon")
    rader = med_versjon(Person.objects.filter(kommune_id=kommune_id))
    return {
        nummer: Personpost(nummer, tuple(verdier), tuple(verdier), pk, versjon)
        for nummer, *verdier, pk, versjon in rader.order_by().values_list(*felter).iterator(10_000)
    }


def les_stillinger(kommune_id, tre):
    """Person id → list of Stillingspost, oldest first."""
    felter = ("nummer", "stillingskode", "tittel", "prosent", "fra", "til", "er_leder", "hovedstilling")
    rader = med_versjon(Stilling.objects.filter(kommune_id=kommune_id))
    per_person = defaultdict(list)
    for person_id, pk, versjon, enhet_id, *verdier in (
        rader.order_by("fra", "pk").values_list("person_id", "pk", "versjon", "enhet_id", *felter).iterator(10_000)
    ):
        verdi = Verdi(tre.noder[enhet_id], *verdier)
        per_person[person_id].append(Stillingspost(verdi, verdi, pk, versjon, person_id))
    return per_person


def sammendrag(plan):
    """The counts as (name, number, note) for the page and the command line."""
    tall = plan if isinstance(plan, dict) else plan.tall
    return [
        (_("Nye"), tall["ny"], _("%s nye ansatte") % vis_tall(tall["nye_ansatte"])),
        (_("Endrede"), tall["endret"], ""),
        (_("Avsluttede"), tall["avsluttet"], _("%s ansatte slutter") % vis_tall(tall["avsluttede_ansatte"])),
        (_("Uendrede"), tall["uendret"], ""),
        (_("Rader med feil"), tall["feil"], ""),
        (_("Enheter"), tall["enhet"], _("nye eller endrede")),
    ]
