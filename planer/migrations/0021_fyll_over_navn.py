from django.db import migrations
from django.db.models import OuterRef, Subquery

from kompetanse.felles import vegg


def fyll(apps, schema_editor):
    """Goals of people that were tied before keep what the goal above is called now."""
    Maal = apps.get_model("planer", "Maal")
    navn = Maal.objects.filter(pk=OuterRef("over")).values("navn")
    with vegg.alle_kommuner():
        Maal.objects.filter(plan__person__isnull=False, over__isnull=False).update(over_navn=Subquery(navn))


class Migration(migrations.Migration):
    dependencies = [("planer", "0020_over_navn")]
    operations = [migrations.RunPython(fyll, migrations.RunPython.noop)]
