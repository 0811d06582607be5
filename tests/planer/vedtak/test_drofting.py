"""The discussion with the unions: called in with a version, prepared, held once, and what is proposed answered."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kompetanse.felles.models import Varsel
from kompetanse.felles.samskriving import Endring
from planer.models import Behovsforslag, Drofting, Kompetansebehov, Kompetanseplan
from planer.vedtak import drofting as prosess
from planer.vedtak import saksgang
from planer.vedtak.documents import DROFTINGSUTKAST
from planer.vedtak.innhold import Innhold
from tests.planer.factories import lag_behov, lag_plan

Status = Kompetanseplan.Status

pytestmark = pytest.mark.usefixtures("uten_pdf")


@pytest.fixture
def plan(tre):
    plan = lag_plan(tre.ikt, nivaa="sektor")
    lag_behov(plan, "Kan veilede nye")
    return plan


@pytest.fixture
def innkalt(plan, avdelingsdirektor, tillitsvalgt):
    return prosess.kall_inn(
        plan, bruker=avdelingsdirektor, mote=timezone.localdate(), roller=prosess.representanter(plan), andre=["NITO"]
    )


def svar_fra(drofting, **felt):
    """Both parties came."""
    parter = [
        prosess.Partsvar(part.pk, part.part, part.hvem, True, f"Bra, sier {part.part}")
        for part in drofting.parter.all()
    ]
    return {"dato": timezone.localdate(), "utfall": "enige", "parter": parter, **felt}


def test_the_parties_are_told_and_called_in_with_the_plan_as_it_is(plan, innkalt, tillitsvalgt):
    plan.refresh_from_db()
    Kompetansebehov.objects.filter(plan=plan).update(navn="Noe annet")

    assert plan.status == Status.TIL_DROFTING
    assert [part.part for part in innkalt.parter.all()] == ["Tillitsvalgt, Tor Test", "NITO"]
    assert [varsel.mottaker for varsel in Varsel.objects.all()] == [tillitsvalgt]
    innhold = Innhold.lest(Drofting.objects.get(pk=innkalt.pk).innhold)
    assert [ett.navn for ett in innhold.behov] == ["Kan veilede nye"]
    assert DROFTINGSUTKAST.finn(innkalt) is not None


def test_what_was_held_stands_in_the_minutes_and_never_changes(plan, innkalt, avdelingsdirektor):
    drofting = prosess.avslutt(plan, bruker=avdelingsdirektor, **svar_fra(innkalt, svar="Vi gjør det i arbeidstiden."))

    plan.refresh_from_db()
    linje = plan.protokoll.get()
    assert plan.status == Status.DROFTET
    assert (linje.slag, linje.organ, linje.drofting) == ("droftet", "Tillitsvalgt, Tor Test og NITO", drofting)
    ord_ = "Drøftingen er etter HTA 3.2 og 3.3. Partene er enige. Arbeidsgivers svar: Vi gjør det i arbeidstiden."
    assert linje.tekst == ord_
    for endring in (
        lambda: Drofting.objects.filter(pk=drofting.pk).update(svar="Noe annet"),
        lambda: drofting.parter.update(syn="Noe annet"),
        lambda: drofting.parter.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            endring()


def test_a_plan_that_is_discussed_can_go_on_and_comes_back_as_discussed(
    plan, innkalt, avdelingsdirektor, etatsdirektor
):
    prosess.avslutt(plan, bruker=avdelingsdirektor, **svar_fra(innkalt))

    sendt = saksgang.til_behandling(plan, bruker=avdelingsdirektor)
    tilbake = saksgang.tilbake(sendt, bruker=etatsdirektor, kommentar="Se over kostnadene.")

    assert (sendt.status, tilbake.status) == (Status.TIL_BEHANDLING, Status.DROFTET)


@pytest.mark.parametrize(
    ("felt", "melding"),
    [
        ({"parter": []}, "minst én part"),
        ({"utfall": "protokoll"}, "uenige"),
        ({"dato": timezone.localdate() + dt.timedelta(days=1)}, "i dag"),
    ],
)
def test_the_minutes_must_be_whole(felt, melding, plan, innkalt, avdelingsdirektor):
    if "dato" in felt:
        felt = {"dato": timezone.localdate() + dt.timedelta(days=1)}

    with pytest.raises(ValidationError, match=melding):
        prosess.avslutt(plan, bruker=avdelingsdirektor, **svar_fra(innkalt, **felt))

    plan.refresh_from_db()
    assert plan.status == Status.TIL_DROFTING


def test_a_proposal_becomes_a_need_or_is_declined_with_words(plan, innkalt, avdelingsdirektor, tillitsvalgt):
    ja, nei = (prosess.foreslaa(plan, bruker=tillitsvalgt, navn=navn, begrunnelse="Vi ser det.") for navn in "AB")
    with pytest.raises(ValidationError, match="Svar på forslagene"):
        prosess.avslutt(plan, bruker=avdelingsdirektor, **svar_fra(innkalt))

    prosess.ta_inn(ja, bruker=avdelingsdirektor)
    with pytest.raises(ValidationError, match="hvorfor"):
        prosess.avslaa(nei, bruker=avdelingsdirektor, svar=" ")
    nei = prosess.avslaa(nei, bruker=avdelingsdirektor, svar="Det tar vi neste år.")

    behov = plan.behov.get(navn="A")
    assert (behov.opphav, behov.beskrivelse) == (Kompetansebehov.Opphav.TILLITSVALGT, "Vi ser det.")
    assert (nei.status, nei.svar) == (Behovsforslag.Status.AVSLAATT, "Det tar vi neste år.")
    with pytest.raises(ValidationError) as feil:
        prosess.ta_inn(ja, bruker=avdelingsdirektor)
    assert feil.value.code == "stale"
    assert plan.behov.count() == 2


def test_only_representatives_propose_and_only_while_it_is_discussed(
    plan, innkalt, tillitsvalgt, avdelingsdirektor, soker
):
    for bruker in (avdelingsdirektor, soker):
        with pytest.raises(PermissionDenied):
            prosess.foreslaa(plan, bruker=bruker, navn="Noe")
    prosess.avlys(plan, bruker=avdelingsdirektor)

    with pytest.raises(PermissionDenied):
        prosess.foreslaa(plan, bruker=tillitsvalgt, navn="Noe")


def test_a_party_speaks_for_itself_alone(innkalt, tillitsvalgt, avdelingsdirektor):
    tor = innkalt.parter.get(person=tillitsvalgt.person)

    prosess.si_syn(tor, Endring({"syn": "Opplæring skal skje i arbeidstiden."}), bruker=tillitsvalgt)

    assert innkalt.parter.get(pk=tor.pk).syn == "Opplæring skal skje i arbeidstiden."
    with pytest.raises(PermissionDenied):
        prosess.si_syn(tor, Endring({"syn": "Noe annet"}), bruker=avdelingsdirektor)


def test_what_a_party_writes_while_the_minutes_are_written_is_not_lost(
    client, innkalt, tillitsvalgt, avdelingsdirektor
):
    tor = innkalt.parter.get(person=tillitsvalgt.person)
    adresse = reverse("planer:drofting-hold", args=[innkalt.pk])
    client.force_login(avdelingsdirektor)
    form = client.get(adresse).context["form"]
    data = {felt.html_name: felt.value() or "" for felt in form} | {"sett": form.sett, "utfall": "enige"}
    prosess.si_syn(tor, Endring({"syn": "I arbeidstiden."}), bruker=tillitsvalgt)

    uenig = client.post(adresse, data | {f"syn_{tor.pk}": "Bra."}).context["form"]
    assert [ett.andres for ett in uenig.uenigheter] == ["I arbeidstiden."]
    client.post(adresse, data)

    assert innkalt.parter.get(pk=tor.pk).syn == "I arbeidstiden."


def test_a_party_with_two_pages_open_is_told(client, innkalt, tillitsvalgt):
    tor = innkalt.parter.get(person=tillitsvalgt.person)
    adresse = reverse("planer:droftingspart-syn", args=[tor.pk])
    client.force_login(tillitsvalgt)
    sett = client.get(adresse).context["form"].sett
    client.post(adresse, {"syn": "Først.", "sett": sett})

    svar = client.post(adresse, {"syn": "Så.", "sett": sett})

    assert [ett.andres for ett in svar.context["form"].uenigheter] == ["Først."]
    assert innkalt.parter.get(pk=tor.pk).syn == "Først."


def test_what_is_called_off_is_told_and_can_be_called_in_again(plan, innkalt, avdelingsdirektor, tillitsvalgt):
    prosess.avlys(plan, bruker=avdelingsdirektor)

    ny = prosess.kall_inn(plan, bruker=avdelingsdirektor, mote=timezone.localdate(), andre=["NITO"])

    assert [en.status for en in Drofting.objects.order_by("pk")] == ["avlyst", "innkalt"]
    assert "avlyst" in Varsel.objects.filter(mottaker=tillitsvalgt).latest("pk").emne
    assert ny.parter.count() == 1


def test_a_discussion_from_call_to_minutes_on_the_pages(client, plan, avdelingsdirektor, tillitsvalgt):
    client.force_login(avdelingsdirektor)
    rolle = prosess.representanter(plan)[0]
    svar = client.post(
        reverse("planer:plan-drofting", args=[plan.pk]),
        {"mote": f"{timezone.localdate():%d.%m.%Y}", "roller": [rolle.pk], "andre": "NITO\n\nNSF"},
    )
    drofting = Drofting.objects.get()
    assert svar["Location"] == drofting.get_absolute_url()
    assert "Kan veilede nye" in client.get(svar["Location"]).content.decode()
    hold = reverse("planer:drofting-hold", args=[drofting.pk])
    form = client.get(hold).context["form"]
    data = {navn: felt.value() for navn, felt in ((felt.name, felt) for felt in form)}
    data = {navn: verdi for navn, verdi in data.items() if verdi is not None}

    feil = client.post(hold, {**data, "dato": "i går"})
    assert "Ble dere enige?" in feil.content.decode()
    client.post(hold, {**data, "dato": f"{timezone.localdate():%d.%m.%Y}", "utfall": "enige"})

    drofting.refresh_from_db()
    assert (drofting.status, drofting.utfall) == ("holdt", "enige")
    assert [part.part for part in drofting.parter.all()] == ["Tillitsvalgt, Tor Test", "NITO", "NSF"]
