import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before write their cases in the same parts as new ones."""
    deler = tomllib.loads((INNHOLD / "vedtak.toml").read_text(encoding="utf-8"))["saksdel"]
    modell = apps.get_model("planer", "Saksdelmal")
    with vegg.alle_kommuner():
        for kommune in apps.get_model("organisasjon", "Kommune").objects.all():
            modell.objects.bulk_create(
                modell(kommune=kommune, **del_, rekkefolge=10 * plass) for plass, del_ in enumerate(deler, start=1)
            )


class Migration(migrations.Migration):
    dependencies = [("planer", "0018_saksdelmal")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
