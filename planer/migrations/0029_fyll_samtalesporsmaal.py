import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before prepare their talks by the same questions as new ones."""
    alle = tomllib.loads((INNHOLD / "samtale.toml").read_text(encoding="utf-8"))["sporsmaal"]
    modell = apps.get_model("planer", "Samtalesporsmaal")
    with vegg.alle_kommuner():
        for kommune in apps.get_model("organisasjon", "Kommune").objects.all():
            modell.objects.bulk_create(
                modell(kommune=kommune, **ett, rekkefolge=10 * plass) for plass, ett in enumerate(alle, start=1)
            )


class Migration(migrations.Migration):
    dependencies = [("planer", "0028_samtale")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
