import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold" / "handlingsplan.toml"


def fyll(apps, schema_editor):
    """The kommuner that were here before start with the same views of the handlingsplan as new ones."""
    kommuner, modell = apps.get_model("organisasjon", "Kommune"), lambda navn: apps.get_model("planer", navn)
    visninger = tomllib.loads(INNHOLD.read_text(encoding="utf-8"))["visning"]
    with vegg.alle_kommuner():
        for kommune in kommuner.objects.all():
            for plass, visning in enumerate(visninger, start=1):
                ny = modell("Visning").objects.create(kommune=kommune, navn=visning["navn"], rekkefolge=10 * plass)
                modell("Visningskolonne").objects.bulk_create(
                    modell("Visningskolonne")(
                        kommune=kommune, visning=ny, innhold=innhold, overskrift=overskrift, rekkefolge=10 * nummer
                    )
                    for nummer, (innhold, overskrift) in enumerate(visning["kolonner"], start=1)
                )


class Migration(migrations.Migration):
    dependencies = [("planer", "0011_handlingsplan")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
