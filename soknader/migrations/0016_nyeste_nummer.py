from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    """The search across everything shows the newest: it reads from there on, until it has found enough."""

    dependencies = [("soknader", "0015_avgjort_fryses")]

    operations = [
        migrations.AddIndex(
            model_name="soknad",
            index=models.Index(
                F("kommune"), F("aar").desc(), F("lopenummer").desc(nulls_last=True), name="soknad_nyeste_nummer"
            ),
        ),
    ]
