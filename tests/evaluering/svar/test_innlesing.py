"""Answers that were collected elsewhere: seen before they are stored, stored once, and of level 1 with nothing that joins
them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluering.models import BruktLenke, Deltakersvar, Innsamling, Lenke, Skjemaversjon, Svar, Svarer
from evaluering.rapport.bilde import rapport
from evaluering.svar import innsamling
from kompetanse.felles.models import Engangslenke
from kompetanse.felles.spreadsheets import read_table
from tests.evaluering.factories import lag_niva, lag_skjema
from tests.evaluering.svar.conftest import Moment, svar
from tests.rollebesetning import lag_bruker

pytestmark = pytest.mark.django_db


def adresse(niva, moment=Moment.SLUTT, navn="niva-fil"):
    return reverse(f"evaluering:{navn}", args=[niva.pk, moment])


def som_fil(*linjer):
    return SimpleUploadedFile("svar.csv", "\n".join(linjer).encode())


def se(client, niva, *linjer, moment=Moment.SLUTT):
    """The page after the file has been chosen."""
    return client.post(adresse(niva, moment), {"fil": som_fil(*linjer)})


def lagre(client, niva, side, moment=Moment.SLUTT):
    """The button of the preview."""
    sendt = {"lest_for": side.context["segl"], "lagre": side.context["plan"].fingeravtrykk()}
    return client.post(adresse(niva, moment), sendt)


def feil(side):
    return [(linje.linje, linje.navn, linje.tekst) for linje in side.context["plan"].linjer if linje.slag == "feil"]


# --- Level 1 ---------------------------------------------------------------------------------------


def anonymt(aapen, *rader):
    """The first question by its text, the second by its number, and a name that is not read."""
    forste = aapen.versjon.sporsmal.first().tekst
    return [f"Navn;{forste};2", *("Kari Nordmann;" + ";".join(rad) for rad in rader)]


def test_anonymous_answers_are_seen_counted_before_they_are_stored_and_nothing_waits_on_the_server(
    client, aapen, leder
):
    client.force_login(leder)
    rader = [("4", "Helt enig"), ("Svært fornøyd", "1"), ("2", "")]

    side = se(client, aapen.niva, *anonymt(aapen, *rader))
    assert not Svar.objects.exists()
    assert not BruktLenke.objects.exists()
    assert [ett.i_ord for ett in side.context["plan"].fordelt[:2]] == [
        "1: 0, 2: 1, 3: 0, 4: 1, 5: 1",
        "1: 1, 2: 0, 3: 0, 4: 0, 5: 1",
    ]
    lagre(client, aapen.niva, side)

    forste, andre = (str(ett.pk) for ett in aapen.versjon.sporsmal.all()[:2])
    lest = [(ett.verdier.get(forste), ett.verdier.get(andre)) for ett in Svar.objects.all()]
    assert sorted(lest, key=str) == [(2, None), (4, 5), (5, 1)]


def test_what_the_page_brings_back_has_no_name_and_not_the_order_of_the_file(client, aapen, leder):
    client.force_login(leder)
    rader = [(str(1 + nr % 5), str(1 + nr // 5)) for nr in range(12)]

    orden = {repr(se(client, aapen.niva, *anonymt(aapen, *rader)).context["form"].lest.rader) for _gang in range(4)}

    assert len(orden) > 1
    assert all("Nordmann" not in ett and "linje" not in ett for ett in orden)


@pytest.mark.parametrize(
    ("rader", "feilen"),
    [
        ([("4", "5"), ("6", "1")], (3, "")),
        ([("4", "5")] * 13, (None, "")),
    ],
)
def test_a_file_with_a_fault_or_too_many_rows_is_not_read_at_all(client, aapen, leder, rader, feilen):
    client.force_login(leder)

    side = se(client, aapen.niva, *anonymt(aapen, *rader))
    lagre(client, aapen.niva, side)

    assert [ett[:2] for ett in feil(side)] == [feilen]
    assert side.context["plan"].kan_lagres == 0
    assert not Svar.objects.exists()


def test_a_fault_says_which_row_what_and_how_to_mend_it(client, aapen, leder):
    client.force_login(leder)
    forste = aapen.versjon.sporsmal.first().tekst

    side = se(client, aapen.niva, *anonymt(aapen, ("6", "1")))

    assert feil(side) == [(2, "", f"«{forste}»: «6» er ikke et av svarene. Skriv et tall fra 1 til 5.")]


def test_the_same_anonymous_answers_are_not_read_twice_in_whatever_order(client, aapen, leder):
    client.force_login(leder)
    rader = [("4", "5"), ("2", "1")]
    lagre(client, aapen.niva, se(client, aapen.niva, *anonymt(aapen, *rader)))

    sendt = lagre(client, aapen.niva, se(client, aapen.niva, *anonymt(aapen, *reversed(rader))))

    assert "Akkurat disse svarene er lest inn før" in sendt.content.decode()
    assert Svar.objects.count() == 2


def test_the_mark_of_a_file_is_gone_when_the_form_closes(client, aapen, leder):
    client.force_login(leder)
    lagre(client, aapen.niva, se(client, aapen.niva, *anonymt(aapen, ("4", "5"))))

    innsamling.lukk(aapen)

    assert not BruktLenke.objects.exists()


def test_answers_of_a_level_that_nobody_has_been_mailed_about_open_it_without_mail(client, niva, versjon, leder):
    client.force_login(leder)
    forste = versjon.sporsmal.first().tekst

    side = se(client, niva, forste, *["4"] * 6)
    assert not Innsamling.objects.exists()
    lagre(client, niva, side)

    assert (Innsamling.objects.get().antall_svar, Lenke.objects.count(), Engangslenke.objects.count()) == (6, 0, 0)


def test_what_was_read_for_one_form_is_not_stored_in_another(client, aapen, evaluering, leder):
    client.force_login(leder)
    side = se(client, aapen.niva, *anonymt(aapen, ("4", "5")))
    to = lag_niva(evaluering, 2, skjema=lag_skjema("Egenvurdering 2", niva=2).skjema)

    sendt = lagre(client, to, side)

    assert "Velg den på nytt" in sendt.content.decode()
    assert not Deltakersvar.objects.exists()


# --- Levels 2 and 3 --------------------------------------------------------------------------------


@pytest.fixture
def bruk(evaluering):
    """Level 3: participants and leaders."""
    skjema = Skjemaversjon.objects.get(skjema__navn="Bruk i arbeidet").skjema
    evaluering.atferd.create(tekst="Bruker NEWS2 ved hver måling")
    return lag_niva(evaluering, 3, skjema=skjema, dager=30, svarer=[Svarer.DELTAKER, Svarer.LEDER])


HODE = "Ansattnummer;Deltaker;Svart av;1"


def om(bruker, som, skala, *, nummer=True):
    return f"{bruker.person.ansattnummer if nummer else ''};{bruker.person};{som};{skala}"


def test_answers_about_named_participants_are_stored_as_shown_and_once(client, bruk, deltakere, hr, leder):
    client.force_login(leder)
    anne, bjorn = deltakere[:2]
    linjer = [HODE, om(anne, "Deltakeren", 5), om(anne, "lederen", 3), om(bjorn, "", 4, nummer=False)]

    side = se(client, bruk, *linjer, moment=Moment.ETTER)
    assert not Innsamling.objects.exists()
    lagre(client, bruk, side, Moment.ETTER)
    igjen = se(client, bruk, *linjer, moment=Moment.ETTER)

    alle = Deltakersvar.objects.order_by("pk").values_list("deltaker", "som", "svart_av")
    assert list(alle) == [
        (anne.person_id, "deltaker", anne.person_id),
        (anne.person_id, "leder", None),
        (bjorn.person_id, "deltaker", bjorn.person_id),
    ]
    assert igjen.context["plan"].tall == {"uendret": 3}
    assert igjen.context["plan"].kan_lagres == 0


def test_each_row_that_cannot_be_stored_says_why_and_the_others_go_in(client, bruk, deltakere, leder):
    client.force_login(leder)
    anne, bjorn, cecilie = deltakere[:3]
    fremmed = lag_bruker("Fremmed", deltakere[0].person.stillinger.first().enhet)
    linjer = [
        HODE,
        om(anne, "Deltakeren", 5),
        om(anne, "Deltakeren", 4),
        om(bjorn, "Sjefen", 4),
        om(cecilie, "Deltakeren", 7),
        om(fremmed, "Deltakeren", 4),
        ";;Deltakeren;4",
        om(bjorn, "Den som evaluerer", 4),
    ]

    side = se(client, bruk, *linjer, moment=Moment.ETTER)
    lagre(client, bruk, side, Moment.ETTER)

    sagt = {linje: tekst for linje, _navn, tekst in feil(side)}
    assert sagt[3] == "Står også på linje 2. Ta bort den ene."
    assert sagt[4] == "Svart av: Skriv «Deltakeren» eller «Lederen»."
    assert sagt[5].endswith("Skriv et tall fra 1 til 5.")
    assert sagt[6].startswith("Er ikke blant deltakerne.")
    assert sagt[7].startswith("Raden sier ikke hvem den gjelder.")
    assert sagt[8].startswith("Nivået spør ikke «Den som evaluerer».")
    assert list(Deltakersvar.objects.values_list("deltaker", flat=True)) == [anne.person_id]


def test_an_answer_that_is_given_is_not_changed_by_a_file(client, bruk, deltakere, leder):
    client.force_login(leder)
    anne = deltakere[0]
    for skala in (5, 2):
        side = se(client, bruk, HODE, om(anne, "Deltakeren", skala), moment=Moment.ETTER)
        lagre(client, bruk, side, Moment.ETTER)

    assert feil(side) == [(2, str(anne.person), "Har svart noe annet allerede. Et svar som er gitt, endres ikke.")]
    assert list(Deltakersvar.objects.get().verdier.values()) == [5]


def test_whoever_is_read_from_a_file_is_not_asked_again(client, bruk, deltakere, leder):
    aapen = innsamling.aapne(bruk, Moment.ETTER)
    client.force_login(leder)

    lagre(client, bruk, se(client, bruk, HODE, om(deltakere[0], "Deltakeren", 5), moment=Moment.ETTER), Moment.ETTER)

    side = client.get(reverse("evaluering:niva-svar", args=[bruk.pk]))
    ventende = side.context["bilde"].innsamlinger[0].ventende
    assert (aapen.antall_svar, len(ventende)) == (1, 23)
    assert (deltakere[0].person_id, "deltaker") not in {(lenke.om_id, lenke.som) for lenke in ventende}


def test_points_of_a_test_that_was_taken_elsewhere_say_who_passed(client, evaluering, deltakere, leder):
    proeve = lag_niva(evaluering, 2, metode="test", skjema=lag_skjema("E-læring", niva=2).skjema)
    client.force_login(leder)
    poeng = [8, 9, 10, 7, 8, 6]
    linjer = [
        "Ansattnummer;Poeng;Av",
        *(f"{ett.person.ansattnummer};{p};10" for ett, p in zip(deltakere, poeng, strict=False)),
    ]

    lagre(client, proeve, se(client, proeve, *linjer))
    galt = se(client, proeve, "Ansattnummer;Poeng;Av", f"{deltakere[7].person.ansattnummer};11;10")
    innsamling.lukk(Innsamling.objects.get())

    assert sorted(Deltakersvar.objects.values_list("poeng", "bestaatt")) == sorted((p, p >= 8) for p in poeng)
    assert feil(galt)[0][2] == "Poengene kan ikke være flere enn det går an å få."
    laering = rapport(evaluering, None).svar.laering
    assert (laering.bestaatt.teller, laering.bestaatt.av, laering.skala) == (4, 6, (0.0, 10.0))


def test_the_template_holds_the_headings_and_those_who_are_asked_and_can_be_read_back(client, bruk, deltakere, leder):
    client.force_login(leder)

    fil = client.get(adresse(bruk, Moment.ETTER, "niva-mal"))

    tabell = read_table(io.BytesIO(fil.content), "svar.xlsx")
    assert tabell.overskrifter[:4] == ["Ansattnummer", "E-post", "Deltaker", "Svart av"]
    assert [rad.verdier[2:4] for rad in tabell.rader[:2]] == [
        [str(deltakere[0].person), "Deltakeren"],
        [str(deltakere[0].person), "Lederen"],
    ]
    assert len(tabell.rader) == 24


def test_the_template_of_an_anonymous_form_names_nobody(client, aapen, deltakere, leder):
    client.force_login(leder)

    fil = client.get(adresse(aapen.niva, Moment.SLUTT, "niva-mal"))

    innhold = zipfile.ZipFile(io.BytesIO(fil.content))
    tekst = "".join(innhold.read(navn).decode() for navn in innhold.namelist())
    assert aapen.versjon.sporsmal.first().tekst in tekst
    assert not [ett for ett in deltakere if ett.person.etternavn in tekst or ett.person.ansattnummer in tekst]


def test_a_level_takes_no_answers_of_a_moment_that_it_is_not_asked_at(client, bruk, leder):
    client.force_login(leder)

    assert [client.get(adresse(bruk, moment)).status_code for moment in ("foer", "slutt", "etter", "naar")] == [
        200,
        404,
        200,
        404,
    ]


def test_a_closed_form_takes_no_file(client, aapen, deltakere, leder):
    svar(aapen, deltakere[0])
    innsamling.lukk(aapen)
    client.force_login(leder)

    assert client.get(adresse(aapen.niva)).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_a_preview_costs_the_same_for_one_and_three(client, bruk, deltakere, leder, antall, django_assert_num_queries):
    client.force_login(leder)
    linjer = [HODE, *(om(bruker, "Deltakeren", 4) for bruker in deltakere[:antall])]

    with django_assert_num_queries(21):
        se(client, bruk, *linjer, moment=Moment.ETTER)
