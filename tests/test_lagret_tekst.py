"""Markup in every stored text × every page, PDF and mail × everyone: it is text everywhere, and acts nowhere."""

import copy
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from kartlegging.katalog.importering import KATALOG
from kartlegging.models import Behovsmelding, Kartleggingsoppsett, Oppbevaring
from kartlegging.profil.innlesing import BEVIS
from kompetanse.felles import pdf, varsler, vegg
from kompetanse.felles.dokumenter import les_dokument
from kompetanse.felles.hendelser import logg_oppslag
from kompetanse.felles.innlesing import prosess
from kompetanse.felles.models import Dokument, Engangsnokkel, Varsel
from kompetanse.organisasjon.models import Bruker, Person
from kurs.ekstern.innlesing import KURS
from kurs.models import Gruppemote
from planer.innlesing.importering import PLAN
from planer.models import Drofting
from soknader.mbu import saksgang as mbusak
from soknader.models import Inhabilitet, MbuSak, Mote, Ramme, Sluttrapport, Soknad, TidligereRapport, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote import dokumenter as motedokumenter
from soknader.mote.vedtak import angre_vedtak, fatt_vedtak
from soknader.oppsett import beslutning
from soknader.ramme import styring as rammestyring
from soknader.sak import saksgang
from soknader.sak.brev import VEDTAKSBREV
from tests import merking
from tests.klokke import dag
from tests.kurs.dager.verden import lag_ekstern
from tests.kurs.factories import lag_kjoring, lag_plass, lag_samling
from tests.organisasjon.importhjelp import KARI, bytt, csv, forhaandsvis
from tests.planer.vedtak_factories import lag_drofting
from tests.rettigheter.delt import felles_verden  # noqa: F401
from tests.rettigheter.verden import ADRESSER, argumenter
from tests.rollebesetning import FIGURER
from tests.soknader.factories import lag_soknad
from tests.soknader.mbu_factories import lag_klar_sak
from tests.soknader.moter import lag_klar, lag_mote, saker_i, start_mote
from tests.test_alle_skjemaer import REGNEARK, felles_alt, kryp  # noqa: F401

ROT = Path(settings.BASE_DIR)
# HR sees the most; the others see the same kinds of page, and each case.
AV_HVERT_SLAG = {"hr": 3}
# What no page shows to HR.
VISES_IKKE = {
    # Shown all together, when the form has closed and enough have answered (tests/evaluering/svar, rapport).
    "evaluering.Deltakersvar.verdier",
    "evaluering.Opptelling.fordeling",
    "evaluering.Svar.verdier",
    "felles.Dokument.tittel",
    "felles.Engangsnokkel.kvittering",
    "felles.Hendelse.data",
    "felles.Jobb.melding",
    "felles.Varsel.siste_feil",
    "kartlegging.Bevisimport.kolonner",
    "kartlegging.Bevisimport.lesing",
    "kartlegging.Bevisimport.plan",
    "kartlegging.Bevisimport.utelatt",
    "kartlegging.Bevisimportoppsett.kolonner",
    "kartlegging.Bevisimportoppsett.overskrifter",
    "kartlegging.Foresporsel.i_rolle",
    "kartlegging.Foresporsel.paa_vegne_av",
    "kartlegging.Katalogimport.kolonner",
    "kartlegging.Katalogimport.lesing",
    "kartlegging.Katalogimport.plan",
    "kartlegging.Katalogimport.utelatt",
    "kartlegging.Katalogoppsett.kolonner",
    "kartlegging.Katalogoppsett.overskrifter",
    "kartlegging.Kompetanseforslag.i_rolle",
    "kartlegging.Kompetanseforslag.paa_vegne_av",
    "kartlegging.Personkompetanse.foer_justering",
    "kurs.Ekstern.leverandor",  # stands as the school of the competence that it gave
    "kurs.Kursimport.kolonner",
    "kurs.Kursimport.lesing",
    "kurs.Kursimport.plan",
    "kurs.Kursimport.utelatt",
    "kurs.Kursimportoppsett.kolonner",
    "kurs.Kursimportoppsett.overskrifter",
    "kurs.Kursplass.grunn",  # between the leader and the one who asked
    "kurs.Kursplass.i_rolle",
    "kurs.Kursplass.paa_vegne_av",
    "organisasjon.Eksport.filnavn",
    "organisasjon.Eksport.omfang",
    "organisasjon.Import.kolonner",
    "organisasjon.Import.lesing",
    "organisasjon.Import.utelatt",
    "organisasjon.Importoppsett.kolonner",
    "organisasjon.Importoppsett.overskrifter",
    "organisasjon.Navneord.ord",
    "planer.Drofting.i_rolle",
    "planer.Drofting.paa_vegne_av",
    "planer.Maal.over_navn",  # between the two whose plan it is
    "planer.Maalkobling.tekst",  # between the two whose plan it is
    "planer.Motemateriell.filnavn",  # the name of the file as it is fetched
    "planer.Motemateriell.lenke",  # where a link leads
    "planer.Planevaluering.i_rolle",
    "planer.Planevaluering.paa_vegne_av",
    "planer.Planimport.kolonner",
    "planer.Planimport.lesing",
    "planer.Planimport.plan",
    "planer.Planimport.utelatt",
    "planer.Planimportoppsett.kolonner",
    "planer.Planimportoppsett.overskrifter",
    "planer.Samtale.melding",  # between the two who talk
    "planer.Samtale.skjema",
    "planer.Samtale.sted",
    "planer.Statuslinje.i_rolle",
    "planer.Statuslinje.paa_vegne_av",
    "planer.Utdanningspermisjon.grunn",  # between the two who talk
    "planer.Utdanningspermisjon.utdanning",
    "soknader.Inhabilitet.grunn",
    "soknader.Innsending.innhold",  # shown where something has changed (tests/soknader/sak/test_innsending.py)
    "soknader.Mote.innkalling",
    # What a meeting undid is told by its outcome; its reason is where the form of the next decision begins.
    "soknader.TidligereVedtak.begrunnelse",
    "soknader.TidligereVedtak.i_rolle",
    "soknader.TidligereVedtak.paa_vegne_av",
}
# Between the employee and the leader, and in the unit.
VISES_LEDEREN = {
    "kartlegging.Erfaring.hva",
    "kartlegging.Erfaring.hvor",
    "kartlegging.Foresporsel.beskrivelse",
    "kartlegging.Foresporsel.tittel",
    "kartlegging.Foresporsel.utfall",
    "kartlegging.Foresporselsvar.ord",
    "kartlegging.MiniCv.tekst",
}
# To the one it is about.
VISES_DEN_ANSATTE = {
    "kartlegging.Personkompetanse.i_rolle",
    "kartlegging.Personkompetanse.paa_vegne_av",
    "kartlegging.Personkompetanse.vurdering",
}
SER = {"hr": set(), "leder": VISES_LEDEREN, "soker": VISES_DEN_ANSATTE}
# Where text is called HTML or made into it, and why nothing that a person typed gets through.
TRYGT = {
    "kartlegging/finn/tekst.py": {"format_html", "format_html_join", "SafeString"},  # escapes what it marks
    "kartlegging/finn/treff.py": {"format_html", "SafeString"},  # the same, in a sentence
    "kartlegging/tabell/celler.py": {"mark_safe", "SafeString"},  # escapes each value itself
    "kartlegging/templatetags/kartlegging_tags.py": {"mark_safe"},  # our own shapes, and each text is escaped
    "kompetanse/felles/avsnitt.py": {"mark_safe", "SafeString"},  # escapes each line itself
    "kompetanse/felles/kode.py": {"mark_safe", "SafeString"},  # the squares of a QR code
    "kompetanse/felles/pdf.py": {"HTML("},  # the name of WeasyPrint's document
    "kompetanse/felles/riktekst.py": {"mark_safe", "SafeString"},  # cleaned as it is shown
    "kompetanse/felles/skjema.py": {"format_html", "HTML("},  # two buttons
    "kompetanse/felles/templatetags/felles_tags.py": {
        "mark_safe",
        "format_html",
        "conditional_escape",
    },  # our own shapes
    "kompetanse/felles/templatetags/liste_tags.py": {"mark_safe"},  # escapes each value itself
    "kompetanse/organisasjon/forms/valg.py": {"format_html"},  # an empty list with an id
    "kompetanse/oversikt/veiledning.py": {"mark_safe", "SafeString"},  # our own guides, and each text is escaped
    "evaluering/templatetags/evaluering_tags.py": {"mark_safe", "SafeString"},  # escapes each text itself
    "kurs/oppmote/bilde.py": {"SafeString"},  # says what the QR code is
    "kurs/oppmote/forms.py": {"SafeString"},  # the hidden field of a form
    "kurs/templatetags/kurs_tags.py": {"mark_safe", "SafeString"},  # numbers alone
    "planer/templatetags/planer_tags.py": {"mark_safe"},  # escapes each value itself
    "planer/templatetags/tiltak_tags.py": {"mark_safe"},  # escapes each value itself
    "kompetanse/oversikt/rodtraad/tegning.py": {"mark_safe", "SafeString"},  # our own drawing, and each text is escaped
    "planer/aarshjul/bilde.py": {"SafeString"},  # says what the drawing is
    "planer/aarshjul/hjul.py": {"mark_safe", "SafeString", "format_html"},  # our own drawing, and each text is escaped
    "soknader/sak/forms/soknad.py": {"HTML("},  # a button
}
SOM_HTML = re.compile(
    r"\|\s*safe\w*|mark_safe|format_html\w*|Safe(?:String|Text|Data)|autoescape|html_safe|__html__|conditional_escape|\bHTML\("
)


@pytest.fixture(scope="module")
def rikt(felles_alt):  # noqa: F811
    """The world of the form test, and one of what it lacks."""
    folk = felles_alt["folk"]
    hr, soker, ramme = folk["hr"], folk["soker"], Ramme.objects.first()
    rammestyring.juster(ramme, 1000, "Mer penger", hr)
    ferdig = Soknad.objects.filter(status=Soknad.Status.INNVILGET).first()
    Inhabilitet.objects.create(soknad=ferdig, person=folk["leder"].person, grunn="Slekt", meldt_av=folk["leder"])
    innhold = {"faktisk_kostnad": 1, "antall_deltakere": 1, "gjennomfort": "Alt", "resultat": "Bra"}
    rapport = Sluttrapport.objects.create(soknad=ferdig, levert_av=soker, **innhold)
    TidligereRapport.objects.create(rapport=rapport, rettet_av=soker, grunn="Feil tall", **innhold)
    egne_ord = {"seksjoner": Soknad.Seksjoner.BESKREVET, "maalgruppe": Soknad.Maalgruppe.ANDRE}
    saksgang.send_inn(lag_soknad(soker, seksjoner_tekst="Noen", maalgruppe_tekst="Alle", **egne_ord), bruker=soker)
    nevner = felles_alt["objekter"]["ogsaa_for"]
    saksgang.si_nei(
        nevner, bruker=folk["utenforstaende"], enheter=nevner.soknadsenheter.all(), kommentar="Vi har eget kurs"
    )
    tiltak = felles_alt["objekter"]["vedtatt_tiltak"]
    lag_klar(soker, folk["avdelingsdirektor"], folk["hr_leder"], tiltak=tiltak)
    sak = saker_i(start_mote(lag_mote(hr), hr))[0]
    angre_vedtak(
        sak, bruker=hr, vedtak=fatt_vedtak(sak, bruker=hr, utfall=Vedtak.Utfall.INNVILGET, begrunnelse="Ja").pk
    )
    beslutningsmote.utsett(sak, bruker=hr, grunn="Vi venter på prisen.")
    Engangsnokkel.objects.create(bruker=hr, nokkel="a", kvittering="«Smidig dag» er opprettet.")
    logg_oppslag(folk["leder"], soker.person_id, "kompetanse")
    beslutning.vurder(felles_alt["objekter"]["beslutning"], svar="endret", grunn="Nytt organ", bruker=hr)
    sider = _skriv_i_planene(felles_alt["objekter"], folk)
    sider += _svar_paa_evalueringen(felles_alt["objekter"], soker.person)
    sider += _hold_kurs(felles_alt["objekter"], folk)
    sider += _bruk_registeret(felles_alt["objekter"], folk)
    merke = merking.MERKER[0]
    forhaandsvis(hr, csv(KARI, bytt(KARI, Ansattnummer="7", Fornavn=merke, Stillingsprosent=merke)))
    return felles_alt | {"sider": sider}


def _skriv_i_planene(objekter, folk):
    """What is written in plans beyond goals, needs and measures; gives the pages of it that no address of the world
    names."""
    plan, ifjor, leder = objekter["plan"], objekter["vedtatt_plan"], folk["leder"]
    plan.refleksjoner.create(sporsmaal=objekter["refleksjonssporsmaal"], tekst="Ja")
    plan.faktorer.create(faktor=objekter["listeverdi"], ser="Færre", betyr="Flere vikarer", gjor="Lærer opp")
    objekter["kompetansebehov"].alternativer.create(navn="Leie inn", valgt=True, grunn="Raskest")
    objekter["personmaal"].koblinger.create(tiltak=objekter["tiltak"], tekst="Kurs")
    _fyll_egen_kolonne(objekter)
    objekter["planimport"] = _les_inn(plan, leder)
    objekter["vedtatt_tiltak"].statuslinjer.create(periode=ifjor.til, tilstand="som_planlagt", kommentar="Bra")
    ifjor.evalueringer.create(aar=ifjor.aar, ga="Tre nye", endres="Begynner før", skrevet_av=leder)
    plan.sjekksvar.create(punkt=objekter["sjekkpunkt"], notat="Nattevaktene")
    objekter["aarsmote"].punkter.update(sagt="For få hele stillinger", enige="Hele stillinger lyses ut")
    drofting = _hold_drofting(ifjor, folk["avdelingsdirektor"])
    return [reverse("planer:plan-underveis", args=[ifjor.pk]), drofting.get_absolute_url()]


def _svar_paa_evalueringen(objekter, person):
    """What was agreed on, what was answered in words (without a name, and about one participant), and what was learnt; gives
    the pages of it that the walk may not come by."""
    objekter["evaluering"].atferd.create(tekst="Vurderer sår hver uke")
    om, hvordan, tiltak = objekter["innsamling_om"], objekter["innsamling"], objekter["vedtatt_tiltak"]
    fritekst = om.versjon.sporsmal.get(slag="tekst")
    i_ord = {str(fritekst.pk): "Mer tid til å øve"}
    hvordan.svar.create(verdier=i_ord)
    hvordan.opptellinger.create(sporsmal=fritekst, antall=1, fordeling=["Mer tid til å øve"])
    om.deltakersvar.create(deltaker=person, som="deltaker", svart=dag(-1), verdier=i_ord)
    tiltak.laering, tiltak.anbefaling, tiltak.evaluert = "Øv mer", "endre", dag(-1)
    tiltak.save()
    return [tiltak.get_absolute_url(), om.versjon.skjema.get_absolute_url()]


def _hold_kurs(objekter, folk):
    """A run that was cancelled, a group that has met, a course from elsewhere and a list of such; gives their pages."""
    soker, gruppa = folk["soker"], objekter["refleksjonsgruppe"]
    avlyst = lag_kjoring(objekter["kurs"], status="avlyst")
    Gruppemote.objects.create(samling=lag_samling(gruppa, -1), notat="Vi øvde", logget_av=soker)
    lag_plass(avlyst, soker.person)
    lag_ekstern(soker.person, dag(-1), leverandor="KS")
    innhold = f"Ansattnummer;Kurs;Fullført;Ukjent\n{soker.person.ansattnummer};Kurs;1.2.2020;Noe\n"
    objekter["kursimport"] = _les_liste(KURS, innhold, folk["hr"])
    personens = reverse("kurs:dager-person", args=[soker.person_id])
    return [avlyst.get_absolute_url(), reverse("kurs:kjoring-logg", args=[gruppa.pk]), personens]


def _bruk_registeret(objekter, folk):
    """The catalogue in words, an experience, a request that was answered and closed, a need, one who left and is kept, and
    a list of each kind; gives the page of the need."""
    hr, katalog, foresporsel = folk["hr"], objekter["registrering"].kompetanse, objekter["foresporsel"]
    katalog.nivaatekster.create(nivaa=2, tekst="Regner selvkost alene")
    katalog.synonymer.create(ord="Gebyrer")
    objekter["stillingskategori"].kilder.create(stillingskode="8451")
    objekter["minicv"].erfaringer.create(hva="Regnskap", hvor="Vikby", fra_aar=2001)
    foresporsel.svar.create(person=folk["soker"].person, vil=True, ord="Ja, gjerne")
    foresporsel.lukket, foresporsel.utfall = timezone.now(), "Siri leder"
    foresporsel.save()
    enhet = foresporsel.enhet
    Behovsmelding.objects.create(enhet=enhet, kompetanse=katalog, antall=1, begrunnelse="To slutter", meldt_av=hr)
    Oppbevaring.objects.create(person=objekter["oppbevaring"], utsatt_til=dag(9), utsatt_grunn="Sak", utsatt_av=hr)
    Kartleggingsoppsett.objects.create(formaal="Finne folk", grunnlag="Interesseavveining")
    objekter["bevisimport"] = _les_liste(
        BEVIS, f"Ansattnr;Kurs;Ukjent\n{folk['soker'].person.ansattnummer};HLR;Noe\n", hr
    )
    objekter["katalogimport"] = _les_liste(KATALOG, "Gruppe;Navn;Type;Ukjent\nFag;Selvkost;Realkompetanse;Noe\n", hr)
    return [reverse("kartlegging:enhet-tabell", args=[enhet.pk])]


def _les_liste(slag, innhold, bruker):
    """A file as it is before it is confirmed."""
    importen = prosess.last_opp(slag, innhold.encode(), "a.csv", bruker=bruker)
    prosess.velg_kolonner(slag, importen, importen.kolonner, bruker=bruker)
    return importen


def _fyll_egen_kolonne(objekter):
    """The kommune's own column stands in its first view, and a measure has something in it."""
    kolonne, tiltak = objekter["egenkolonne"], objekter["tiltak"]
    objekter["visning"].kolonner.create(egen=kolonne)
    tiltak.egne = {kolonne.nokkel: "Høy"}
    tiltak.save(update_fields=["egne"])


def _les_inn(plan, bruker):
    """A file with one measure, as it is before it is confirmed."""
    innhold = b"Tiltak;Ansvarlig;Ukjent\nKurs;Enhetsleder;Noe\n"
    importen = prosess.last_opp(PLAN, innhold, "a.csv", bruker=bruker, kompetanseplan=plan)
    prosess.velg_kolonner(PLAN, importen, importen.kolonner, bruker=bruker)
    return importen


def _hold_drofting(plan, bruker):
    """One that ended in disagreement, with a party whom someone without a row here spoke for."""
    drofting = lag_drofting(plan, bruker)
    drofting.parter.create(part="Fagforbundet", navn="Noen", syn="For lite")
    drofting.status, drofting.avsluttet = Drofting.Status.HOLDT, timezone.now()
    drofting.utfall, drofting.protokolltilforsel, drofting.svar = Drofting.Utfall.PROTOKOLL, "For lite", "Nok"
    drofting.save()
    return drofting


@pytest.fixture(scope="module")
def felles_merket(rikt):
    with vegg.alle_kommuner():
        assert merking.merk_alt() == []
    return rikt


@pytest.fixture
def merket(felles_merket, db):
    return copy.deepcopy(felles_merket)


@pytest.fixture
def trykket(monkeypatch):
    """The HTML of every PDF that is made."""
    ark, lag = [], pdf.render_to_string
    monkeypatch.setattr(pdf, "render_to_string", lambda *args: ark.append(lag(*args)) or ark[-1])
    return ark


@pytest.fixture
def stille():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.treg
@pytest.mark.usefixtures("uten_pdf", "uten_feilsider", "stille")
@pytest.mark.parametrize("person", FIGURER)
def test_what_people_typed_is_text_on_every_page(client, merket, trykket, person):
    client.force_login(merket["folk"][person])
    with vegg.innenfor(merket["folk"]["hr"].kommune_id):
        start = [reverse(navn, kwargs=argumenter(navn, par, merket["objekter"])) for navn, par in ADRESSER]
        start += merket["sider"]
        saker = [sak.get_absolute_url() for modell in (Soknad, Mote, MbuSak, Person) for sak in modell.objects.all()]

    regneark = None if person == "hr" else REGNEARK
    sider = dict(kryp(client, start, AV_HVERT_SLAG.get(person, 1), utelat=regneark))
    svar = {adresse: client.get(adresse) for adresse in saker if adresse not in sider}
    sider |= {adresse: ett.content for adresse, ett in svar.items() if ett.status_code == 200}

    assert {adresse: funn for adresse, side in sider.items() if (funn := merking.virksomt(side.decode()))} == {}
    assert [funn for ark in trykket if (funn := merking.virksomt(ark))] == []
    if person in SER:
        sett = set().union(*(merking.sette(side.decode()) for side in sider.values()), *map(merking.sette, trykket))
        usett = {str(felt) for nr, felt in merking.tekstfelter().items() if nr not in sett}
        assert usett & SER[person] == set()
        assert person != "hr" or usett == VISES_IKKE | VISES_LEDEREN | VISES_DEN_ANSATTE


def test_what_people_typed_is_text_in_every_document(merket, trykket, stille):
    hr, direktor = merket["folk"]["hr"], merket["folk"]["etatsdirektor"]
    for mote in Mote.objects.filter(status=Mote.Status.AVSLUTTET):
        motedokumenter.lag_motedokumenter(mote)
    for vedtak in Vedtak.objects.filter(utfall=Vedtak.Utfall.AVSLAATT):
        VEDTAKSBREV.lag(vedtak, bruker=hr)
    mbusak.send(mbusak.til_godkjenning(lag_klar_sak(hr), bruker=hr), bruker=direktor)

    assert len(trykket) >= 4  # agenda, minutes, letter, case to the board; the application is a page of the walk
    assert [funn for ark in trykket if (funn := merking.virksomt(ark))] == []
    assert all(merking.sette(ark) for ark in trykket)
    assert {les_dokument(dokument)[:5] for dokument in Dokument.objects.all()} == {b"%PDF-"}


def test_mail_is_plain_text_word_for_word(merket, stille, settings):
    settings.EMAIL_HOST = "post.eksempel.test"
    for modell in (Bruker, Person):
        modell.objects.update(epost=Concat("pk", Value("@eksempel.test"), output_field=CharField()))
    Varsel.objects.update(med_epost=True, sendt=None, forsok=0)

    assert varsler.send_usendte() == Varsel.objects.count() > 0

    assert {(melding.content_subtype, len(getattr(melding, "alternatives", []))) for melding in mail.outbox} == {
        ("plain", 0)
    }
    assert all(merking.SETT.search(melding.subject) and merking.SETT.search(melding.body) for melding in mail.outbox)


def test_text_is_called_html_only_where_it_is_known_to_be_safe():
    mapper = ("evaluering", "kartlegging", "kompetanse", "kurs", "planer", "soknader", "templates")
    filer = [fil for mappe in mapper for fil in (ROT / mappe).rglob("*.*")]
    funnet = {
        str(fil.relative_to(ROT)): funn
        for fil in filer
        if fil.suffix in {".py", ".html", ".txt", ".svg"} and (funn := set(SOM_HTML.findall(fil.read_text())))
    }

    assert funnet == TRYGT
