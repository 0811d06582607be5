import tomllib
from pathlib import Path

from django.db import migrations

from kompetanse.felles import vegg

INNHOLD = Path(__file__).resolve().parent.parent / "innhold"
ENIG = {"valg": ["Helt uenig", "Helt enig"], "valg_nn": ["Heilt ueinig", "Heilt einig"]}


def fyll(apps, schema_editor):
    """The kommuner that were here before get the same forms, defaults and rules as new ones."""
    skjemaer, nivaaer = (
        tomllib.loads((INNHOLD / f"{navn}.toml").read_text(encoding="utf-8")) for navn in ("skjemaer", "nivaaer")
    )
    Kommune = apps.get_model("organisasjon", "Kommune")
    Nivaastandard, Evalueringsregel = (
        apps.get_model("evaluering", navn) for navn in ("Nivaastandard", "Evalueringsregel")
    )
    with vegg.alle_kommuner():
        for kommune in Kommune.objects.all():
            egne = {rad["navn"]: _skjema(apps, kommune, **rad) for rad in skjemaer["skjema"]}
            Nivaastandard.objects.bulk_create(
                Nivaastandard(kommune=kommune, **rad | {"skjema": egne.get(rad.get("skjema"))}) for rad in nivaaer["niva"]
            )
            Evalueringsregel.objects.bulk_create(Evalueringsregel(kommune=kommune, **rad) for rad in nivaaer["regel"])


def _skjema(apps, kommune, *, sporsmal, **felt):
    Skjema, Skjemaversjon, Sporsmal = (
        apps.get_model("evaluering", navn) for navn in ("Skjema", "Skjemaversjon", "Sporsmal")
    )
    skjema = Skjema.objects.create(kommune=kommune, **felt)
    versjon = Skjemaversjon.objects.create(kommune=kommune, skjema=skjema)
    Sporsmal.objects.bulk_create(
        Sporsmal(
            **(ENIG if rad.get("slag", "skala") == "skala" else {}) | rad,
            kommune=kommune,
            versjon=versjon,
            rekkefolge=10 * plass,
        )
        for plass, rad in enumerate(sporsmal, start=1)
    )
    return skjema


class Migration(migrations.Migration):
    dependencies = [("evaluering", "0003_sporsmaal")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
