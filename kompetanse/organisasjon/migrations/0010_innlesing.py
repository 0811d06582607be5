from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of the import take the shape of the shared ones; and a person may have one name only."""

    dependencies = [("organisasjon", "0009_treversjon")]

    operations = [
        migrations.RenameField("importlinje", "ansattnummer", "nokkel"),
        migrations.AlterField("importlinje", "slag", models.CharField(max_length=10)),
        migrations.AddField("import", "lesing", models.JSONField(default=dict)),
        *(
            migrations.AlterField(modell, felt, models.CharField(blank=True, max_length=80, verbose_name=felt))
            for modell in ("person", "personevent")
            for felt in ("fornavn", "etternavn")
        ),
    ]
