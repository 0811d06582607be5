"""One object of every kind and state that an address can name, and every address with those that reach it."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from kartlegging.katalog import forslag
from kartlegging.models import Behovsmelding, Bevisfil, Bevisimport, Foresporsel, Katalogimport, MiniCv, Realkategori
from kompetanse.felles.models import Jobb, Varsel
from kompetanse.organisasjon.models import Bruker, Eksport, Import, Rolletype, Stedfortreder
from planer.models import (
    Arbeidsgruppemedlem,
    Behovsforslag,
    Dokumentfil,
    Egenkolonne,
    Listeverdi,
    Maaling,
    Planimport,
    Planseksjon,
    Refleksjonssporsmaal,
    Satsingsomraade,
    Seksjonsmal,
    Vedtaksorgan,
    Visning,
)
from planer.person import opprettelse
from soknader.mbu import saksgang as mbusak
from soknader.models import Kjedesteg, Motesak, Sluttrapport, Vedlegg
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import saksgang
from tests.kartlegging.factories import gi_kompetanse, lag_kategori, lag_kompetanse, lag_krav, lag_oppgave
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak, verdi
from tests.planer.vedtak_factories import lag_drofting, lag_saksframlegg, lag_versjon
from tests.rollebesetning import FIGURER, gi_stedfortreder, lag_bruker, lag_figur
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak, lag_sendt_sak
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

OWN_APPS = {"kartlegging", "organisasjon", "soknader", "planer", "felles", "oversikt"}
# Parameters that are words, not ids.
FASTE = {
    "utfall": "innvilg",
    "steg": "hva",
    "token": "ugyldig",
    "handling": "anbefal",
    "slag": "protokoll",
    "nokkel": "leder",
    "liste": "faktor",
    "brudd": "maal",
    "kolonne": "frist",
}

_FIL = {"filnavn": "a.pdf", "mime": "application/pdf", "lagringssti": "a", "sha256": "0" * 64, "storrelse": 1}


def egne_adresser():
    """(name, parameter names) of every address of our own apps."""
    svar = []
    for monster, navnerom in _gaa(get_resolver().url_patterns, ""):
        if navnerom in OWN_APPS and monster.name:
            svar.append((f"{navnerom}:{monster.name}", tuple(monster.pattern.converters)))
    return sorted(svar)


def _gaa(monstre, navnerom):
    for monster in monstre:
        if isinstance(monster, URLPattern):
            yield monster, navnerom
        else:
            yield from _gaa(monster.url_patterns, monster.namespace or navnerom)


ADRESSER = egne_adresser()
MED_ID = [adresse for adresse in ADRESSER if set(adresse[1]) - set(FASTE)]


def argumenter(navn, parametre, objekter, *, ident=None):
    """Values for the address's parameters: the id of the noun that its name starts with, unless `ident` is given."""
    substantiv = navn.split(":")[1].split("-")[0]
    verdier = {}
    for parameter in parametre:
        if parameter == "aar":
            verdier[parameter] = ident or objekter["ramme"].aar
        elif parameter in FASTE:
            verdier[parameter] = FASTE[parameter]
        else:
            hvilket = substantiv if parameter in ("pk", "id") else re.sub(r"_?(pk|id)$", "", parameter)
            objekt = objekter.get(hvilket) or objekter.get(substantiv)
            assert objekt is not None, f"Say in `verden` which object {navn} names by {parameter}."
            verdier[parameter] = ident or objekt.pk
    return verdier


def lag_verden(tre):
    """The cast (`folk`), and the objects by name (`objekter`), all in Fjordby kommune. Run inside its wall."""
    folk = {navn: lag_figur(navn, tre) for navn in FIGURER}
    folk["uten_person"] = Bruker.objects.create(epost="drift@eksempel.test", kommune=tre.rot.kommune)
    ramme = lag_ramme()
    hr = folk["hr"]
    gi_stedfortreder(folk["avdelingsdirektor"].person.roller.get(), folk["leder"])
    objekter = {
        "ramme": ramme,
        **_saker(folk),
        **_organisasjonen(folk, tre),
        **_registeret(folk, tre),
        **_katalogen(folk),
        **_planene(folk, tre),
        **_utviklingsplanen(folk),
    }
    objekter |= {
        "satsingsomraade": Satsingsomraade.objects.first(),
        "kjedesteg": Kjedesteg.objects.first(),
        "jobb": Jobb.objects.create(bruker=hr, navn="Prøve"),
        "varsel": Varsel.objects.create(mottaker=hr, emne="Prøve", tekst="Prøve"),
        "import": Import.objects.create(filnavn="a.csv", lagringssti="a", sha256="0" * 64, bruker=hr),
        "eksport": Eksport.objects.create(bruker=hr, navn="Prøve", lag="a.b", side="/", rettighet="soknader.view_mote"),
    }
    return {"folk": folk, "objekter": objekter}


@pytest.fixture
def verden(tre):
    """The world of one test; the walks of all addresses share one (`delt.py`)."""
    return lag_verden(tre)


def _organisasjonen(folk, tre):
    return {
        "enhet": tre.prosjekt,
        "person": folk["soker"].person,
        "ulf": folk["utenforstaende"].person,
        "rollen_til_ulf": folk["utenforstaende"].person.roller.get(),
        "rolle": folk["avdelingsdirektor"].person.roller.first(),
        "rolletype": Rolletype.objects.first(),
        "stedfortreder": Stedfortreder.objects.first(),
    }


def _registeret(folk, tre):
    """A requirement in the unit of Siri and a task that she does, the need that her leader has made of the first, and what
    she has registered."""
    selvkost = lag_kompetanse("Selvkost")
    krav = lag_krav(tre.prosjekt, selvkost, antall=2)
    lag_kompetanse("HMS-kurs for ledere", nivaaer=False, nokkel="leder-hms")
    oppgave = lag_oppgave(tre.prosjekt, utforere=[folk["soker"]])
    registrering = gi_kompetanse(folk["soker"], selvkost, 2, tilstand="egenvurdert")
    return {
        "registrering": registrering,
        "minicv": MiniCv.objects.create(person=folk["soker"].person, deling=MiniCv.Deling.ENHET),
        "bevisimport": Bevisimport.objects.create(filnavn="a.csv", lagringssti="a", sha256="0" * 64, bruker=folk["hr"]),
        "bevis": Bevisfil.objects.create(personkompetanse=registrering, **_FIL),
        "krav": krav,
        "oppbevaring": _sluttet(tre, selvkost).person,
        "oppgave": oppgave,
        "utforer": oppgave.utforere.get(),
        "foresporsel": Foresporsel.objects.create(
            enhet=tre.prosjekt, tittel="Veilede", beskrivelse="Hver uke", svarfrist=dag(9), spurt_av=folk["leder"]
        ),
        "behov": Behovsmelding.objects.create(krav=krav, enhet=tre.prosjekt, antall=1, meldt_av=folk["leder"]),
    }


def _katalogen(folk):
    """What the catalogue's pages name; the proposals are Siri's."""
    kompetanse = lag_kompetanse("Brannvern")
    return {
        "katalog": kompetanse,
        "utgaatt": lag_kompetanse("Telefaks", avviklet=dag(-1)),
        "gruppe": kompetanse.gruppe,
        "skala": kompetanse.skala,
        "realkategori": Realkategori.objects.create(navn="Faglig"),
        "forslag": forslag.foresla("Droneflyging", "Vi filmer tak.", bruker=folk["soker"]),
        "forslag_fra_ulf": forslag.foresla("Tegnspråk", "Vi har døve barn.", bruker=folk["utenforstaende"]),
        "stillingskategori": lag_kategori("Rådgivere", titler=["rådgiver"]),
        "katalogimport": Katalogimport.objects.create(
            filnavn="a.csv", lagringssti="a", sha256="0" * 64, bruker=folk["hr"]
        ),
    }


def _planene(folk, tre):
    """The plan that is being written in the unit of Siri, with a measured goal of its own, one that comes from a document
    of the sector, a measure, and a file that her leader has brought to it. It came from last year's, which was adopted,
    with a measure; one of a later year waits to be, with a case that is being written; and one that everyone reads is open
    for changes again."""
    ifjor = lag_plan(tre.prosjekt, aar=dag(0).year - 1, status="vedtatt", gjelder_fra=dag(-365))
    plan, dokument = lag_plan(tre.prosjekt, forgjenger=ifjor), lag_dokument(enhet=tre.stab)
    sendt = lag_plan(tre.prosjekt, aar=dag(0).year + 2, status="til_behandling")
    maal = lag_maal(plan)
    return {
        "plan": plan,
        "planseksjon": Planseksjon.objects.create(plan=plan, tittel="Ambisjon"),
        "arbeidsgruppemedlem": Arbeidsgruppemedlem.objects.create(plan=plan, person=folk["leder"].person),
        "sendt_plan": sendt,
        "saksframlegg": lag_saksframlegg(sendt, folk["leder"]),
        "vedtaksorgan": Vedtaksorgan.objects.get(nivaa="enhet"),
        "sektorplan": lag_plan(tre.stab),
        **_droftingen(folk, tre),
        **_den_gjenaapnede(folk, tre),
        "planversjon": lag_versjon(ifjor, folk["avdelingsdirektor"]),
        "andre_versjon": lag_versjon(ifjor, folk["avdelingsdirektor"], nummer=2),
        "protokollinje": plan.protokoll.create(organ="MBU", saksnummer="18/21"),
        "seksjonsmal": Seksjonsmal.objects.first(),
        "refleksjonssporsmaal": Refleksjonssporsmaal.objects.first(),
        "listeverdi": verdi(Listeverdi.Liste.FAKTOR, "turnover"),
        **_behovet(plan),
        "maal": maal,
        "maaling": Maaling.objects.create(maal=maal, verdi=70),
        "styringsdokument": dokument,
        "dokument": dokument,
        "dokumentfil": Dokumentfil.objects.create(dokument=dokument, **_FIL),
        "over": lag_maal(dokument),
        "tiltak": lag_tiltak(plan, kostnader=[("eget", 1000)]),
        "planimport": Planimport.objects.create(
            kompetanseplan=plan, bruker=folk["leder"], filnavn="a.csv", lagringssti="a", sha256="0" * 64
        ),
        "vedtatt_plan": ifjor,
        "kilde": lag_plan(tre.barnehager, aar=dag(0).year - 2, status="vedtatt", gjelder_fra=dag(-700)),
        "vedtatt_tiltak": lag_tiltak(ifjor),
        "visning": Visning.objects.first(),
        "egenkolonne": Egenkolonne.objects.create(navn="Risiko"),
    }


def _behovet(plan):
    """A need of the plan, and what it rests on."""
    behov = lag_behov(plan)
    slag = verdi(Listeverdi.Liste.GRUNNLAG, "skjonn")
    return {
        "kompetansebehov": behov,
        "behovsgrunnlag": behov.grunnlag.create(slag=slag, skjonn=4),
        "tiltaksalternativ": behov.alternativer.create(navn="Lære opp to"),
    }


def _utviklingsplanen(folk):
    """The plan that Siri and her leader write, with one goal and a measure of her own."""
    soker, leder = folk["soker"], folk["leder"]
    plan = opprettelse.begynn(soker.person, leder.person, bruker=soker)
    maal = lag_maal(plan)
    return {"personplan": plan, "personmaal": maal, "persontiltak": lag_tiltak(plan, maal=[maal])}


def _droftingen(folk, tre):
    """A plan that is up for discussion with Tor, and a need that he has proposed."""
    plan = lag_plan(tre.ikt, status="til_drofting")
    drofting = lag_drofting(plan, folk["avdelingsdirektor"])
    return {
        "i_drofting": plan,
        "drofting": drofting,
        "droftingspart": drofting.parter.create(part="Fagforbundet", person=folk["tillitsvalgt"].person),
        "behovsforslag": Behovsforslag.objects.create(plan=plan, navn="Tid", foreslaatt_av=folk["tillitsvalgt"]),
    }


def _den_gjenaapnede(folk, tre):
    """A plan that was adopted and is a draft again, a discussion called off: everyone sees it, one works with those who
    answer for it, and few may act on it."""
    plan, direktor = lag_plan(tre.prosjekt, aar=dag(0).year + 3, gjelder_fra=dag(-1)), folk["avdelingsdirektor"]
    lag_versjon(plan, direktor)
    Arbeidsgruppemedlem.objects.create(plan=plan, person=folk["gruppemedlem"].person)
    return {
        "gjenaapnet": plan,
        "gjenaapnet_maal": lag_maal(plan),
        "gjenaapnet_drofting": lag_drofting(plan, direktor, status="avlyst"),
        "sendt_saksframlegg": lag_saksframlegg(plan, direktor, sendt=True),
    }


def _sluttet(tre, kompetanse):
    """Someone who has left, with something registered."""
    bruker = lag_bruker("Olga", tre.prosjekt)
    bruker.person.stillinger.update(til=dag(-1))
    gi_kompetanse(bruker, kompetanse, 1)
    return bruker


def _saker(folk):
    """Applications, meetings and cases to MBU in every state that an address asks for; all applications are Siri's."""
    soker, hr, avdelingsdirektor, hr_leder = (folk[n] for n in ("soker", "hr", "avdelingsdirektor", "hr_leder"))
    sendt, returnert, hos_hr, avslag = (saksgang.send_inn(lag_soknad(soker), bruker=soker) for _nr in range(4))
    returnert = saksgang.returner(returnert, bruker=avdelingsdirektor, kommentar="Del budsjettet opp.")
    hos_hr = saksgang.anbefal(hos_hr, bruker=avdelingsdirektor)
    avslag = saksgang.avslaa(avslag, bruker=avdelingsdirektor, kommentar="Dekkes av egne midler.")
    ifjor = dag(-365)
    innvilget, rapportert = (
        lag_avgjort(soker, aar=ifjor.year, periode_fra=ifjor, periode_til=ifjor) for _nr in range(2)
    )
    _lag_rapport(rapportert)
    lag_klar(soker, avdelingsdirektor, hr_leder)
    lag_klar(hr, avdelingsdirektor, hr_leder, enhet=sendt.enhet)
    paagaar = start_mote(lag_mote(hr), hr)
    lag_klar(soker, avdelingsdirektor, hr_leder)
    mote = lag_mote(hr)
    lag_klar(soker, avdelingsdirektor, hr_leder)
    avsluttet = start_mote(lag_mote(hr), hr)
    for sak in saker_i(avsluttet):
        fatt_vedtak(sak, bruker=hr, utfall="innvilget")
    beslutningsmote.avslutt(avsluttet, bruker=hr)
    ulf = folk["utenforstaende"]
    utkast, i_oppvekst = lag_soknad(soker), lag_avgjort(ulf, aar=ifjor.year, periode_fra=ifjor, periode_til=ifjor)
    _lag_rapport(i_oppvekst)
    return {
        "soknad": sendt,
        "utkast": utkast,
        "i_oppvekst": i_oppvekst,
        "returnert": returnert,
        "hos_hr": hos_hr,
        "innvilget": innvilget,
        "rapportert": rapportert,
        "vedtak": avslag.vedtak,
        "vedlegg": _lag_vedlegg(sendt),
        "vedlegg_i_utkast": _lag_vedlegg(utkast),
        "mote": mote,
        "motesak": Motesak.objects.get(mote=mote),
        "avsluttet": avsluttet,
        "paagaar": paagaar,
        "sak_i_motet": Motesak.objects.get(mote=paagaar, soknad__soker=soker),
        "saken_til_hr": Motesak.objects.get(mote=paagaar, soknad__soker=hr),
        "mbusak": mbusak.opprett(bruker=hr),
        "sendt_mbusak": lag_sendt_sak(hr, folk["etatsdirektor"]),
        "til_godkjenning": mbusak.til_godkjenning(lag_klar_sak(hr), bruker=hr),
    }


def _lag_rapport(soknad):
    Sluttrapport.objects.create(
        soknad=soknad, faktisk_kostnad=1, antall_deltakere=1, gjennomfort="Slik.", levert_av=soknad.soker
    )


def _lag_vedlegg(soknad):
    return Vedlegg.objects.create(soknad=soknad, **_FIL)
