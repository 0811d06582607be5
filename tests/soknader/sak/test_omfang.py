"""A role that is given for one unit alone reaches no further than one that covers the units below: people, units,
applications, steps, counts and search."""

import pytest
from django.urls import reverse

from kompetanse.organisasjon.models import Person, Rollekode, Stilling
from kompetanse.oversikt import oppgaver, sok
from soknader.models import Soknad
from soknader.sak import behandlere, omfordeling, saksgang
from tests.klokke import dag
from tests.rollebesetning import gi_rolle, gi_stedfortreder, lag_bruker
from tests.soknader.factories import lag_soknad

KODER = [Rollekode.LEDER, Rollekode.AVDELINGSDIREKTOR, Rollekode.KOMMUNEDIREKTOR, Rollekode.HR, Rollekode.HR_LEDER]


def navn(personer):
    return set(personer.values_list("fornavn", flat=True))


def titler(soknader):
    return set(soknader.values_list("tittel", flat=True))


@pytest.fixture
def saker(tre, soker):
    """One sent application from IKT-tjenester itself and one from the unit below it."""
    egen = lag_soknad(lag_bruker("Inga", tre.ikt), enhet=tre.ikt, tittel="Sikkerhet i enheten")
    under = lag_soknad(soker, tittel="Sikkerhet i prosjektene")
    return [saksgang.send_inn(sak, bruker=sak.soker) for sak in (egen, under)]


@pytest.fixture(params=KODER)
def kode(request):
    return request.param


@pytest.fixture(params=["innehaver", "stedfortreder"])
def med_rolle(request, tre, kode):
    """A user who acts in the role for IKT-tjenester, as its holder or as a deputy; called with `med_underliggende`."""

    def gi(*, med_underliggende):
        holder = lag_bruker("Hilde", tre.oppvekst)
        rolle = gi_rolle(holder, kode, tre.ikt, med_underliggende=med_underliggende)
        if request.param == "innehaver":
            return holder
        vikar = lag_bruker("Vera", tre.oppvekst)
        gi_stedfortreder(rolle, vikar)
        return vikar

    return gi


def test_a_role_with_the_units_below_reaches_them(saker, tre, kode, med_rolle):
    bruker = med_rolle(med_underliggende=True)

    assert {"Inga", "Siri"} <= navn(Person.objects.visible_to(bruker))
    assert titler(Soknad.objects.visible_to(bruker)) == {"Sikkerhet i enheten", "Sikkerhet i prosjektene"}
    assert bruker.has_perm("organisasjon.view_ansatte_under", tre.ikt)
    assert bruker.has_perm("organisasjon.view_ansatte", tre.prosjekt)
    assert len(dict(sok.finn("Sikkerhet", bruker))["Søknader"]) == 2


def test_a_role_for_one_unit_stops_at_it(saker, tre, kode, med_rolle):
    bruker = med_rolle(med_underliggende=False)

    assert navn(Person.objects.visible_to(bruker)) == {"Inga", bruker.person.fornavn}
    assert titler(Soknad.objects.visible_to(bruker)) == {"Sikkerhet i enheten"}
    assert bruker.has_perm("organisasjon.view_ansatte", tre.ikt)
    assert not bruker.has_perm("organisasjon.view_ansatte_under", tre.ikt)
    assert not bruker.has_perm("organisasjon.view_ansatte", tre.prosjekt)
    assert [treff.navn for treff in dict(sok.finn("Sikkerhet", bruker))["Søknader"]] == ["Sikkerhet i enheten"]
    assert "Personer" not in dict(sok.finn("Siri", bruker))


def test_a_role_for_the_root_alone_is_not_a_role_for_the_whole_kommune(saker, tre, kode):
    bruker = lag_bruker("Hilde", tre.oppvekst)
    gi_rolle(bruker, kode, tre.rot, med_underliggende=False)

    assert navn(Person.objects.visible_to(bruker)) == {"Hilde"}
    assert not Soknad.objects.visible_to(bruker).exists()


@pytest.mark.parametrize("kode", [Rollekode.ETATSLEDERGRUPPE, Rollekode.HR, Rollekode.KOMMUNEDIREKTOR])
def test_a_role_for_one_part_of_the_kommune_shows_no_case_from_another(saker, tre, kode):
    bruker = lag_bruker("Gro", tre.oppvekst)
    gi_rolle(bruker, kode, tre.oppvekst)

    assert not Soknad.objects.visible_to(bruker).exists()


def test_the_pages_say_the_same(client, saker, tre, soker):
    leder = lag_bruker("Hilde", tre.oppvekst)
    gi_rolle(leder, Rollekode.LEDER, tre.ikt, med_underliggende=False)
    client.force_login(leder)

    liste = client.get(reverse("soknader:soknad-list"))
    ansatte = client.get(reverse("organisasjon:enhet-people", args=[tre.ikt.pk]))

    assert [rad.tittel for rad in liste.context["liste"].rader] == ["Sikkerhet i enheten"]
    assert [valg[1] for valg in liste.context["form"].fields["enhet"].choices if valg[0]] == ["IKT-tjenester"]
    assert {stilling.person.fornavn for stilling in ansatte.context["side"]} == {"Inga"}
    assert client.get(saker[1].get_absolute_url()).status_code == 404
    assert client.get(soker.person.get_absolute_url()).status_code == 404
    assert client.get(reverse("organisasjon:enhet-people", args=[tre.ikt.pk]), {"under": "1"}).status_code == 403
    assert client.get(reverse("organisasjon:enhet-people", args=[tre.prosjekt.pk])).status_code == 403


def test_a_step_waits_for_the_holder_whose_role_covers_the_case(saker, tre, avdelingsdirektor):
    """Two hold the role for the same unit; the case comes from below it."""
    egen, under = saker
    bare_her = lag_bruker("Hilde", tre.oppvekst)
    gi_rolle(bare_her, Rollekode.AVDELINGSDIREKTOR, tre.ikt, med_underliggende=False)
    omfordeling.finn_behandlere_paa_nytt(tre.rot.kommune_id)  # sent before anyone held the role

    assert titler(Soknad.objects.venter_paa(avdelingsdirektor)) == {egen.tittel, under.tittel}
    assert titler(Soknad.objects.venter_paa(bare_her)) == {egen.tittel}
    assert behandlere.rolle_for_steg(under.current_step(), bare_her, set()) is None
    assert bare_her not in behandlere.brukere_for_steg(under.current_step())
    assert len(oppgaver.oppgaver_for(bare_her)) == 1


@pytest.mark.parametrize("med_underliggende", [True, False])
def test_the_scope_costs_no_statement(tre, django_assert_num_queries, med_underliggende):
    leder = lag_bruker("Hilde", tre.oppvekst)
    for enhet in (tre.ikt, tre.hr, tre.barnehager):
        gi_rolle(leder, Rollekode.LEDER, enhet, med_underliggende=med_underliggende)

    with django_assert_num_queries(3):  # roles, people, applications
        list(Person.objects.visible_to(leder))
        list(Soknad.objects.visible_to(leder))


def test_who_has_gone_on_to_another_unit_is_that_units(tre, leder, soker):
    flyttet, sluttet, kommer = (lag_bruker(navn, tre.prosjekt) for navn in ("Frida", "Stine", "Kim"))
    i_gaar, i_morgen = dag(-1), dag(1)
    Stilling.objects.filter(person__in=[flyttet.person, sluttet.person]).update(til=i_gaar)
    Stilling.objects.create(person=flyttet.person, enhet=tre.barnehager, tittel="Assistent", prosent=100, fra=i_gaar)
    Stilling.objects.filter(person=kommer.person).update(enhet=tre.barnehager)
    Stilling.objects.create(person=kommer.person, enhet=tre.prosjekt, tittel="Vikar", prosent=10, fra=i_morgen)

    assert navn(Person.objects.visible_to(leder)) == {"Lars", "Siri", "Stine", "Kim"}


def test_the_people_of_a_past_day_are_links_when_they_may_be_opened(client, tre, leder):
    flyttet, _igjen = lag_bruker("Frida", tre.prosjekt), lag_bruker("Ivar", tre.prosjekt)
    i_gaar = dag(-1)
    Stilling.objects.filter(person=flyttet.person).update(til=i_gaar)
    Stilling.objects.create(person=flyttet.person, enhet=tre.barnehager, tittel="Assistent", prosent=100, fra=dag())
    client.force_login(leder)

    side = client.get(
        reverse("organisasjon:enhet-people", args=[tre.prosjekt.pk]), {"dato": i_gaar.strftime("%d.%m.%Y")}
    )

    assert {str(rad.person): rad.kan_aapnes for rad in side.context["side"]} == {
        "Frida Test": False,
        "Ivar Test": True,
        "Lars Test": True,
    }
