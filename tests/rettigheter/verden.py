"""One object of every kind and state that an address can name, and every address with those that reach it."""

import re
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from evaluering.models import Evalueringsregel, Nivaastandard, Skjema, Skjemaversjon, Svarer
from evaluering.rapport.documents import RAPPORT
from evaluering.svar.lenker import Spurt
from evaluering.svar.lenker import lag as lag_lenker
from kartlegging.katalog import forslag
from kartlegging.models import Behovsmelding, Bevisfil, Bevisimport, Foresporsel, Katalogimport, MiniCv, Realkategori
from kompetanse.felles.dokumenter import lagre_dokument
from kompetanse.felles.models import Jobb, Varsel
from kompetanse.felles.samskriving import SOM_DEN_ER, Endring
from kompetanse.organisasjon.models import Bruker, Eksport, Import, Rolletype, Stedfortreder
from kurs.models import Dagmaal, Kjoring, Kurs, Kursimport, Kursplass, Malgruppe
from planer.drofting import forberedelse, mote, tavle
from planer.drofting import forslag as tiltaksforslag
from planer.models import (
    Aarsaktivitet,
    Arbeidsgruppemedlem,
    Behovsforslag,
    Dagsordenpunkt,
    Dokumentfil,
    Egenkolonne,
    Forarbeidspunkt,
    Innspill,
    Iverksetting,
    Kompetansedrofting,
    Kompetanseplan,
    Listeverdi,
    Maaling,
    Motemateriell,
    Moterom,
    Planimport,
    Planseksjon,
    Punkt,
    Refleksjonssporsmaal,
    Ring,
    Saksdelmal,
    Samtalesporsmaal,
    Satsingsomraade,
    Seksjonsmal,
    Sjekkpunkt,
    Tilskudd,
    Tiltaksforslag,
    Vedtaksorgan,
    Visning,
)
from planer.person import opprettelse
from soknader.mbu import saksgang as mbusak
from soknader.models import Etterfrist, Kjedesteg, Motesak, Sluttrapport, Soknadsrunde, Vedlegg
from soknader.mote import beslutningsmote
from soknader.mote.vedtak import fatt_vedtak
from soknader.sak import saksgang
from tests.evaluering.factories import lag_evaluering, lag_innsamling
from tests.kartlegging.factories import gi_kompetanse, lag_kategori, lag_kompetanse, lag_krav, lag_oppgave
from tests.klokke import dag
from tests.kurs.factories import lag_kjoring, lag_kurs, lag_plass
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak, verdi
from tests.planer.innstilling_factories import lag_forslag, lag_innstilling, lag_punkt
from tests.planer.samtale.factories import inviter, lag_permisjon
from tests.planer.vedtak_factories import lag_aarsmote, lag_drofting, lag_saksframlegg, lag_versjon
from tests.rollebesetning import FIGURER, gi_stedfortreder, lag_bruker, lag_figur
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak, lag_sendt_sak
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote

OWN_APPS = {
    "dor",
    "evaluering",
    "kartlegging",
    "kurs",
    "organisasjon",
    "soknader",
    "planer",
    "felles",
    "oversikt",
    "svar",
    "telefon",
}
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
    "ledd": "tiltak",
    "kolonne": "frist",
    "felt": "frist",
    "navn": "hr",
    "punkt": "behov",
    "moment": "etter",
    "kode": "BCDFGHJK",
    "hemmelighet": "ugyldig",
    "bevis": "ugyldig",
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
            # One of the same kind, where ids are random.
            verdier[parameter] = UUID(int=ident) if ident and isinstance(objekt.pk, UUID) else ident or objekt.pk
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
        **_aarshjulet(tre),
        **_samtalen(folk),
        **_motet(folk, tre),
        **_kurset(folk, tre),
    }
    objekter |= {
        "satsingsomraade": Satsingsomraade.objects.first(),
        "kjedesteg": Kjedesteg.objects.first(),
        "tilskudd": _tilskuddet(),
        "beslutning": lag_plan(tre.rot, aar=dag(800).year, status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dag(-1)),
        "soknadsrunde": _runden(ramme, folk),
        "jobb": Jobb.objects.create(bruker=hr, navn="Prøve"),
        "varsel": Varsel.objects.create(mottaker=hr, emne="Prøve", tekst="Prøve"),
        "import": Import.objects.create(filnavn="a.csv", lagringssti="a", sha256="0" * 64, bruker=hr),
        "eksport": Eksport.objects.create(bruker=hr, navn="Prøve", lag="a.b", side="/", rettighet="soknader.view_mote"),
    }
    return {"folk": folk, "objekter": objekter}


def _kurset(folk, tre):
    """A course of IKT-tjenester that Kari teaches, for everyone, with one date, today, and one participant; a run to come,
    that she has asked for a place in; and one that is a draft."""
    tiltak = lag_tiltak(lag_plan(tre.ikt, aar=dag(0).year + 4), "Kurs for alle")
    gir = [lag_kompetanse("Skytjenester")]
    kurs = lag_kurs(
        tre.ikt, kompetanser=gir, tiltak=[tiltak], krever_godkjenning=True, larer_person=folk["kollega"].person
    )
    kjoring = lag_kjoring(kurs, dager=(0,))
    kommer = lag_kjoring(kurs, plasser=1, paameldingsfrist=dag(10), kostnad=5000, pris=100, sted="Rådhuset")
    return {
        "kurs": kurs,
        "kurstiltak": kurs,
        "kurskompetanse": kurs.kompetanser.get(),
        "malgruppe": Malgruppe.objects.create(kurs=kurs, enhet=tre.rot),
        "kursets_tiltak": tiltak,
        "kjoring": kjoring,
        "samling": kjoring.samlinger.get(),
        "dagmaal": Dagmaal.objects.create(aar=2020, dager=3),
        "kursplass": lag_plass(kjoring, folk["soker"].person),
        "kursimport": Kursimport.objects.create(filnavn="a.csv", lagringssti="a", sha256="0" * 64, bruker=folk["hr"]),
        "kjoring_som_kommer": kommer,
        "plass_som_venter": lag_plass(kommer, folk["soker"].person, Kursplass.Status.SOKT, grunn="Vil gjerne."),
        "kladd": lag_kjoring(kurs, status=Kjoring.Status.UTKAST),
        "refleksjonsgruppe": _gruppen(folk, tre),
    }


def _gruppen(folk, tre):
    """A group of IKT-tjenester that Siri is in."""
    gruppa = lag_kjoring(lag_kurs(tre.ikt, "Refleksjon", form=Kurs.Form.REFLEKSJONSGRUPPE), dager=())
    lag_plass(gruppa, folk["soker"].person)
    return gruppa


def _tilskuddet():
    """A grant that is soon to be applied for."""
    tilskudd = Tilskudd.objects.get(navn__startswith="Kompetanse- og")
    tilskudd.frist = dag(10)
    tilskudd.save()
    return tilskudd


def _runden(ramme, folk):
    """A round that nobody has applied in, and in which one has a deadline of one's own."""
    runde = Soknadsrunde.objects.create(navn="Vår", aar=ramme.aar, aapner=dag(-30), frist=dag(-1))
    Etterfrist.objects.create(
        soknadsrunde=runde, soker=folk["soker"], frist=dag(5), grunn="Var syk.", gitt_av=folk["hr"]
    )
    return runde


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
        "saksdelmal": Saksdelmal.objects.first(),
        "sjekkpunkt": Sjekkpunkt.objects.first(),
        "aarsmote": lag_aarsmote(folk["hr"], folk["tillitsvalgt"]),
        **_innstillingen(folk, tre),
        "refleksjonssporsmaal": Refleksjonssporsmaal.objects.first(),
        "listeverdi": verdi(Listeverdi.Liste.FAKTOR, "turnover"),
        **_behovet(plan),
        "maal": maal,
        "maaling": Maaling.objects.create(maal=maal, verdi=70),
        "styringsdokument": dokument,
        "dokument": dokument,
        "dokumentfil": Dokumentfil.objects.create(dokument=dokument, **_FIL),
        "over": lag_maal(dokument),
        **_tiltaket(plan),
        **_evalueringen(plan, folk),
        "planimport": Planimport.objects.create(
            kompetanseplan=plan, bruker=folk["leder"], filnavn="a.csv", lagringssti="a", sha256="0" * 64
        ),
        "vedtatt_plan": ifjor,
        "kilde": lag_plan(tre.barnehager, aar=dag(0).year - 2, status="vedtatt", gjelder_fra=dag(-700)),
        "vedtatt_tiltak": lag_tiltak(ifjor),
        "visning": Visning.objects.first(),
        "egenkolonne": Egenkolonne.objects.create(navn="Risiko"),
    }


def _tiltaket(plan):
    """A measure, and its thread."""
    tiltak = lag_tiltak(plan, kostnader=[("eget", 1000)])
    midler = {"nummer": "2026/1", "tittel": "Sårbehandling", "adresse": "/", "aar": 2026, "omsokt": 1000}
    return {"tiltak": tiltak, "traad": tiltak, "midler": tiltak.midler.create(soknad_pk=0, status="trukket", **midler)}


def _evalueringen(plan, folk):
    """Of a measure of the unit, planned on three levels: asked about how it was, and about what one participant does."""
    evaluering = lag_evaluering(lag_tiltak(plan, "Fagdag om sår"), 1, 3, 4)
    niva, soker = evaluering.nivaaer.get(niva=3), folk["soker"].person
    versjon = Skjemaversjon.objects.filter(skjema__niva=3).first()
    niva.skjema = versjon.skjema
    niva.save()
    om_bruk = lag_innsamling(niva, "etter", versjon=versjon)
    hvordan = lag_innsamling(evaluering.nivaaer.get(niva=1), versjon=versjon, kode="BCDFGHJM", spurt=6)
    indikator = evaluering.indikatorer.create(navn="Sår som gror")
    belop = dict.fromkeys(("lav", "sannsynlig", "hoy"), 1000)
    return {
        "evaluering": evaluering,
        "niva": niva,
        "innsamling": hvordan,
        "innsamling_om": om_bruk,
        "lenke": lag_lenker(om_bruk, [Spurt(soker, Svarer.DELTAKER, soker)])[0],
        "nytte": evaluering,
        "rapport": evaluering,
        "utgave": lagre_dokument(evaluering, RAPPORT.slag, "Rapport", "rapport.pdf", b"%PDF-1.7", bruker=None),
        "indikator": indikator,
        "indikatormaaling": indikator.maalinger.create(dato=dag(-1), verdi=3),
        "nyttelinje": evaluering.nyttelinjer.create(slag="nytte", navn="Færre sår", forutsetning="Anslag", **belop),
        # A colleague there is to conclude it.
        "konklusjon": lag_evaluering(lag_tiltak(plan, "Fagdag om fall"), evaluator=folk["kollega"].person),
        **_evalueringsoppsettet(),
    }


def _evalueringsoppsettet():
    skjema = Skjema.objects.get(navn="Kort skjema til deltakerne")
    return {
        "skjema": skjema,
        "sporsmal": skjema.nyeste.sporsmal.first(),
        "regel": Evalueringsregel.objects.first(),
        "standard": Nivaastandard.objects.first(),
    }


def _innstillingen(folk, tre):
    """A draft with one proposal in a point, and one that is sent with a point to decide and a meeting to hold."""
    hr, utkast = folk["hr"], lag_innstilling(folk["hr"], aar=dag(0).year + 2)
    punkt = lag_punkt(utkast, [lag_forslag(tre.prosjekt, "Felles kurs")])
    sendt = lag_innstilling(hr, aar=dag(0).year + 3, sendt=True)
    return {
        "innstilling": utkast,
        "innstillingspunkt": punkt,
        "innstillingsforslag": punkt.forslagene.get(),
        "sendt_innstilling": sendt,
        "avgjort_punkt": _avgjort(sendt, tre, hr),
        "sendt_punkt": lag_punkt(sendt, [lag_forslag(tre.prosjekt, "Felles veiledere")]),
        "iverksetting": Iverksetting.objects.create(innstilling=sendt, enhet=tre.prosjekt),
    }


def _avgjort(innstilling, tre, hr):
    nei = {"utfall": "ikke_naa", "grunn": "Vi venter på budsjettet.", "avgjort": timezone.now(), "avgjort_av": hr}
    return lag_punkt(innstilling, [lag_forslag(tre.prosjekt, "Egen ordning")], **nei)


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


def _aarshjulet(tre):
    """The wheel of the unit of Siri, and what it does itself beside all that those above have put in it."""
    return {
        "aarshjul": tre.prosjekt,
        "aarsaktivitet": Aarsaktivitet.objects.create(enhet=tre.prosjekt, navn="Fagdag", naar="Mai", ring=Ring.ENHET),
    }


def _samtalen(folk):
    """The talk that Siri and her leader prepare, in which she has asked for leave to study."""
    soker, leder = folk["soker"], folk["leder"]
    samtale = inviter(leder, soker)[0]
    spor = Samtalesporsmaal.objects.first()
    return {"samtale": samtale, "permisjon": lag_permisjon(samtale, soker), "samtalesporsmaal": spor}


def _motet(folk, tre):
    """The meeting of Siri's unit, which goes on: something waits, something lies in a group, something is proposed, and her
    people have been told. One that was held before it, and not all of it is in the plan."""
    leder, plan = folk["leder"], _aarets(tre.prosjekt)
    holdt = _lag_mote(plan, leder)
    tiltaksforslag.foreslaa(Tiltaksforslag(drofting=holdt, navn="Hospitere"), bruker=leder)
    holdt = mote.avslutt(holdt, SOM_DEN_ER, bruker=leder)
    naa = _lag_mote(plan, leder)
    Moterom.objects.update(kode=FASTE["kode"])
    note = Innspill.objects.create(drofting=naa, punkt="behov", tekst="Veilede nye")
    forberedelse.merk_gjort(naa, Forarbeidspunkt.objects.first(), True, bruker=leder)
    gruppe = tavle.samle(naa, [tavle.skriv(naa, "Ta vaktene", bruker=leder).pk], "Natten", bruker=leder)
    materiell = Motemateriell(drofting=naa, tittel="Strategien", lenke="https://eksempel.test/")
    return {
        "kompetansedrofting": naa,
        "holdt_drofting": holdt,
        "forarbeidspunkt": Forarbeidspunkt.objects.first(),
        "dagsordenpunkt": Dagsordenpunkt.objects.first(),
        "motemateriell": forberedelse.legg_ved(materiell, bruker=leder),
        "innspillsgruppe": gruppe,
        "tiltaksforslag": tiltaksforslag.foreslaa(Tiltaksforslag(drofting=naa, navn="Mentor"), bruker=leder),
        "trekk": note,
        "stem": gruppe,
    }


def _aarets(enhet):
    return Kompetanseplan.objects.for_enheter().get(enhet=enhet, fra__year=dag(0).year)


def _lag_mote(plan, leder):
    drofting = forberedelse.begynn(plan, bruker=leder)
    drofting = forberedelse.endre(drofting, Endring({"dato": dag(3)}), [], bruker=leder)
    drofting = forberedelse.del_med_medarbeiderne(drofting, bruker=leder)
    mote.start(drofting, bruker=leder)
    mote.gaa_til(drofting, Punkt.BEHOV, bruker=leder)
    return Kompetansedrofting.objects.get(pk=drofting.pk)


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
    ogsaa_for = saksgang.send_inn(lag_soknad(soker, andre_enheter=[ulf.person.stillinger.get().enhet]), bruker=soker)
    return {
        "soknad": sendt,
        "utkast": utkast,
        "i_oppvekst": i_oppvekst,
        "ogsaa_for": ogsaa_for,
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
