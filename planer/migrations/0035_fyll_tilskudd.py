import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before get the same list of grants as new ones."""
    tilskudd = tomllib.loads((INNHOLD / "tilskudd.toml").read_text(encoding="utf-8"))["tilskudd"]
    Tilskudd, Visning = apps.get_model("planer", "Tilskudd"), apps.get_model("planer", "Visning")
    with vegg.alle_kommuner():
        for kommune in apps.get_model("organisasjon", "Kommune").objects.all():
            visninger = {visning.navn: visning for visning in Visning.objects.filter(kommune=kommune)}
            Tilskudd.objects.bulk_create(
                Tilskudd(
                    kommune=kommune,
                    **{navn: tekst.strip() for navn, tekst in rad.items()} | {"visning": visninger.get(rad.get("visning"))},
                )
                for rad in tilskudd
            )


class Migration(migrations.Migration):
    dependencies = [("planer", "0034_tilskudd")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
