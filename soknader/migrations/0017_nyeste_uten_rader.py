from django.db import migrations, models


class Migration(migrations.Migration):
    """The last page of the register is reached by the index alone."""

    dependencies = [("soknader", "0016_nyeste_nummer")]

    operations = [
        migrations.RemoveIndex(model_name="soknad", name="soknad_nyeste"),
        migrations.AddIndex(
            model_name="soknad",
            index=models.Index(
                fields=["kommune", "-opprettet", "-id"], include=["status", "soker"], name="soknad_nyeste"
            ),
        ),
    ]
