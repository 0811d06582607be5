"""Goals set, changed, named and deleted; and the page of one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from planer.maal import maal as prosess
from planer.models import Maal
from tests.klokke import dag
from tests.planer.factories import lag_behov, lag_dokument, lag_maal, lag_plan, lag_tiltak


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def svar_paa(plan, over, **felt):
    return lag_maal(plan, over.navn, **{"over": over, "valg": Maal.Valg.BIDRAR, **felt})


def test_a_changed_name_follows_into_the_answers_of_plans_that_are_open(tre, hr):
    over = lag_maal(lag_dokument(enhet=tre.rot), "Rett kompetanse")
    kommunens = lag_plan(tre.rot)
    sektor = lag_plan(tre.stab, overordnet=kommunens)
    vedtatt = lag_plan(tre.oppvekst, overordnet=kommunens, status="vedtatt", gjelder_fra=dag(-1))
    svar = svar_paa(kommunens, over)
    under, frosset = svar_paa(sektor, svar), svar_paa(vedtatt, svar)
    under_det_frosne = svar_paa(lag_plan(tre.barnehager, overordnet=vedtatt), frosset)
    eget = lag_maal(sektor, "Rett kompetanse", over=svar)

    over.navn, over.nummer = "Rett person på rett plass", "1.1"
    prosess.lagre(over, bruker=hr)

    navn = {ett.pk: (ett.navn, ett.nummer) for ett in Maal.objects.all()}
    nytt, gammelt = ("Rett person på rett plass", "1.1"), ("Rett kompetanse", "")
    assert [navn[ett.pk] for ett in (svar, under)] == [nytt, nytt]
    assert [navn[ett.pk] for ett in (frosset, under_det_frosne, eget)] == [gammelt, gammelt, gammelt]


def test_a_goal_that_others_serve_is_not_deleted(tre, leder, avdelingsdirektor):
    over = lag_maal(lag_plan(tre.ikt), "Rett kompetanse")
    under = svar_paa(lag_plan(tre.prosjekt, overordnet=over.plan), over)

    with pytest.raises(ValidationError, match="Et mål under bygger på dette"):
        prosess.slett(over, bruker=avdelingsdirektor)

    assert set(Maal.objects.all()) == {over, under}


def test_a_deleted_goal_leaves_needs_and_measures_without_it(tre, leder):
    plan = lag_plan(tre.prosjekt)
    maal = lag_maal(plan)
    behov, tiltak = lag_behov(plan, maal=[maal]), lag_tiltak(plan, maal=[maal])

    prosess.slett(maal, bruker=leder)

    assert (list(behov.maal.all()), list(tiltak.maal.all()), Maal.objects.count()) == ([], [], 0)
    assert Hendelse.objects.filter(handling="maal.slettet").count() == 1


def test_goals_of_documents_make_no_circle(tre, hr):
    forst = lag_maal(lag_dokument("A"), "Først")
    under = lag_maal(lag_dokument("B"), "Under", over=forst)
    nederst = lag_maal(lag_dokument("C"), "Nederst", over=under)

    forst.over = nederst
    with pytest.raises(ValidationError, match="bidrar selv til dette"):
        prosess.lagre(forst, bruker=hr)

    assert Maal.objects.get(pk=forst.pk).over is None


def test_an_own_goal_serves_only_what_comes_to_the_plan_and_is_not_set_aside(tre, leder):
    dokument, plan = lag_dokument(enhet=tre.stab), lag_plan(tre.prosjekt)
    lagt_bort = lag_maal(dokument, "Lagt bort")
    svar_paa(plan, lagt_bort, valg=Maal.Valg.LAGT_TIL_SIDE, bidrag="Ikke nå")
    fremmed = lag_maal(lag_dokument("Oppvekst", tre.oppvekst), "Trygge barn")

    for over in (lagt_bort, fremmed):
        with pytest.raises(ValidationError, match="Velg et mål ovenfra"):
            prosess.lagre(Maal(plan=plan, navn="Vårt eget", over=over), bruker=leder)


def test_an_own_goal_keeps_the_anchor_it_has_when_that_no_longer_comes(tre, leder):
    plan = lag_plan(tre.prosjekt)
    maal = lag_maal(plan, over=lag_maal(lag_dokument(gyldig_til=plan.fra.replace(year=2000)), "Utgått"))

    maal.navn = "Nytt navn"
    prosess.lagre(maal, bruker=leder)

    assert Maal.objects.get(pk=maal.pk).over.navn == "Utgått"


def test_who_may_not_change_the_plan_or_the_document_changes_no_goal(tre, leder, kollega):
    with pytest.raises(PermissionDenied):
        prosess.lagre(Maal(plan=lag_plan(tre.prosjekt), navn="Mål"), bruker=kollega)
    with pytest.raises(PermissionDenied):
        prosess.lagre(Maal(dokument=lag_dokument(enhet=tre.rot), navn="Mål"), bruker=leder)


def test_a_share_from_the_registry_needs_its_level(som_hr, tre):
    plan = lag_plan(tre.prosjekt)
    data = {"navn": "Flere med høgskole", "beregning": "nus", "retning": "opp"}

    svar = som_hr.post(reverse("planer:maal-create", args=[plan.pk]), data)

    assert "Velg hvilket utdanningsnivå som er det laveste." in svar.content.decode()
    assert not plan.maal.exists()


def test_the_page_shows_what_stands_above_and_below(som_hr, tre):
    over = lag_maal(lag_dokument(enhet=tre.rot), "Rett kompetanse")
    svar = svar_paa(lag_plan(tre.stab), over)
    under = svar_paa(lag_plan(tre.prosjekt, overordnet=svar.plan), svar)

    context = som_hr.get(svar.get_absolute_url()).context

    assert context["over"] == [(over, True)]
    assert [maal for maal, _tilstand in context["under"]] == [under]


def test_a_goal_above_in_a_draft_that_the_reader_does_not_see_is_named_without_a_link(client, tre, leder):
    sektormaal = lag_maal(lag_plan(tre.stab), "Felles verktøy")
    svar = svar_paa(lag_plan(tre.prosjekt, overordnet=sektormaal.plan), sektormaal)
    client.force_login(leder)

    assert client.get(svar.get_absolute_url()).context["over"] == [(sektormaal, False)]
    assert client.get(sektormaal.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("antall", [1, 3])
def test_maal_detail_query_count(som_hr, tre, antall, django_assert_num_queries):
    over = lag_maal(lag_dokument(enhet=tre.rot))
    for enhet in (tre.stab, tre.oppvekst, tre.ikt)[:antall]:
        svar_paa(lag_plan(enhet), over)

    # session, user, wall, person with kommune, roles; goal, measurements, the chain and its goals, which of them are seen;
    # keys of those below, the goals, their last measurements
    with django_assert_num_queries(13):
        svar = som_hr.get(over.get_absolute_url())

    assert len(svar.context["under"]) == antall


def test_two_who_change_the_same_field_are_both_heard_and_other_fields_are_left_as_they_are(som_hr, tre):
    maal = lag_maal(lag_plan(tre.prosjekt), "Flere med fagbrev")
    adresse = reverse("planer:maal-update", args=[maal.pk])
    sett = som_hr.get(adresse).context["form"].sett
    Maal.objects.filter(pk=maal.pk).update(navn="Flere fagarbeidere", beskrivelse="Skrevet av en annen")

    svar = som_hr.post(adresse, {"navn": "Alle har fagbrev", "retning": "opp", "maaltall": "80", "sett": sett})

    assert "Flere fagarbeidere" in svar.content.decode()
    assert "Alle har fagbrev" in svar.content.decode()
    assert Maal.objects.get(pk=maal.pk).navn == "Flere fagarbeidere"
    igjen = svar.context["form"].sett
    som_hr.post(adresse, {"navn": "Alle har fagbrev", "retning": "opp", "maaltall": "80", "sett": igjen})
    lagret = Maal.objects.get(pk=maal.pk)
    assert (lagret.navn, lagret.beskrivelse, lagret.maaltall) == ("Alle har fagbrev", "Skrevet av en annen", 80)
