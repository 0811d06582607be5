import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("soknader", "0004_mote_fryses")]

    operations = [
        migrations.AddIndex(
            model_name="soknad",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("tittel", "beskrivelse", "begrunnelse", config="norwegian"),
                name="soknad_fritekst",
            ),
        ),
    ]
