import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"


def fyll(apps, schema_editor):
    """The kommuner that were here before there was a wheel get the same as new ones."""
    aktiviteter = tomllib.loads((INNHOLD / "aarshjul.toml").read_text(encoding="utf-8"))["aktivitet"]
    Aarsaktivitet = apps.get_model("planer", "Aarsaktivitet")
    Rolletype = apps.get_model("organisasjon", "Rolletype")
    with vegg.alle_kommuner():
        for rot in apps.get_model("organisasjon", "Enhet").objects.filter(depth=1):
            for rad in aktiviteter:
                roller = Rolletype.objects.filter(kommune_id=rot.kommune_id, kode__in=rad.get("roller", ()))
                felt = {navn: verdi for navn, verdi in rad.items() if navn != "roller"}
                Aarsaktivitet.objects.create(kommune_id=rot.kommune_id, enhet=rot, **felt).roller.set(roller)


class Migration(migrations.Migration):
    dependencies = [("planer", "0026_aarshjul")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
