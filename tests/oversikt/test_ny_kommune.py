"""`manage.py ny_kommune`: complete, invited, alone, and refused with a reason."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker, Enhet, Kommune, Person, Rolle, Rolletype
from soknader.models import Kjedesteg, Soknadsoppsett

pytestmark = pytest.mark.usefixtures("ingen_kommune")
VALG = {"nummer": "3999", "navn": "Prøveby kommune", "hr_epost": "Kari@Proveby.test", "hr_navn": "Kari Anne Nordmann"}
PASSORD = "blå gress på taket"


def ny_kommune(**endret):
    """Run the command; returns what it wrote."""
    ut = io.StringIO()
    call_command("ny_kommune", stdout=ut, **VALG | endret)
    return ut.getvalue()


def test_the_kommune_gets_its_defaults_and_its_first_hr_user():
    ny_kommune(nivaa="Sektor, Avdeling,Seksjon", malform="nn")

    kommune = Kommune.objects.get(nummer="3999")
    assert (kommune.navn, kommune.malform) == ("Prøveby kommune", "nn")
    assert kommune.nivaanavn == ["Kommune", "Sektor", "Avdeling", "Seksjon"]
    with vegg.innenfor(kommune.pk):
        assert [enhet.navn for enhet in Enhet.objects.all()] == ["Prøveby kommune"]
        assert Rolletype.objects.count() == 11
        assert Kjedesteg.objects.count() == 4
        assert Soknadsoppsett.objects.count() == 1
        person = Person.objects.get()
        assert (person.fornavn, person.etternavn, person.epost) == ("Kari Anne", "Nordmann", "kari@proveby.test")
        assert [str(rolle) for rolle in Rolle.objects.all()] == ["HR-rådgiver, Prøveby kommune"]
    assert Bruker.objects.get(kommune=kommune).malform == "nn"


def test_the_printed_link_lets_the_first_hr_user_in(client):
    lenke = re.search(r"https?://[^/]+(/\S+)", ny_kommune()).group(1)

    client.post(lenke, {"new_password1": PASSORD, "new_password2": PASSORD})

    for navn in ("enhet-list", "person-list", "rolle-list", "kommune-update", "oppslag-list", "rolle-create"):
        assert client.get(reverse(f"organisasjon:{navn}")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("endret", "melding"),
    [
        ({"nummer": "399"}, "er ikke fire siffer"),
        ({"nummer": "39 9"}, "er ikke fire siffer"),
        ({"navn": "  "}, "Oppgi navnet på kommunen"),
        ({"navn": "N" * 500}, "tegn"),
        ({"hr_epost": "kari"}, "e-postadresse"),
        ({"hr_navn": "Kari"}, "både fornavn og etternavn"),
        ({"nivaa": "Bare ett"}, "to til seks nivåer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(endret, melding):
    with pytest.raises(CommandError, match=melding):
        ny_kommune(**endret)

    assert not Kommune.objects.exists()
    assert not Bruker.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("endret", "melding"),
    [
        ({"hr_epost": "b@b.test", "navn": "Annen"}, "Kommunenummer 3999 er i bruk av Prøveby kommune"),
        ({"hr_epost": "b@b.test", "nummer": "3998"}, "finnes allerede en kommune som heter"),
        ({"nummer": "3998", "navn": "Annen"}, "har allerede en konto"),
    ],
)
def test_what_is_there_already_is_refused(endret, melding):
    ny_kommune()

    with pytest.raises(CommandError, match=melding):
        ny_kommune(**endret)

    assert Kommune.objects.count() == 1


def test_two_municipalities_never_see_each_other(client, tre, hr, soker):
    lenke = re.search(r"https?://[^/]+(/\S+)", ny_kommune()).group(1)
    egne = [
        hr.person.get_absolute_url(),
        reverse("organisasjon:person-log", args=[hr.person_id]),
        *(reverse(f"organisasjon:enhet-{navn}", args=[tre.ikt.pk]) for navn in ENHETSSIDER),
        *(
            reverse(f"organisasjon:{navn}", args=[Rolle.objects.get().pk])
            for navn in ("rolle-end", "stedfortreder-create")
        ),
        reverse("organisasjon:rolletype-update", args=[Rolletype.objects.first().pk]),
    ]
    client.post(lenke, {"new_password1": PASSORD, "new_password2": PASSORD})

    assert [client.get(adresse).status_code for adresse in egne] == [404] * len(egne)
    for navn, sporring in LISTER:
        assert not re.search(r"\b(Siri|Ivar|IKT|Fjordby)", client.get(reverse(navn), sporring).content.decode())


ENHETSSIDER = ("detail", "people", "history", "create", "rename", "move", "merge", "close")
LISTER = [
    ("organisasjon:enhet-list", {"aapen": "alle"}),
    ("organisasjon:enhet-list", {"q": "kontor"}),
    ("organisasjon:person-list", {"hvem": "alle"}),
    ("organisasjon:person-list", {"q": "test"}),
    ("organisasjon:rolle-list", {"vis": "alle"}),
    ("organisasjon:oppslag-list", {}),
    ("organisasjon:enhet-suggest", {"q": "kontor"}),
    ("organisasjon:person-suggest", {"q": "test"}),
]
