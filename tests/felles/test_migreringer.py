"""What older rows become."""

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from kompetanse.felles.migrering import paa_stedet
from tests.migrering import migrer


@pytest.mark.django_db
def test_old_messages_with_a_link_to_an_account_are_gone_and_those_that_waited_are_asked_for_anew(ada, bo):
    Gammelt = migrer("felles", "0003_koblinger").get_model("felles", "Varsel")
    felles = {"kommune_id": ada.kommune_id, "emne": "Hei", "tekst": "Hei"}
    nytt_passord, invitasjon = "/konto/passord/nytt/2-abc/", "/organisasjon/invitasjon/xyz/"
    for mottaker, epost, lenke, sendt in [
        (ada, ada.epost, nytt_passord, None),
        (ada, ada.epost, nytt_passord, None),
        (ada, ada.epost, "/soknader/1/", None),
        (ada, "", "/soknader/2/", None),
        (bo, bo.epost, nytt_passord, bo.opprettet),
        (bo, "", invitasjon, None),
        (bo, bo.epost, invitasjon, None),
    ]:
        Gammelt.objects.create(mottaker_id=mottaker.pk, epost=epost, lenke=lenke, sendt=sendt, **felles)

    apper = migrer("felles", "0004_engangslenke")
    Varsel, Engangslenke = apper.get_model("felles", "Varsel"), apper.get_model("felles", "Engangslenke")

    assert sorted(Varsel.objects.values_list("lenke", "med_epost")) == [("/soknader/1/", True), ("/soknader/2/", False)]
    assert sorted(Engangslenke.objects.values_list("mottaker", "lag")) == sorted(
        [
            (ada.pk, "kompetanse.organisasjon.innlogging.nytt_passord"),
            (bo.pk, "kompetanse.organisasjon.invitasjon.brev"),
        ]
    )


def test_migrations_add_triggers_without_rendering_the_models_anew():
    """Write `triggere.LeggTilTrigger` and `triggere.FjernTrigger` where makemigrations wrote those of pgtrigger."""
    egne = {app.label for app in apps.get_app_configs() if "site-packages" not in app.path}
    dyre = [
        f"{en.app_label}.{en.name}"
        for en in MigrationLoader(None).disk_migrations.values()
        if en.app_label in egne and any(type(ett) in (AddTrigger, RemoveTrigger) for ett in en.operations)
    ]

    assert dyre == []


def tegnet(*operasjoner):
    """The models as the operations leave them, when they were rendered before the first."""
    state = ProjectState()
    assert list(state.apps.get_models()) == []
    for operasjon in operasjoner:
        operasjon.state_forwards("bibliotek", state)
    return {
        modell.__name__: (
            sorted(str(felt) for felt in modell._meta.get_fields()),
            [regel.name for regel in modell._meta.constraints],
            [indeks.name for indeks in modell._meta.indexes],
        )
        for modell in state.apps.get_models(include_auto_created=True)
    }


def test_models_that_are_changed_in_place_are_as_those_that_are_rendered_anew():
    operasjoner = (
        operations.CreateModel("Forfatter", [("id", models.BigAutoField(primary_key=True))]),
        operations.CreateModel(
            "Bok", [("id", models.BigAutoField(primary_key=True)), ("sider", models.IntegerField())]
        ),
        operations.AddField("Bok", "forfatter", models.ForeignKey("bibliotek.Forfatter", models.PROTECT)),
        operations.AddField("Forfatter", "leser", models.ManyToManyField("bibliotek.Bok", related_name="lesere")),
        operations.AddField("Bok", "tittel", models.TextField(default="Uten navn"), preserve_default=False),
        operations.AddConstraint("Bok", models.CheckConstraint(condition=models.Q(sider__gt=0), name="bok_har_sider")),
        operations.AddIndex("Bok", models.Index(fields=["tittel"], name="bok_tittel")),
        operations.AlterField("Bok", "sider", models.PositiveIntegerField()),
        operations.CreateModel(
            "Utlaan",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("bok", models.ForeignKey("bibliotek.Bok", models.CASCADE)),
            ],
        ),
    )
    anew = tegnet(*operasjoner)

    with paa_stedet():
        assert tegnet(*operasjoner) == anew
