"""What a plan is and says, changed from its pages: two at once, and what cannot be."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse
from planer.models import Arbeidsgruppemedlem, Kompetanseplan, Planseksjon, Refleksjonssporsmaal, Refleksjonssvar
from planer.plan import styring
from tests.planer.factories import lag_maal, lag_plan
from tests.planer.vedtak_factories import lag_versjon


@pytest.fixture
def plan(tre):
    return lag_plan(tre.prosjekt)


@pytest.fixture
def seksjon(plan):
    return Planseksjon.objects.create(plan=plan, tittel="Ambisjon", tekst="<p>Først</p>")


@pytest.fixture
def som_leder(client, leder):
    client.force_login(leder)
    return client


def adresse(navn, *args):
    return reverse(f"planer:{navn}", args=args)


def felt_i(svar):
    """The form of a page, as a browser would send it back."""
    form = svar.context["form"]
    return {"sett": form.sett, **{navn: form[navn].value() or "" for navn in form.fields}}


def send(client, url, **endret):
    """Open the page, and send its form with these changes."""
    return client.post(url, {**felt_i(client.get(url)), **endret})


def test_a_section_is_written_and_shown_as_what_it_is(som_leder, plan, seksjon):
    tekst = "<h1>Vi</h1><p>blir <b>flere</b></p><script>alert(1)</script>"
    svar = send(som_leder, adresse("planseksjon-update", seksjon.pk), tekst=tekst)

    assert svar["Location"] == f"{plan.get_absolute_url()}#seksjon-{seksjon.pk}"
    side = som_leder.get(plan.get_absolute_url()).content.decode()
    assert "<h3>Vi</h3><p>blir <strong>flere</strong></p></div>" in side
    assert Hendelse.objects.for_objekt(plan).get().handling == "plan.tekst_skrevet"


def test_two_who_write_the_same_section_both_see_both_and_the_second_chooses(som_leder, seksjon):
    url = adresse("planseksjon-update", seksjon.pk)
    min_side = felt_i(som_leder.get(url))
    send(som_leder, url, tekst="<p>Din</p>")

    svar = som_leder.post(url, {**min_side, "tekst": "<p>Min</p>"})

    seksjon.refresh_from_db()
    assert seksjon.tekst == "<p>Din</p>"
    side = svar.content.decode()
    assert "<p>Din</p>" in side
    assert "&lt;p&gt;Min&lt;/p&gt;" in side

    som_leder.post(url, {**felt_i(svar), "uenig-tekst": "mitt"})
    seksjon.refresh_from_db()
    assert seksjon.tekst == "<p>Min</p>"


@pytest.mark.parametrize("hva", ["planseksjon", "refleksjon"])
def test_a_text_is_stored_while_one_types_and_never_over_another_s(som_leder, plan, seksjon, hva):
    noekler = {"planseksjon": [seksjon.pk], "refleksjon": [plan.pk, Refleksjonssporsmaal.objects.first().pk]}
    url = adresse(f"{hva}-update", *noekler[hva])
    min_side, htmx = felt_i(som_leder.get(url)), {"HX-Request": "true"}

    svar = som_leder.post(url, {**min_side, "tekst": "<p>Vi</p>"}, headers=htmx)
    assert "Lagret" in svar.content.decode()
    assert svar["HX-Trigger"] == "lagret"
    send(som_leder, url, tekst="<p>Dere</p>")

    svar = som_leder.post(url, {"sett": svar.context["form"].sett, "tekst": "<p>Vi blir</p>"}, headers=htmx)
    assert "Ikke lagret" in svar.content.decode()
    assert felt_i(som_leder.get(url))["tekst"] == "<p>Dere</p>"


def test_an_answer_to_a_question_is_kept_changed_and_taken_away(som_leder, leder, plan):
    sporsmaal = Refleksjonssporsmaal.objects.filter(steg=1).first()
    url = adresse("refleksjon-update", plan.pk, sporsmaal.pk)

    assert send(som_leder, url, tekst="Natten.")["Location"] == adresse("plan-maal", plan.pk)
    svar = Refleksjonssvar.objects.get()
    assert (svar.plan, svar.sporsmaal, svar.tekst, svar.skrevet_av) == (plan, sporsmaal, "Natten.", leder)
    assert "Natten." in som_leder.get(adresse("plan-maal", plan.pk)).content.decode()

    send(som_leder, url, tekst="")
    assert not Refleksjonssvar.objects.exists()


def test_two_first_answers_at_once_do_not_write_over_each_other(som_leder, plan):
    url = adresse("refleksjon-update", plan.pk, Refleksjonssporsmaal.objects.first().pk)
    min_side = felt_i(som_leder.get(url))
    send(som_leder, url, tekst="Ditt svar")

    svar = som_leder.post(url, {**min_side, "tekst": "Mitt svar"})

    assert svar.context["form"].uenigheter[0].andres == "Ditt svar"
    assert Refleksjonssvar.objects.get().tekst == "Ditt svar"


def test_the_plan_gets_another_name_period_parent_and_one_who_answers_for_it(som_leder, tre, plan, kollega):
    over = lag_plan(tre.stab, gjelder_fra=plan.fra)
    fra = dt.date(plan.fra.year, 3, 1)

    send(
        som_leder,
        adresse("plan-update", plan.pk),
        tittel="Plan for prosjektene",
        fra=fra.strftime("%d.%m.%Y"),
        overordnet=over.pk,
        ansvarlig=kollega.person.ansattnummer,
    )

    plan.refresh_from_db()
    assert (plan.tittel, plan.fra, plan.overordnet) == ("Plan for prosjektene", fra, over)
    assert plan.ansvarlig == kollega.person


def test_a_plan_cannot_end_before_it_begins_or_overlap_another(som_leder, tre, plan):
    lag_plan(tre.prosjekt, aar=plan.aar + 1)
    url = adresse("plan-update", plan.pk)

    bakover = send(som_leder, url, fra=f"31.12.{plan.aar}", til=f"1.1.{plan.aar}")
    overlapp = send(som_leder, url, til=f"1.6.{plan.aar + 1}")

    assert "Planen kan ikke slutte før den begynner." in bakover.content.decode()
    assert "Enheten har allerede en slik plan i denne perioden." in overlapp.content.decode()


def test_a_circle_is_refused_with_words(client, hr, tre, plan):
    strategi = lag_plan(tre.prosjekt, slag="strategi", overordnet=plan)
    client.force_login(hr)

    svar = send(client, adresse("plan-update", plan.pk), overordnet=strategi.pk)

    assert "Den planen bygger selv på denne. Velg en annen." in svar.content.decode()


def test_a_draft_is_given_up_with_all_that_is_in_it(som_leder, leder, plan, seksjon):
    lag_maal(plan)
    assert adresse("plan-delete", plan.pk) in som_leder.get(adresse("plan-update", plan.pk)).content.decode()

    som_leder.post(adresse("plan-delete", plan.pk))

    assert not Kompetanseplan.objects.exists()


def test_what_was_adopted_or_others_build_on_is_not_deleted(tre, leder, hr, plan):
    vedtatt = lag_plan(tre.prosjekt, aar=plan.aar - 1, gjelder_fra=plan.fra)
    over = lag_plan(tre.stab)
    lag_plan(tre.ikt, overordnet=over)

    with pytest.raises(ValidationError, match="Bare et utkast"):
        styring.slett(vedtatt, bruker=leder)
    with pytest.raises(ValidationError, match="Andre planer bygger på denne"):
        styring.slett(over, bruker=hr)
    with pytest.raises(PermissionDenied):
        styring.slett(over, bruker=leder)
    assert Kompetanseplan.objects.count() == 4


def test_one_who_is_taken_with_can_write_and_one_who_is_taken_out_cannot(som_leder, plan, kollega):
    som_leder.post(
        adresse("arbeidsgruppemedlem-create", plan.pk),
        {"person": kollega.person.ansattnummer, "funksjon": "Tillitsvalgt"},
    )
    medlem = Arbeidsgruppemedlem.objects.get()
    assert (medlem.person, medlem.funksjon) == (kollega.person, "Tillitsvalgt")
    assert kollega.has_perm("planer.change_plan", plan)
    assert not kollega.has_perm("planer.manage_plan", plan)

    som_leder.post(adresse("arbeidsgruppemedlem-delete", medlem.pk))

    assert not kollega.has_perm("planer.change_plan", plan)


def test_one_who_only_reads_gets_the_plan_as_it_was_adopted(client, tre, kollega, avdelingsdirektor):
    plan = lag_plan(tre.prosjekt, status="vedtatt", gjelder_fra=dt.date(2020, 1, 1))
    versjon = lag_versjon(plan, avdelingsdirektor)
    client.force_login(kollega)

    assert client.get(plan.get_absolute_url())["Location"] == adresse("planversjon-detail", versjon.pk)
