"""The talk: invited, prepared by each alone, shared, held, and ended in what both agree on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles.models import Hendelse, Varsel
from kompetanse.felles.samskriving import Endring
from kompetanse.oversikt.oppgaver import oppgaver_for
from planer.models import Kompetanseplan, Samtale, Samtalesporsmaal
from planer.person import avtale
from planer.samtale import forberedelse, gjennomforing, invitasjon
from planer.samtale.bilde import samtalebilde
from planer.samtale.deler import svart
from planer.samtale.folk import Stand, medarbeidere
from planer.samtale.invitasjon import Avstand
from tests.klokke import dag
from tests.planer.factories import lag_plan, lag_tiltak
from tests.planer.samtale.factories import inviter, klokken, skriv

pytestmark = pytest.mark.django_db
Status = Samtale.Status
# The KS guide's four questions, in its order (acceptance case 7).
DE_FIRE = [
    "Hvordan vurderer du din egen kompetanse sett opp mot virksomhetens/avdelingens kompetanseområder og mål?",
    "Har du kompetanse du ikke får brukt – eller ikke brukt tilstrekkelig – i jobben din i dag som vil være relevant for å "
    "nå virksomhetens/avdelingens mål?",
    "Hvilken forventning har du til læring og kompetanseutvikling i jobben din, og hva bør prioriteres? Hvordan skal vi "
    "følge opp dette?",
    "Hvordan kan arbeidsgiver legge til rette for at du skal kunne lære og utvikle deg, og hva kan du selv bidra med?",
]


@pytest.fixture
def samtale(soker, leder):
    return inviter(leder, soker)[0]


def test_a_new_kommune_asks_the_four_questions_of_the_guide_in_their_order(samtale):
    assert [ett["tekst"] for ett in samtale.skjema][:4] == DE_FIRE
    assert samtale.skjema[3]["hjelp"].endswith("Hel eller delvis? Lønnet eller ulønnet?")
    assert [ett["vis"] for ett in samtale.skjema] == ["", "", "", "", "enheten", "sist", ""]


def test_a_talk_that_is_begun_keeps_its_questions(soker, kollega, leder, samtale):
    Samtalesporsmaal.objects.filter(tekst=DE_FIRE[0]).update(tekst="Noe nytt")

    samtale.refresh_from_db()
    assert samtale.skjema[0]["tekst"] == DE_FIRE[0]
    assert inviter(leder, kollega)[0].skjema[0]["tekst"] == "Noe nytt"


def test_the_walk_from_the_invitation_to_what_is_agreed(client, tre, soker, kollega, leder):
    enhetens = lag_plan(tre.prosjekt, gjelder_fra=dag(-10), status=Kompetanseplan.Status.VEDTATT, til=dag(700))
    tiltak = lag_tiltak(enhetens, "Hospitere hos sårsykepleier")
    client.force_login(leder)
    invitasjonen = {"folk": [soker.person_id, kollega.person_id], "dato": dag(0).strftime("%d.%m.%Y"), "klokken": "13"}
    response = client.post(
        reverse("planer:samtale-invite"), {**invitasjonen, "avstand": "time", "melding": "Ta med kaffe"}, follow=True
    )
    assert "To medarbeidere er invitert." in response.content.decode()
    samtale = Samtale.objects.get(person=soker.person)

    client.force_login(soker)
    assert client.get(reverse("planer:samtale-mine")).url == samtale.get_absolute_url()
    assert "Ta med kaffe" in client.get(samtale.get_absolute_url()).content.decode()
    nokkel = samtale.skjema[0]["nokkel"]
    client.post(reverse("planer:samtale-answer", args=[samtale.pk, nokkel]), {"tekst": "Usikker på sår"})
    client.post(reverse("planer:samtale-bring", args=[samtale.pk]), {"tiltak": [tiltak.pk]})
    client.force_login(leder)
    assert "Usikker på sår" not in client.get(samtale.get_absolute_url()).content.decode()
    client.force_login(soker)
    client.post(reverse("planer:samtale-share", args=[samtale.pk]))

    client.force_login(leder)
    tekst = client.get(samtale.get_absolute_url()).content.decode()
    assert "Usikker på sår" in tekst
    assert "Siri vil snakke om dette" in tekst
    client.post(reverse("planer:samtale-hold", args=[samtale.pk]), {"holdt": dag(0).strftime("%d.%m.%Y")})
    client.post(reverse("planer:samtale-take", args=[samtale.pk, tiltak.pk]))
    plan = Kompetanseplan.objects.get(person=soker.person)
    for bruker in (leder, soker):
        client.force_login(bruker)
        sett = client.get(samtale.get_absolute_url()).context["avtrykk"]
        client.post(reverse("planer:personplan-agree", args=[plan.pk]), {"sett": sett})

    plan.refresh_from_db()
    assert plan.status == Kompetanseplan.Status.VEDTATT
    assert [(ett.navn, ett.knyttet_tiltak) for ett in plan.maal.all()] == [(tiltak.navn, [tiltak])]
    assert samtalebilde(Samtale.objects.get(pk=samtale.pk), soker).er_avtalt


def test_what_is_shared_is_seen_at_once_and_as_it_is_written_on(samtale, soker, leder):
    nokkel = skriv(samtale, soker, "Først")
    skriv(samtale, leder, "Min side", 1)
    assert samtalebilde(samtale, leder).deres is None

    forberedelse.del_(samtale, bruker=soker)
    skriv(samtale, soker, "Siden")

    assert samtalebilde(samtale, leder).deres.svar == {nokkel: "Siden"}
    assert samtalebilde(samtale, soker).deres is None
    assert [ett.emne for ett in Varsel.objects.filter(mottaker=leder)] == ["Siri Test har delt forberedelsen sin"]


def test_invited_twice_is_one_talk_and_one_message(samtale, soker, leder):
    assert inviter(leder, soker) == [samtale]
    assert invitasjon.be_om(soker.person, leder.person, bruker=soker) == samtale
    assert Varsel.objects.filter(mottaker=soker).count() == 1


def test_two_tabs_of_the_same_person_do_not_write_over_each_other(client, samtale, soker):
    client.force_login(soker)
    adresse = reverse("planer:samtale-answer", args=[samtale.pk, samtale.skjema[0]["nokkel"]])
    sett = client.get(samtale.get_absolute_url()).context["sporsmaal"][0].form.sett
    client.post(adresse, {"tekst": "I den ene", "sett": sett})

    response = client.post(adresse, {"tekst": "I den andre", "sett": sett})

    tekst = response.content.decode()
    assert response.status_code == 200
    assert "I den ene" in tekst
    assert "I den andre" in tekst
    assert forberedelse.eget(samtale, soker).svar == {samtale.skjema[0]["nokkel"]: "I den ene"}


def test_a_group_is_held_together_and_each_goes_on_in_a_plan_of_ones_own(soker, kollega, leder):
    en, to = inviter(leder, soker, kollega, avstand=Avstand.SAMMEN)
    assert (en.gruppe, en.tid) == (to.gruppe, to.tid)
    forberedelse.del_(en, bruker=soker)
    assert samtalebilde(to, kollega).deres is None

    gjennomforing.hold(en, dag(0), bruker=leder)

    assert [ett.status for ett in Samtale.objects.all()] == [Status.HOLDT, Status.HOLDT]
    assert {plan.person for plan in Kompetanseplan.objects.filter(samtaler__in=[en, to])} == {
        soker.person,
        kollega.person,
    }


@pytest.mark.parametrize(
    ("avstand", "timer"),
    [(Avstand.TIME, [0, 1, 2]), (Avstand.DAG, [0, 72, 96]), (Avstand.UKE, [0, 168, 336]), (Avstand.SAMMEN, [0, 0, 0])],
)
def test_the_times_of_those_who_are_invited_together(avstand, timer):
    fredag = klokken().replace(year=2027, month=1, day=8)
    tidene = list(invitasjon.tidene(fredag, avstand, 3))

    assert [(tid - fredag).total_seconds() / 3600 for tid in tidene] == timer


def test_it_is_not_held_on_a_day_to_come_nor_by_the_employee(samtale, soker, leder):
    with pytest.raises(ValidationError, match="som har vært"):
        gjennomforing.hold(samtale, dag(1), bruker=leder)
    with pytest.raises(PermissionDenied):
        gjennomforing.hold(samtale, dag(0), bruker=soker)


def test_nothing_is_prepared_after_it_is_held(samtale, soker, leder):
    gjennomforing.hold(samtale, dag(0), bruker=leder)

    with pytest.raises(ValidationError, match="endret siden"):
        skriv(samtale, soker, "For sent")


def test_last_years_agreed_plan_is_replaced_and_stands_beside_the_talk(client, samtale, soker, leder):
    forrige = gjennomforing.hold(samtale, dag(0), bruker=leder).plan
    maal = gjennomforing.ta_med(samtale, lag_tiltak(lag_plan(samtale.enhet), "Ta over vaktlisten"), bruker=soker)
    for bruker in (soker, leder):
        forrige = avtale.godta(forrige, avtale.avtrykk(forrige), bruker=bruker)
    Kompetanseplan.objects.filter(pk=forrige.pk).update(fra=dag(-300), til=dag(10))
    Samtale.objects.filter(pk=samtale.pk).update(aar=dag(0).year - 1)
    neste = inviter(leder, soker)[0]

    client.force_login(leder)
    assert maal.navn in client.get(neste.get_absolute_url()).content.decode()
    ny = gjennomforing.hold(neste, dag(0), bruker=leder).plan

    forrige.refresh_from_db()
    assert (forrige.status, ny.forgjenger, ny.status) == ("avlost", forrige, "utkast")
    assert maal.navn in client.get(neste.get_absolute_url()).content.decode()


def test_what_else_is_agreed_is_written_by_both(samtale, soker, leder):
    gjennomforing.hold(samtale, dag(0), bruker=leder)
    gjennomforing.avtal(samtale, Endring({"lonnssamtale": True}), bruker=leder)
    samtale = gjennomforing.avtal(samtale, Endring({"neste_prat": dag(90)}), bruker=soker)

    assert (samtale.lonnssamtale, samtale.neste_prat) == (True, dag(90))


def test_what_waits_stands_on_min_side_of_the_one_it_waits_for(samtale, soker, leder):
    def hva(bruker):
        return [ett.hva for ett in oppgaver_for(bruker)]

    assert hva(soker) == ["Forbered deg til medarbeidersamtalen"]
    forberedelse.del_(samtale, bruker=soker)
    assert (hva(soker), hva(leder)) == ([], ["Forbered deg til én samtale"])
    Samtale.objects.update(tid=klokken(-1))
    assert hva(leder) == ["Holdt du én samtale?"]
    gjennomforing.hold(samtale, dag(0), bruker=leder)
    assert hva(soker) == ["Skriv hva du skal lære, og godta planen"]
    assert hva(leder) == ["Bli enige etter én samtale"]


def test_where_it_stands_for_the_leader_follows_the_talk_from_the_invitation_to_the_agreement(
    samtale, soker, kollega, leder
):
    def stand(av=soker):
        return {rad.person_id: rad.stand for rad in medarbeidere(leder, samtale.aar)}[av.person_id]

    assert (stand(), stand(kollega)) == (Stand.FORBEREDES, Stand.IKKE_INVITERT)
    forberedelse.del_(samtale, bruker=leder)
    assert stand() == Stand.FORBEREDES
    forberedelse.del_(samtale, bruker=soker)
    forberedelse.del_(inviter(leder, kollega)[0], bruker=kollega)
    assert (stand(), stand(kollega)) == (Stand.BEGGE_HAR_DELT, Stand.DELT_MED_DEG)
    Samtale.objects.update(tid=klokken(-1))
    assert stand() == Stand.SKULLE_VAERT
    plan = gjennomforing.hold(samtale, dag(0), bruker=leder).plan
    assert stand() == Stand.AVTALES
    Kompetanseplan.objects.filter(pk=plan.pk).update(status=Kompetanseplan.Status.VEDTATT, gjelder_fra=dag(0))
    assert stand() == Stand.ENIGE


def test_every_step_leaves_a_line_without_a_word_of_it(samtale, soker, leder):
    skriv(samtale, soker, "Ingen skal lese dette")
    forberedelse.del_(samtale, bruker=soker)
    gjennomforing.hold(samtale, dag(0), bruker=leder)

    linjer = Hendelse.objects.for_objekt(samtale)
    assert [ett.handling for ett in linjer] == ["samtale.invitert", "samtale.delt", "samtale.holdt"]
    assert {(ett.kommentar, str(ett.data)) for ett in linjer} == {("", "{}")}


def test_what_was_agreed_last_is_answered_in_three_short_fields(client, soker, leder, samtale):
    sist = next(ett for ett in samtale.skjema if ett["vis"] == "sist")
    hit = reverse("planer:samtale-answer", args=[samtale.pk, sist["nokkel"]])
    client.force_login(soker)

    client.post(hit, {"gjort": "Kurset er tatt", "brukt": "", "gitt": "Færre feil"})
    client.post(hit, {"gjort": "Kurset er tatt", "brukt": "Hver uke", "gitt": "Færre feil"})
    for_langt = client.post(hit, {"gjort": "x" * 1001, "brukt": "Hver uke", "gitt": "Færre feil"})

    bilde = samtalebilde(samtale, soker)
    assert svart(sist, bilde.mitt.svar) == [
        ("Hva er gjort?", "Kurset er tatt"),
        ("Er det tatt i bruk?", "Hver uke"),
        ("Hva har det gitt?", "Færre feil"),
    ]
    assert bilde.besvart == 1
    assert set(for_langt.context["sporsmaal"][5].form.errors) == {"gjort"}
    forberedelse.del_(samtale, bruker=soker)
    client.force_login(leder)
    assert client.get(samtale.get_absolute_url()).context["sporsmaal"][5].deres[2] == (
        "Hva har det gitt?",
        "Færre feil",
    )
