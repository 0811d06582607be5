import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before there were plans get the same bodies as new ones."""
    organer = tomllib.loads((INNHOLD / "vedtak.toml").read_text(encoding="utf-8"))["organ"]
    with vegg.alle_kommuner():
        for kommune in apps.get_model("organisasjon", "Kommune").objects.all():
            apps.get_model("planer", "Vedtaksorgan").objects.bulk_create(
                apps.get_model("planer", "Vedtaksorgan")(kommune=kommune, nivaa=nivaa, **organ)
                for nivaa, organ in organer.items()
            )


class Migration(migrations.Migration):
    dependencies = [("planer", "0009_vedtak")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
