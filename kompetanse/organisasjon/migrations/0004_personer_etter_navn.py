from django.db import migrations


class Migration(migrations.Migration):
    """People in Norwegian order without sorting them all; an expression index, so plain SQL."""

    dependencies = [("organisasjon", "0003_mellomlager"), ("felles", "0001_database")]

    operations = [
        migrations.RunSQL(
            "create index person_etter_navn on organisasjon_person"
            " (kommune_id, nb_sort(etternavn::text), nb_sort(fornavn::text), id)",
            "drop index person_etter_navn",
        )
    ]
