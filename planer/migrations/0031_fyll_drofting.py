import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before begin with the same agenda and checklist as new ones."""
    innhold = tomllib.loads((INNHOLD / "drofting.toml").read_text(encoding="utf-8"))
    with vegg.alle_kommuner():
        for kommune in apps.get_model("organisasjon", "Kommune").objects.all():
            for navn, rader in (("Dagsordenpunkt", innhold["dagsorden"]), ("Forarbeidspunkt", innhold["forarbeid"])):
                modell = apps.get_model("planer", navn)
                modell.objects.bulk_create(
                    modell(kommune=kommune, **rad, rekkefolge=10 * plass) for plass, rad in enumerate(rader, start=1)
                )


class Migration(migrations.Migration):
    dependencies = [("planer", "0030_drofting_mote")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
