import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before get the same checklist as new ones."""
    punkter = tomllib.loads((INNHOLD / "sjekkliste.toml").read_text(encoding="utf-8"))["sjekkpunkt"]
    modell = apps.get_model("planer", "Sjekkpunkt")
    with vegg.alle_kommuner():
        for kommune in apps.get_model("organisasjon", "Kommune").objects.all():
            modell.objects.bulk_create(
                modell(kommune=kommune, **punkt, rekkefolge=10 * plass) for plass, punkt in enumerate(punkter, start=1)
            )


class Migration(migrations.Migration):
    dependencies = [("planer", "0032_moter_og_innstilling")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
