import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.felles.models import Hendelse
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Rollekode, Rolletype
from soknader.models import Kjedesteg, Soknadsoppsett, Steghandling
from soknader.oppsett import kjede
from soknader.oppsett.forms import TeksterForm
from soknader.sak import saksgang
from tests.soknader.factories import lag_soknad

STANDARD = [
    "Avdelingsdirektør",
    "Avdelingsdirektør HR og virksomhetsstyring",
    "Etatsledergruppen",
    "MBU orienteres",
]
INGRESS = "Saker som er i gang, følger stegene de startet med."


def saksgangen():
    return list(Kjedesteg.objects.order_by("rekkefolge").values_list("tittel", flat=True))


def steg(tittel):
    return Kjedesteg.objects.get(tittel=tittel)


def nytt_steg(handling=Steghandling.ANBEFALING, tittel="Sektorleder"):
    return Kjedesteg(
        tittel=tittel, rolletype=Rolletype.objects.get(kode=Rollekode.LEDER), handling=handling, frist_dager=5
    )


@pytest.mark.parametrize(
    ("handling", "plass"),
    [(Steghandling.ANBEFALING, 1), (Steghandling.INNSTILLING, 2), (Steghandling.ORIENTERING, 4)],
)
def test_legg_til_puts_the_step_where_it_belongs(kommune, hr, handling, plass):
    kjede.legg_til(nytt_steg(handling), bruker=hr)

    ventet = list(STANDARD)
    ventet.insert(plass, "Sektorleder")
    assert saksgangen() == ventet
    assert list(Kjedesteg.objects.values_list("rekkefolge", flat=True)) == [1, 2, 3, 4, 5]


def test_legg_til_refuses_a_second_meeting(kommune, hr):
    with pytest.raises(ValidationError, match="bare ha ett steg som beslutter i møte"):
        kjede.legg_til(nytt_steg(Steghandling.MOTE), bruker=hr)

    assert saksgangen() == STANDARD


def test_flytt_swaps_two_steps_and_is_logged(kommune, hr):
    kjede.flytt(steg("Avdelingsdirektør"), 1, bruker=hr)

    assert saksgangen()[:2] == ["Avdelingsdirektør HR og virksomhetsstyring", "Avdelingsdirektør"]
    assert [str(rad) for rad in kjede.stegene(kommune.pk)] == saksgangen()
    linje = Hendelse.objects.for_objekt(Soknadsoppsett.objects.get()).get()
    assert (linje.handling, linje.utfort_av, linje.data["saksgang"]) == ("oppsett.steg_flyttet", hr, saksgangen())


@pytest.mark.parametrize(
    ("tittel", "retning", "code"),
    [
        ("Avdelingsdirektør", -1, "ytterst"),
        ("MBU orienteres", 1, "ytterst"),
        ("Etatsledergruppen", -1, "for_motet"),
        ("MBU orienteres", -1, "etter_motet"),
    ],
)
def test_flytt_refuses_what_would_break_the_chain(kommune, hr, tittel, retning, code):
    with pytest.raises(ValidationError) as feil:
        kjede.flytt(steg(tittel), retning, bruker=hr)

    assert feil.value.code == code
    assert saksgangen() == STANDARD


def test_mulige_flytt_offers_what_flytt_accepts(kommune):
    stegene = kjede.stegene(kommune.pk)

    assert [(str(rad), opp, ned) for rad, opp, ned in kjede.mulige_flytt(stegene)] == [
        (STANDARD[0], False, True),
        (STANDARD[1], True, False),
        (STANDARD[2], False, False),
        (STANDARD[3], False, False),
    ]


def test_fjern_keeps_the_meeting(kommune, hr):
    kjede.fjern(steg("Avdelingsdirektør"), bruker=hr)
    with pytest.raises(ValidationError, match="må ha ett steg der noen beslutter"):
        kjede.fjern(steg("Etatsledergruppen"), bruker=hr)

    assert saksgangen() == STANDARD[1:]
    assert list(Kjedesteg.objects.values_list("rekkefolge", flat=True)) == [1, 2, 3]


def test_endre_refuses_to_turn_the_meeting_into_something_else(kommune, hr):
    with pytest.raises(ValidationError):
        kjede.endre(steg("Etatsledergruppen"), Endring({"handling": Steghandling.ANBEFALING}), bruker=hr)

    assert steg("Etatsledergruppen").handling == Steghandling.MOTE


def test_changing_the_chain_leaves_cases_under_way_alone(kommune, soker, avdelingsdirektor, hr, hr_leder):
    sendt = saksgang.send_inn(lag_soknad(soker), bruker=soker)

    kjede.fjern(steg("Avdelingsdirektør HR og virksomhetsstyring"), bruker=hr)
    kjede.endre(steg("Avdelingsdirektør"), Endring({"tittel": "Kommunalsjef"}), bruker=hr)

    assert list(sendt.steg.values_list("tittel", flat=True)) == STANDARD


def test_only_hr_changes_the_chain(kommune, leder, etatsdirektor, mbu_sekretaer):
    for bruker in (leder, etatsdirektor, mbu_sekretaer):
        for endring in (
            lambda bruker: kjede.legg_til(nytt_steg(), bruker=bruker),
            lambda bruker: kjede.endre(steg("Avdelingsdirektør"), Endring({}), bruker=bruker),
            lambda bruker: kjede.flytt(steg("Avdelingsdirektør"), 1, bruker=bruker),
            lambda bruker: kjede.fjern(steg("Avdelingsdirektør"), bruker=bruker),
            lambda bruker: kjede.lagre_tekster(Soknadsoppsett.objects.get(), bruker=bruker),
        ):
            with pytest.raises(PermissionDenied):
                endring(bruker)


# --- The pages -----------------------------------------------------------------------------------


@pytest.fixture
def som_hr(client, hr):
    client.force_login(hr)
    return client


def adresse(navn, *args):
    return reverse(f"soknader:{navn}", args=args)


def test_oppsett_detail_says_who_holds_the_roles(som_hr, avdelingsdirektor):
    html = som_hr.get(adresse("oppsett-detail")).content.decode()

    assert INGRESS in html
    assert "Rolle: Avdelingsdirektør (1 person)" in html
    assert "Ingen har rollen Medlem av etatsledergruppen" in html


@pytest.mark.parametrize("antall", [1, 3])
def test_oppsett_detail_query_count(som_hr, hr, antall, django_assert_num_queries):
    for nummer in range(antall):
        kjede.legg_til(nytt_steg(tittel=f"Steg {nummer}"), bruker=hr)

    # session, user, wall, person with kommune, roles; chain, texts, areas; the adopted plan, and what was said of it
    with django_assert_num_queries(10):
        svar = som_hr.get(adresse("oppsett-detail"))

    assert len(svar.context["steg"]) == 4 + antall


def test_kjedesteg_create(som_hr):
    data = {
        "tittel": "Kommunalsjef",
        "rolletype": Rolletype.objects.get(kode=Rollekode.LEDER).pk,
        "handling": "anbefaling",
        "kan_avslaa": "on",
        "frist_dager": "14",
    }

    svar = som_hr.post(adresse("kjedesteg-create"), data)

    nytt = steg("Kommunalsjef")
    assert svar["Location"] == adresse("oppsett-detail")
    assert (nytt.rekkefolge, nytt.kan_avslaa, nytt.kan_returnere, nytt.frist_dager) == (2, True, False, 14)


@pytest.mark.parametrize(
    ("felt", "verdi", "melding"),
    [
        ("frist_dager", "en uke", "Skriv antall dager som et helt tall, for eksempel 7."),
        ("frist_dager", "0", "større enn eller lik 1"),
        ("handling", "mote", "Saksgangen kan bare ha ett steg som beslutter i møte."),
        ("tittel", "x" * 151, "Teksten er for lang"),
        ("rolletype", "999999", "Velg et gyldig valg"),
    ],
)
def test_a_bad_step_is_told_and_not_stored(som_hr, felt, verdi, melding):
    data = {
        "tittel": "Kommunalsjef",
        "rolletype": Rolletype.objects.get(kode=Rollekode.LEDER).pk,
        "handling": "anbefaling",
        "frist_dager": "14",
        felt: verdi,
    }

    svar = som_hr.post(adresse("kjedesteg-create"), data)

    assert melding in svar.content.decode()
    assert saksgangen() == STANDARD


def test_kjedesteg_update_flytt_and_delete(som_hr):
    forste = steg("Avdelingsdirektør")
    felles = {"rolletype": forste.rolletype_id, "handling": "anbefaling", "frist_dager": "3"}

    som_hr.post(adresse("kjedesteg-update", forste.pk), {"tittel": "Virksomhetsleder", **felles})
    som_hr.post(adresse("kjedesteg-flytt", forste.pk), {"retning": "ned"})
    assert saksgangen()[:2] == ["Avdelingsdirektør HR og virksomhetsstyring", "Virksomhetsleder"]
    assert (
        "Vil du fjerne steget «Virksomhetsleder»?"
        in som_hr.get(adresse("kjedesteg-delete", forste.pk)).content.decode()
    )
    som_hr.post(adresse("kjedesteg-delete", forste.pk))

    assert saksgangen() == STANDARD[1:]


def test_kjedesteg_delete_of_the_meeting_says_why_not(som_hr):
    svar = som_hr.post(adresse("kjedesteg-delete", steg("Etatsledergruppen").pk), follow=True)

    assert "Saksgangen må ha ett steg der noen beslutter i møte." in svar.content.decode()
    assert saksgangen() == STANDARD


def test_oppsett_update_stores_the_texts(som_hr, hr):
    oppsett = Soknadsoppsett.objects.get()
    data = {felt: getattr(oppsett, felt) for felt in TeksterForm.Meta.fields}

    svar = som_hr.post(adresse("oppsett-update"), {**data, "utvalg_kortnavn": "AMU", "rapportfrist_dager": "60"})

    oppsett.refresh_from_db()
    assert svar.status_code == 302
    assert (oppsett.utvalg_kortnavn, oppsett.rapportfrist_dager) == ("AMU", 60)
    assert [rad.handling for rad in Hendelse.objects.for_objekt(oppsett)] == ["oppsett.tekster_endret"]


def test_another_kommune_s_step_is_not_found(client, kommune, annen_kommune):
    pk = steg("Avdelingsdirektør").pk
    client.force_login(annen_kommune.hr)

    assert client.get(adresse("kjedesteg-update", pk)).status_code == 404
    assert client.post(adresse("kjedesteg-flytt", pk), {"retning": "ned"}).status_code == 404
    assert client.post(adresse("kjedesteg-delete", pk)).status_code == 404

    with vegg.innenfor(kommune.pk):
        assert saksgangen() == STANDARD


def test_a_text_is_set_back_to_its_default_and_the_others_stay(som_hr):
    standard = Soknadsoppsett.objects.get()
    Soknadsoppsett.objects.update(strategi_tekst="Strategien er vedtatt.", oremerking_tekst="Ingenting.")
    form = som_hr.get(adresse("oppsett-update")).context["form"]
    assert [navn for navn, _label in form.fields["tilbakestill"].choices] == ["strategi_tekst", "oremerking_tekst"]
    data = {felt: form[felt].value() for felt in form.fields if felt != "tilbakestill"} | {"sett": form.sett}

    som_hr.post(adresse("oppsett-update"), {**data, "strategi_tekst": "x" * 3000, "tilbakestill": ["strategi_tekst"]})

    oppsett = Soknadsoppsett.objects.get()
    assert (oppsett.strategi_tekst, oppsett.oremerking_tekst) == (standard.strategi_tekst, "Ingenting.")
