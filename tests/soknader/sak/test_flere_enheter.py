"""One application for several units: who sees it, who is told, who says no, and that it counts once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.organisasjon import tre as organisasjonstre
from kompetanse.organisasjon.models import Rollekode
from kompetanse.oversikt import sok
from soknader.mbu import saksgang as mbusak
from soknader.models import Soknad, Soknadsenhet
from soknader.mote import documents
from soknader.sak import register, saksgang, utkast
from soknader.sak.behandlere import brukere_for_steg
from soknader.sak.brev import vedtaksbrev_context
from soknader.sak.enheter import sett_enheter, varsle_lederne
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker, lag_enhet
from tests.soknader.factories import lag_ramme, lag_soknad
from tests.soknader.moter import lag_klar, lag_mote, start_mote, vedta
from tests.soknader.sak.test_skjema import adresse, hvem

GRUNN = "Vi har eget kurs i høst."


@pytest.fixture
def barnehageleder(utenforstaende):
    """Ulf, who leads Barnehager, which the application names."""
    return utenforstaende


@pytest.fixture
def sendt(soker, tre, avdelingsdirektor, barnehageleder):
    return saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)


def nei(soknad, bruker, *enheter):
    rader = soknad.soknadsenheter.filter(enhet__in=enheter) if enheter else soknad.soknadsenheter.all()
    return saksgang.si_nei(soknad, bruker=bruker, enheter=list(rader), kommentar=GRUNN)


def ser(bruker, soknad):
    return Soknad.objects.visible_to(bruker).contains(soknad)


def slaa_sammen(kilde, maal, hr, fullfoer):
    with fullfoer(execute=True):
        organisasjonstre.slaa_sammen([kilde], maal=maal, bruker=hr)


# --- Who sees it, and who is told ---------------------------------------------------------------------


def test_leaders_of_the_units_it_names_see_it_from_when_it_is_sent_and_nobody_else_there_does(
    soker, tre, barnehageleder, mbu_medlem, hr_enhet
):
    andre = lag_bruker("Lise", tre.hr)
    gi_rolle(andre, Rollekode.LEDER, tre.hr)
    soknad = lag_soknad(soker, andre_enheter=[tre.barnehager])
    assert not ser(barnehageleder, soknad)

    soknad = saksgang.send_inn(soknad, bruker=soker)

    # Hege is HR for Oppvekst, which Barnehager is a part of: as of the cases of that line.
    assert [ser(bruker, soknad) for bruker in (barnehageleder, hr_enhet, mbu_medlem, andre)] == [
        True,
        True,
        False,
        False,
    ]
    assert not ser(barnehageleder, saksgang.ta_tilbake(soknad, bruker=soker))


def test_the_nearest_leader_of_each_unit_is_told_once_and_again_only_of_units_that_are_new(
    sendt, soker, tre, avdelingsdirektor, barnehageleder
):
    varsel = Varsel.objects.get(mottaker=barnehageleder)
    assert varsel.emne == "«Workshop ‘Smidig dag’» gjelder også Barnehager"
    assert varsel.lenke == sendt.get_absolute_url()
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Ta med HR.")
    leder = lag_bruker("Lise", tre.hr)
    gi_rolle(leder, Rollekode.LEDER, tre.hr)
    sett_enheter(sendt, [tre.barnehager, tre.hr], er_seksjon=False)
    Varsel.objects.all().delete()

    saksgang.send_inn(sendt, bruker=soker)

    assert not Varsel.objects.filter(mottaker=barnehageleder).exists()
    assert Varsel.objects.filter(mottaker=leder).count() == 1


def test_the_leader_of_a_section_that_is_picked_out_is_told_too(soker, tre, avdelingsdirektor):
    drift = lag_enhet(tre.ikt, "Drift")
    dina = lag_bruker("Dina", drift)
    gi_rolle(dina, Rollekode.LEDER, drift)

    soknad = saksgang.send_inn(lag_soknad(soker, seksjoner="utvalgte", valgte_seksjoner=[drift]), bruker=soker)

    assert (ser(dina, soknad), Varsel.objects.filter(mottaker=dina).count()) == (True, 1)


def test_sections_that_were_picked_out_before_all_were_chosen_are_not_named(soker, tre, avdelingsdirektor):
    soknad = saksgang.send_inn(lag_soknad(soker, valgte_seksjoner=[tre.prosjekt]), bruker=soker)

    assert (list(soknad.soknadsenheter.all()), str(soknad.seksjoner_visning)) == ([], "Alle")


def test_a_leader_without_an_account_is_passed_by_and_hr_is_told_when_nobody_is_left(
    soker, tre, avdelingsdirektor, barnehageleder, etatsdirektor, hr
):
    barnehageleder.is_active = False
    barnehageleder.save()
    saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)
    assert Varsel.objects.filter(mottaker=etatsdirektor).count() == 1
    etatsdirektor.is_active = False
    etatsdirektor.save()

    saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)

    varsel = Varsel.objects.get(mottaker=hr)
    assert varsel.tekst == "Søknaden gjelder også Barnehager, og ingen leder der eller over har åpen konto."


def test_one_who_leads_the_unit_and_applies_is_not_told_nor_says_no_to_oneself(soker, tre, avdelingsdirektor):
    gi_rolle(soker, Rollekode.LEDER, tre.hr)

    soknad = saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.hr]), bruker=soker)

    assert not Varsel.objects.filter(mottaker=soker).exists()
    assert not soker.has_perm("soknader.decline_for_unit", soknad)


def test_leaders_of_units_that_are_part_of_it_are_told_how_it_ended(
    sendt, soker, tre, hr, avdelingsdirektor, barnehageleder
):
    annen = saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)
    nei_takk = nei(saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker), barnehageleder)
    Varsel.objects.all().delete()

    saksgang.avslaa(sendt, bruker=avdelingsdirektor, kommentar="Nei.")
    saksgang.trekk(annen, bruker=soker)
    saksgang.trekk(nei_takk, bruker=soker)

    assert list(Varsel.objects.filter(mottaker=barnehageleder).order_by("pk").values_list("emne", flat=True)) == [
        "Søknaden «Workshop ‘Smidig dag’» er avgjort: avslått",
        "Søknaden «Workshop ‘Smidig dag’» er trukket",
    ]


# --- A no -----------------------------------------------------------------------------------------------


def test_a_no_takes_the_unit_out_and_the_case_goes_on_and_applicant_hr_and_who_answers_are_told(
    sendt, soker, hr, hr_leder, avdelingsdirektor, barnehageleder
):
    Varsel.objects.all().delete()

    soknad = nei(sendt, barnehageleder)

    rad = soknad.soknadsenheter.get()
    assert (soknad.status, soknad.andre_enheter, soknad.avdeling_visning) == ("til_behandling", [], "IKT-tjenester")
    assert (rad.nei_av, rad.nei_grunn, rad.i_rolle) == (barnehageleder, GRUNN, "Avdelingsdirektør, Barnehager")
    assert set(Varsel.objects.values_list("mottaker", "tekst")) == {
        (bruker.pk, f"Ulf Test sier nei: {GRUNN}") for bruker in (soker, hr, hr_leder, avdelingsdirektor)
    }
    assert ser(barnehageleder, soknad)
    assert saksgang.anbefal(soknad, bruker=avdelingsdirektor).current_step().tittel


@pytest.mark.parametrize("hvem", ["soker", "kollega", "hr", "leder", "gruppemedlem", "mbu_medlem", "hr_enhet"])
def test_nobody_but_the_leaders_of_a_unit_says_no_for_it(request, sendt, hvem):
    with pytest.raises(PermissionDenied):
        nei(sendt, request.getfixturevalue(hvem))


def test_a_leader_says_no_for_own_units_only(soker, tre, avdelingsdirektor, barnehageleder):
    soknad = lag_soknad(soker, andre_enheter=[tre.barnehager, tre.hr])
    soknad = saksgang.send_inn(soknad, bruker=soker)

    with pytest.raises(PermissionDenied):
        nei(soknad, barnehageleder, tre.barnehager, tre.hr)

    assert not soknad.soknadsenheter.filter(nei__isnull=False).exists()


def test_a_deputy_says_no_in_the_leaders_name_and_a_new_leader_in_the_place_of_the_old(
    sendt, soker, tre, avdelingsdirektor, barnehageleder
):
    vikar, ny = lag_bruker("Vera", tre.barnehager), lag_bruker("Nina", tre.barnehager)
    gi_stedfortreder(barnehageleder.person.roller.get(), vikar)
    assert nei(sendt, vikar).soknadsenheter.get().paa_vegne_av == "Ulf Test"
    barnehageleder.person.roller.update(til=dag(-1))
    gi_rolle(ny, Rollekode.LEDER, tre.barnehager)

    annen = saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)

    assert nei(annen, ny).soknadsenheter.get().nei_av == ny


def test_the_second_of_two_who_say_no_is_told_who_was_first(sendt, barnehageleder, etatsdirektor):
    nei(sendt, barnehageleder)

    with pytest.raises(ValidationError) as feil:
        nei(sendt, etatsdirektor)

    assert feil.value.message_dict == {"enheter": ["Ulf Test har allerede sagt nei for Barnehager."]}


def test_a_no_needs_a_reason(sendt, barnehageleder):
    with pytest.raises(ValidationError):
        saksgang.si_nei(sendt, bruker=barnehageleder, enheter=list(sendt.soknadsenheter.all()), kommentar=" ")


def test_it_is_too_late_when_the_case_is_decided_or_a_meeting_has_it_in_hand(
    soker, tre, avdelingsdirektor, hr_leder, hr, barnehageleder, etatsdirektor
):
    lag_ramme()
    i_mote = lag_klar(soker, avdelingsdirektor, hr_leder, andre_enheter=[tre.barnehager])
    start_mote(lag_mote(hr), hr)
    with pytest.raises(ValidationError, match="i et møte nå"):
        nei(i_mote, barnehageleder)

    avslaatt = saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)
    saksgang.avslaa(avslaatt, bruker=avdelingsdirektor, kommentar="Nei.")
    with pytest.raises(ValidationError, match="endret siden"):
        nei(avslaatt, barnehageleder)


def test_a_returned_application_may_name_the_unit_again_and_its_leader_is_asked_anew(
    sendt, soker, tre, avdelingsdirektor, barnehageleder
):
    nei(sendt, barnehageleder)
    saksgang.returner(sendt, bruker=avdelingsdirektor, kommentar="Snakk sammen.")
    sett_enheter(sendt, [], er_seksjon=False)
    assert sendt.soknadsenheter.get().nei_grunn == GRUNN
    Varsel.objects.all().delete()

    sett_enheter(sendt, [tre.barnehager], er_seksjon=False)
    soknad = saksgang.send_inn(sendt, bruker=soker)

    assert (soknad.andre_enheter, soknad.soknadsenheter.get().nei_grunn) == ([tre.barnehager], "")
    assert Varsel.objects.filter(mottaker=barnehageleder).count() == 1
    assert Hendelse.objects.for_objekt(soknad).filter(handling="soknad.nei").count() == 1


def test_the_page_asks_the_leader_takes_the_no_and_shows_it_to_those_who_answer(
    sendt, client, soker, avdelingsdirektor, barnehageleder
):
    client.force_login(barnehageleder)
    url = reverse("soknader:soknad-answer", args=[sendt.pk, "si_nei"])
    assert "Søknaden gjelder også Barnehager" in client.get(sendt.get_absolute_url()).content.decode()
    assert "Skriv en begrunnelse." in client.post(url, {"enheter": sendt.soknadsenheter.get().pk}).content.decode()

    svar = client.post(url, {"enheter": sendt.soknadsenheter.get().pk, "kommentar": GRUNN})
    igjen = client.post(url, {"enheter": sendt.soknadsenheter.get().pk, "kommentar": GRUNN})

    assert svar.url == sendt.get_absolute_url()
    assert "Ulf Test har allerede sagt nei for Barnehager." in igjen.content.decode()
    assert "Si nei for enheten din" not in client.get(sendt.get_absolute_url()).content.decode()
    for bruker in (soker, avdelingsdirektor):
        client.force_login(bruker)
        html = client.get(sendt.get_absolute_url()).content.decode()
        assert "Ulf Test sa nei" in html
        assert GRUNN in html
    assert "Må beløpet eller deltakerne endres, returnerer du saken." in html


# --- In the form ----------------------------------------------------------------------------------------


@pytest.fixture
def skjema(client, soker, tre):
    """Posts the step of whom it is for, of a draft, and returns the application and the page."""
    utkast = lag_soknad(soker)
    client.force_login(soker)

    def post(**felt):
        svar = client.post(adresse(utkast, "hvem"), hvem(avdeling=tre.ikt.pk, **felt))
        return Soknad.objects.get(pk=utkast.pk), svar

    return post


def test_units_are_added_by_name_one_after_the_other_and_taken_out_by_a_tick(skjema, tre):
    soknad, svar = skjema(ny_enhet="Barnehager", legg_til="")
    assert (soknad.andre_enheter, svar.url) == ([tre.barnehager], adresse(soknad, "hvem"))
    soknad, _svar = skjema(ny_enhet="HR og virksomhetsstyring", andre_enheter=[tre.barnehager.pk], legg_til="")
    assert soknad.andre_enheter == [tre.hr, tre.barnehager]
    assert soknad.avdeling_visning == "IKT-tjenester, også for HR og virksomhetsstyring, Barnehager"

    # Enter in another field presses the first button of the form.
    soknad, svar = skjema(andre_enheter=[tre.hr.pk], legg_til="")

    assert (soknad.andre_enheter, svar.url) == ([tre.hr], adresse(soknad, "hvorfor"))


@pytest.mark.parametrize(
    ("navn", "melding"),
    [
        ("IKT-tjenester", "IKT-tjenester er med allerede. Velg seksjoner i egen avdeling over."),
        ("Prosjektkontoret", "Prosjektkontoret er med allerede. Velg seksjoner i egen avdeling over."),
        ("Finnes ikke", "Vi finner ingen enhet som heter «Finnes ikke»."),
    ],
)
def test_the_applicants_own_unit_and_what_is_no_unit_are_refused_with_a_sentence(skjema, navn, melding):
    soknad, svar = skjema(ny_enhet=navn)

    assert (soknad.maalgruppe, soknad.andre_enheter) == ("alle", [])
    assert svar.context["form"].errors["ny_enhet"][0].startswith(melding)


def test_the_same_unit_twice_is_one(skjema, tre):
    skjema(ny_enhet="Barnehager", legg_til="")
    soknad, _svar = skjema(ny_enhet="Barnehager", andre_enheter=[tre.barnehager.pk])

    assert soknad.soknadsenheter.count() == 1


def test_a_unit_that_is_closed_must_be_taken_out_before_the_application_is_sent(soker, tre):
    soknad = lag_soknad(soker, andre_enheter=[tre.barnehager])
    tre.barnehager.gyldig_til = dag(-1)
    tre.barnehager.save()

    assert [(mangel.felt, mangel.melding) for mangel in utkast.mangler(Soknad.objects.get())] == [
        ("andre_enheter", "Barnehager er ikke en enhet lenger. Ta den bort.")
    ]
    assert utkast.kopier(soknad, bruker=soker).andre_enheter == []


def test_a_copy_is_for_the_same_units(soker, tre):
    soknad = lag_soknad(soker, andre_enheter=[tre.barnehager], seksjoner="utvalgte", valgte_seksjoner=[tre.prosjekt])

    kopi = utkast.kopier(soknad, bruker=soker)

    assert (kopi.andre_enheter, kopi.valgte_seksjoner) == ([tre.barnehager], [tre.prosjekt])


def test_the_years_are_this_and_the_next_and_those_after_that_have_a_frame(client, soker):
    i_aar = timezone.localdate().year
    for aar in (i_aar - 1, i_aar, i_aar + 3):
        lag_ramme(aar)
    client.force_login(soker)

    form = client.get(adresse(lag_soknad(soker), "hva")).context["form"]

    assert [valg for valg, _navn in form.fields["aar"].choices] == [i_aar, i_aar + 1, i_aar + 3]


# --- The unit goes on in another --------------------------------------------------------------------------


def test_an_open_and_a_decided_case_that_name_a_unit_follow_it_into_another_and_show_both_names(
    soker, tre, avdelingsdirektor, barnehageleder, hr, django_capture_on_commit_callbacks
):
    ny_leder = lag_bruker("Nina", tre.hr)
    gi_rolle(ny_leder, Rollekode.LEDER, tre.hr)
    aapen, avgjort = (
        saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager, tre.hr]), bruker=soker) for _nr in range(2)
    )
    saksgang.avslaa(avgjort, bruker=avdelingsdirektor, kommentar="Nei.")

    slaa_sammen(tre.barnehager, tre.hr, hr, django_capture_on_commit_callbacks)

    for soknad in (aapen, avgjort):
        navn = Soknad.objects.get(pk=soknad.pk).andre_enheter_visning
        assert "HR og virksomhetsstyring (tidligere Barnehager)" in navn
        assert ser(ny_leder, soknad)
    assert nei(aapen, ny_leder).andre_enheter == []


def test_a_unit_that_goes_on_in_the_applicants_own_is_no_trouble(
    soker, tre, avdelingsdirektor, barnehageleder, hr, django_capture_on_commit_callbacks
):
    soknad = saksgang.send_inn(lag_soknad(soker, andre_enheter=[tre.barnehager]), bruker=soker)

    slaa_sammen(tre.barnehager, tre.prosjekt, hr, django_capture_on_commit_callbacks)

    assert Soknad.objects.get().ogsaa_for == "også for Prosjektkontoret (tidligere Barnehager)"
    # Ulf has gone along, and leads Prosjektkontoret now.
    assert brukere_for_steg(soknad.current_step()) == [barnehageleder]


# --- It counts once, and all names are said -----------------------------------------------------------------


def test_the_register_finds_it_under_each_unit_and_counts_it_under_the_applicants(sendt, tre, hr, client):
    client.force_login(hr)

    def sumrad(enhet):
        html = client.get(reverse("soknader:soknad-list"), {"enhet": enhet.pk}).content.decode()
        assert "også for Barnehager" in html
        return " ".join(html[html.index("<tfoot") : html.index("</tfoot")].replace("\xa0", " ").split())

    assert "Sum av 1 søknad<" in sumrad(tre.ikt)
    assert "35 000 kr" in sumrad(tre.ikt)
    assert "Sum av 0 søknader. 1 til kommer fra en annen enhet, og telles der." in sumrad(tre.barnehager)
    assert "35 000 kr</td> <td" not in sumrad(tre.barnehager)


def test_a_unit_that_said_no_does_not_find_it_by_the_filter(sendt, tre, hr, barnehageleder):
    assert list(register.finn(hr, enhet=tre.barnehager)) == [sendt]

    nei(sendt, barnehageleder)

    assert list(register.finn(hr, enhet=tre.barnehager)) == []


def test_file_search_agenda_minutes_letter_and_the_table_of_mbu_say_all_names(
    soker, tre, avdelingsdirektor, hr_leder, hr, kommune
):
    lag_ramme()
    soknad = lag_klar(soker, avdelingsdirektor, hr_leder, andre_enheter=[tre.barnehager])
    vedtak = vedta(soknad, hr)
    mote = vedtak.motesak.mote
    tabell = register.REGISTER.tabell(hr, {})
    fil = dict(zip(tabell.overskrifter, next(iter(tabell.rader)), strict=True))

    assert mbusak.opprett(bruker=hr, per_dato=dag(370)).rader.get().avdeling == "IKT-tjenester, også for Barnehager"
    assert fil["Også for"] == "Barnehager"
    assert "også for Barnehager" in dict(sok.finn("Smidig", hr))["Søknader"][0].tillegg
    for context in (documents.saksliste_context(mote), documents.protokoll_context(mote)):
        assert ("Også for", "Barnehager") in context["saker"][0]["felter"]
    assert "også for Barnehager" in documents.protokoll_context(mote)["saker"][0]["rad"].hvem
    assert ("Også for", "Barnehager") in vedtaksbrev_context(vedtak)["fakta"]


@pytest.mark.parametrize("antall", [1, 3])
def test_the_units_are_told_in_the_same_number_of_statements(
    soker, tre, avdelingsdirektor, antall, django_assert_num_queries
):
    enheter = [lag_enhet(tre.oppvekst, f"Enhet {nr}") for nr in range(antall)]
    soknad = lag_soknad(soker, andre_enheter=enheter)
    assert Soknadsenhet.objects.count() == antall

    # sections that were not chosen; the units; roles, deputies and accounts; that they have been told
    with django_assert_num_queries(6):
        varsle_lederne(soknad)
