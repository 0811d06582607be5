from django.db import migrations, models


class Migration(migrations.Migration):
    """A message is mailed to the address that its recipient has when it is sent; the copy goes."""

    dependencies = [("felles", "0004_engangslenke")]

    operations = [
        migrations.RemoveIndex(model_name="varsel", name="varsel_usendt"),
        migrations.RemoveField(model_name="varsel", name="epost"),
        migrations.AddIndex(
            model_name="varsel",
            index=models.Index(
                fields=["opprettet"], name="varsel_usendt", condition=models.Q(sendt__isnull=True, med_epost=True)
            ),
        ),
    ]
