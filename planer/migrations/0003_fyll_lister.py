import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before there were plans start with the same words as new ones."""
    kommuner, modell = apps.get_model("organisasjon", "Kommune"), lambda navn: apps.get_model("planer", navn)
    lister, mal = (tomllib.loads((INNHOLD / f"{navn}.toml").read_text(encoding="utf-8")) for navn in ("lister", "mal"))
    with vegg.alle_kommuner():
        for kommune in kommuner.objects.all():
            modell("Listeverdi").objects.bulk_create(
                modell("Listeverdi")(kommune=kommune, liste=liste, kode=kode, navn=navn, rekkefolge=10 * plass)
                for liste, verdier in lister.items()
                for plass, (kode, navn) in enumerate(verdier.items(), start=1)
            )
            for navn, rader in (("Seksjonsmal", mal["seksjon"]), ("Refleksjonssporsmaal", mal["sporsmaal"])):
                modell(navn).objects.bulk_create(
                    modell(navn)(kommune=kommune, **rad, rekkefolge=10 * plass)
                    for plass, rad in enumerate(rader, start=1)
                )


class Migration(migrations.Migration):
    dependencies = [("planer", "0002_planene")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
