"""Who is found by whom, why, and how near. What a reader may not see makes no difference to the answer."""

import re

import pytest
from django.urls import reverse

from kartlegging.finn.sporring import tolk
from kartlegging.finn.treff import Avgrensning, finn
from kartlegging.models import Erfaring, Kartleggingsoppsett, Kompetanse, MiniCv, Synonym
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon.models import Stilling
from tests.kartlegging.factories import Tilstand, gi_kompetanse, lag_bevis, lag_kompetanse, om
from tests.rollebesetning import FIGURER, lag_bruker, lag_figur

pytestmark = pytest.mark.django_db
FINN = "/kompetanse/finn/"
ENGANGS = re.compile(r'name="(csrfmiddlewaretoken|engang)" value="[^"]*"')


def lag_saar(**felt):
    """Wound care, which people also call sårstell."""
    kompetanse = lag_kompetanse("Sårbehandling", **felt)
    Synonym.objects.create(kompetanse=kompetanse, ord="sårstell")
    return kompetanse


def del_med(bruker, deling, tekst="", **erfaring):
    minicv, _ny = MiniCv.objects.update_or_create(person=bruker.person, defaults={"deling": deling, "tekst": tekst})
    if erfaring:
        Erfaring.objects.create(minicv=minicv, **erfaring)
    return minicv


def svar(uttrykk, bruker, **avgrensning):
    """(those who can, those who are near) by first name."""
    funnet = finn(tolk(uttrykk), bruker, Avgrensning(**avgrensning))
    return [ett.person.fornavn for ett in funnet.kan], [ett.person.fornavn for ett in funnet.naer]


def hvorfor(uttrykk, bruker, **avgrensning):
    """The reasons given for everyone who is found."""
    funnet = finn(tolk(uttrykk), bruker, Avgrensning(**avgrensning))
    return [str(grunn) for ett in (*funnet.kan, *funnet.naer) for punkt in ett.punkter for grunn in punkt.hvorfor]


# --- The words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skrevet", "rettet_til"),
    [
        ("sårbehandling", ""),
        ("Sårbehandlinger", ""),
        ("sårstell", ""),
        ("hvem kan sårstell", ""),
        ("sårsteill", "sårstell"),
        ("sarbehandling", "sårbehandling"),
        ("førstehjelp sårsteill", "førstehjelp sårstell"),
    ],
)
def test_what_is_typed_is_found_in_the_catalogue_however_it_is_written(soker, skrevet, rettet_til):
    lag_saar(), lag_bevis("Førstehjelp"), lag_bevis("Truckførerbevis")

    sporring = tolk(skrevet)

    assert "Sårbehandling" in [kompetanse.navn for kompetanse in sporring.kompetanser]
    assert "Truckførerbevis" not in [kompetanse.navn for kompetanse in sporring.kompetanser]
    assert sporring.rettet_til == rettet_til


def test_one_word_is_looked_up_once_as_it_is_and_once_as_it_may_be_misspelt(hr, django_assert_num_queries):
    with django_assert_num_queries(3) as sporringer:
        tolk("vaflefres")

    assert sum("WORD_SIMILARITY" in en["sql"] for en in sporringer.captured_queries) == 1


def test_the_way_back_from_a_correction_searches_for_what_was_typed(hr, client, soker):
    gi_kompetanse(soker, lag_saar(), 3)
    client.force_login(hr)

    rettet = client.get(FINN, {"q": "sårsteill"})
    tilbake = client.get(FINN + rettet.context["noyaktig_url"])

    assert "Viser treff på <b>sårstell</b>" in rettet.content.decode()
    assert [ett.person for ett in rettet.context["svar"].kan] == [soker.person]
    assert tilbake.context["svar"].kan == tilbake.context["svar"].naer == []


@pytest.mark.parametrize(
    "skrevet", ["", "   ", "og", "%", "'", "\\", "(((", "[a", "c++", ".net", "\x00", "x" * 5_000, "å"]
)
def test_any_text_gets_an_answer(hr, client, soker, skrevet):
    gi_kompetanse(soker, lag_saar(), 3)
    del_med(soker, "kommune", "Jeg kan c++ og .net (litt)")
    client.force_login(hr)

    assert client.get(FINN, {"q": skrevet}).status_code == 200


@pytest.mark.parametrize("filter_", [{"enhet": "Ukjent"}, {"nivaa": "ni"}, {"nivaa": "99"}])
def test_a_filter_that_cannot_be_read_is_said_so_and_nothing_is_searched(hr, client, filter_):
    client.force_login(hr)

    response = client.get(FINN, {"q": "sår", **filter_})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert "svar" not in response.context


# --- Who is found by whom -------------------------------------------------------------------------

INGEN, EGEN, KOMMUNE = "ingen", "enhet", "kommune"
EGENVURDERT, BEKREFTET = Tilstand.EGENVURDERT, Tilstand.BEKREFTET
# What Siri in Prosjektkontoret has and shares → the figures that find her.
LINJEN = {"soker", "leder", "avdelingsdirektor", "etatsdirektor"}
HR = {"soker", "hr", "hr_leder"}
ALLE = set(FIGURER)
LEDERE = {"leder", "avdelingsdirektor", "etatsdirektor", "utenforstaende"}


@pytest.mark.parametrize(
    ("formell", "tilstand", "deling", "apent", "finner"),
    [
        (False, EGENVURDERT, INGEN, False, HR),
        (False, BEKREFTET, INGEN, False, HR | LINJEN),
        (True, EGENVURDERT, INGEN, False, HR | LINJEN),
        (True, BEKREFTET, INGEN, False, HR | LINJEN),
        (False, EGENVURDERT, EGEN, False, HR | {"kollega", "leder"}),
        (False, BEKREFTET, EGEN, False, HR | LINJEN | {"kollega"}),
        (False, EGENVURDERT, KOMMUNE, False, ALLE),
        (False, EGENVURDERT, INGEN, True, HR),
        (False, BEKREFTET, INGEN, True, HR | LEDERE),
        (True, EGENVURDERT, INGEN, True, HR | LEDERE),
    ],
)
def test_each_finds_what_is_shared_or_what_they_answer_for_and_nothing_else(
    tre, formell, tilstand, deling, apent, finner
):
    folk = {navn: lag_figur(navn, tre) for navn in FIGURER}
    gi_kompetanse(
        folk["soker"],
        lag_bevis("Sveisesertifikat") if formell else lag_kompetanse("Sveising"),
        None if formell else 3,
        tilstand=tilstand,
    )
    del_med(folk["soker"], deling)
    apne_sok(apent)

    assert {navn for navn, bruker in folk.items() if svar("sveis", bruker) == (["Siri"], [])} == finner
    assert {navn for navn, bruker in folk.items() if svar("sveis", bruker) == ([], [])} == ALLE - finner


def apne_sok(apent):
    Kartleggingsoppsett.objects.update_or_create(
        defaults={"apent_sok": apent, "formaal": "Finne folk", "grunnlag": "Art. 6 f", "droftet": om(-1)}
    )


def test_who_has_left_is_not_found_by_anyone(hr, leder, soker):
    gi_kompetanse(soker, lag_saar(), 3)
    del_med(soker, KOMMUNE, "Jeg liker sårstell")
    Stilling.objects.filter(person=soker.person).update(til=om(-1))

    assert svar("sårstell", hr) == svar("sårstell", leder) == ([], [])


def test_what_is_returned_run_out_or_only_shown_is_not_shared(kollega, soker, hr):
    gi_kompetanse(soker, lag_kompetanse("Sveising"), 2, tilstand=Tilstand.RETURNERT)
    gi_kompetanse(soker, lag_bevis("Sveisebevis"), til=om(-1))
    gi_kompetanse(soker, lag_bevis("Sveiseattest", kun_fremvises=True))
    gi_kompetanse(soker, lag_bevis("Sveiseprøve"), tilstand=Tilstand.PAABEGYNT, forventet=om(9))
    del_med(soker, KOMMUNE)

    assert svar("sveis", kollega) == ([], [])
    assert svar("sveis", hr) == ([], ["Siri"])


def hva_leses(client, bruker, **sok):
    """The page as bytes, but for the one-time keys and the nonce that every page has anew."""
    client.force_login(bruker)
    response = client.get(FINN, sok)
    return ENGANGS.sub("", response.content.decode()), sorted(response.headers.items())


@pytest.mark.parametrize("skrevet", ["sårstell", "sårsteill", "saarbehandling", "sårstell truck", "hemmelig"])
@pytest.mark.parametrize("leser", ["kollega", "utenforstaende"])
def test_the_answer_is_byte_for_byte_the_same_whether_a_hidden_person_has_it_or_not(tre, client, skrevet, leser):
    folk = {navn: lag_figur(navn, tre) for navn in ("soker", "kollega", "utenforstaende", "leder")}
    kompetanse, delt = lag_saar(), lag_bruker("Delt", tre.prosjekt)
    gi_kompetanse(delt, kompetanse, 2)
    del_med(delt, KOMMUNE)
    foer = hva_leses(client, folk[leser], q=skrevet)

    gi_kompetanse(folk["soker"], kompetanse, 4)
    gi_kompetanse(folk["soker"], lag_bevis("Truckførerbevis eier", avviklet=om(-9)))
    del_med(folk["soker"], INGEN, "Hemmelig: sårstell og truck")

    assert hva_leses(client, folk[leser], q=skrevet) == foer


# --- Why, and how near ----------------------------------------------------------------------------


def test_a_hit_says_by_which_word_and_the_word_is_marked(hr, soker):
    gi_kompetanse(soker, lag_saar(), 3)

    (treff,) = finn(tolk("sårstell"), hr).kan

    (punkt,) = treff.punkter
    assert [str(grunn) for grunn in punkt.hvorfor] == ["«<mark>sårstell</mark>» er et annet ord for sårbehandling"]
    assert (punkt.nivaanavn, punkt.tilstand, treff.dor) == ("nivå 3 god", Tilstand.BEKREFTET, "hr")


def test_what_people_have_written_is_quoted_and_escaped(kollega, soker):
    lag_saar()
    del_med(soker, EGEN, "Har hatt <b>ansvar</b> for sårstell i sonen & mer")

    assert svar("sårstell", kollega) == ([], ["Siri"])
    assert hvorfor("sårstell", kollega) == [
        "Skriver i mini-CV-en: «Har hatt &lt;b&gt;ansvar&lt;/b&gt; for <mark>sårstell</mark> i sonen &amp; mer»"
    ]


def test_experience_is_searched_too_and_other_forms_of_the_word_are_found(kollega, soker):
    del_med(soker, EGEN, hva="Prosjektleder", hvor="Havnekontoret", fra_aar=2011)

    assert hvorfor("prosjektledere", kollega) == ["Skriver i mini-CV-en: «<mark>Prosjektleder</mark>, Havnekontoret»"]


def test_too_low_on_the_way_and_a_part_of_it_are_near_and_what_includes_it_is_enough(hr, tre):
    del_ = lag_kompetanse("Diabetesfot")
    saar = lag_saar(inkluderer=[del_])
    hele = lag_kompetanse("Sykepleiefaget", inkluderer=[saar])
    hoy, lav, paa_vei, med_del, med_hele = (
        lag_bruker(navn, tre.prosjekt) for navn in ("Hoy", "Lav", "Vei", "Del", "Hel")
    )
    gi_kompetanse(hoy, saar, 3)
    gi_kompetanse(lav, saar, 2)
    gi_kompetanse(paa_vei, saar, 3, tilstand=Tilstand.PAABEGYNT, forventet=om(20))
    gi_kompetanse(med_del, del_, 4)
    gi_kompetanse(med_hele, hele, 4)

    assert svar("sårstell", hr, nivaa=3) == (["Hel", "Hoy"], ["Lav", "Vei", "Del"])
    grunner = hvorfor("sårbehandling", hr, nivaa=3)
    assert grunner[0] == "Har sykepleiefaget, som omfatter dette"
    assert "Lavere enn nivå 3" in grunner
    assert grunner[-1] == "Diabetesfot inngår i sårbehandling"


def test_of_several_words_who_has_all_can_and_who_has_some_is_near(hr, tre):
    saar, forste = lag_saar(), lag_bevis("Førstehjelp")
    begge, en = lag_bruker("Begge", tre.prosjekt), lag_bruker("En", tre.prosjekt)
    for bruker, ting in ((begge, saar), (begge, forste), (en, forste)):
        gi_kompetanse(bruker, ting, 3 if ting == saar else None)

    funnet = finn(tolk("førstehjelp og sårstell"), hr)

    assert svar("førstehjelp og sårstell", hr) == (["Begge"], ["En"])
    assert [ett.mangler for ett in funnet.naer] == [["sårstell"]]


def test_the_filters_narrow_what_is_found(hr, tre):
    saar = lag_saar()
    her, der = lag_bruker("Her", tre.prosjekt), lag_bruker("Der", tre.barnehager)
    gi_kompetanse(her, saar, 3, bruk="mer")
    gi_kompetanse(der, saar, 2, tilstand=Tilstand.EGENVURDERT)

    assert svar("sår", hr) == (["Her", "Der"], [])
    assert svar("sår", hr, enhet=tre.ikt) == (["Her"], [])
    assert svar("sår", hr, bekreftet=True) == (["Her"], [])
    assert svar("sår", hr, vil_mer=True) == (["Her"], [])
    assert svar("sår", hr, nivaa=3) == (["Her"], ["Der"])


def test_formal_proof_alone_is_asked_for_and_also_what_it_includes(hr, tre):
    saar = lag_saar()
    kurs, autorisasjon = lag_bevis("Kurs i sårbehandling"), lag_bevis("Autorisasjon som sykepleier", inkluderer=[saar])
    folk = [lag_bruker(navn, tre.prosjekt) for navn in ("Real", "Kurset", "Sykepleier", "Skriver")]
    for bruker, kompetanse in zip(folk, (saar, kurs, autorisasjon), strict=False):
        gi_kompetanse(bruker, kompetanse, 3 if kompetanse == saar else None)
    del_med(folk[3], KOMMUNE, "Har drevet med sårbehandling")

    assert svar("sårbehandling", hr) == (["Real", "Kurset", "Sykepleier"], ["Skriver"])
    assert svar("sårbehandling", hr, formelt=True) == (["Kurset", "Sykepleier"], [])


def test_who_finds_too_few_is_led_to_a_need_of_it_at_the_level_asked_for(leder, soker, client, tre):
    saar = lag_saar()
    til_behov = f'href="/kompetanse/katalog/{saar.pk}/behov/?nivaa=3"'
    for bruker, lenke in ((leder, True), (soker, False)):
        client.force_login(bruker)
        html = client.get(FINN, {"q": "sårstell", "nivaa": "3"}).content.decode()
        assert ("Vi fant ingen du kan se" in html, til_behov in html) == (True, lenke)


def test_those_who_are_shown_can_see_who_looked_and_nobody_else(leder, soker, kollega, client):
    gi_kompetanse(soker, lag_saar(), 3)
    gi_kompetanse(kollega, Kompetanse.objects.get(), 3, tilstand=Tilstand.EGENVURDERT)
    client.force_login(leder)

    client.get(FINN, {"q": "sårstell"})

    assert list(Oppslag.objects.values_list("bruker", "person_id", "hva")) == [
        (leder.pk, soker.person_id, "Finn kompetanse")
    ]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_search_asks_as_many_questions_for_one_as_for_three(tre, leder, client, antall, django_assert_num_queries):
    saar = lag_saar()
    for nummer in range(antall):
        bruker = lag_bruker(f"Navn{nummer}", tre.prosjekt)
        gi_kompetanse(bruker, saar, 3)
        del_med(bruker, KOMMUNE, "Har drevet med sårstell")
    client.force_login(leder)

    with django_assert_num_queries(ANTALL):
        response = client.get(reverse("kartlegging:finn"), {"q": "sårstell"})

    assert len(response.context["svar"].kan) == antall


ANTALL = 25
