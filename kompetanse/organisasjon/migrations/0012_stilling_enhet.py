from django.db import migrations, models


class Migration(migrations.Migration):
    """Who works in a unit is read from the index alone."""

    dependencies = [("organisasjon", "0011_plasser_for_kommunen")]

    operations = [
        migrations.RemoveIndex(model_name="stilling", name="stilling_enhet_til"),
        migrations.AddIndex(
            model_name="stilling",
            index=models.Index(fields=["enhet", "til"], include=["person", "kommune"], name="stilling_enhet_til"),
        ),
    ]
