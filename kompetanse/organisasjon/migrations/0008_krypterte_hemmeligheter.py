from django.db import migrations

from kompetanse.felles.hemmelig import dekrypter, krypter


def krypter_alle(apps, schema_editor):
    """What the second step rests on was stored as text: the app's secret, and the seed of the recovery codes."""
    _skriv_om(apps, krypter)


def dekrypter_alle(apps, schema_editor):
    _skriv_om(apps, dekrypter)


def _skriv_om(apps, gjor):
    for rad in apps.get_model("mfa", "Authenticator").objects.all():
        rad.data |= {navn: gjor(rad.data[navn]) for navn in {"secret", "seed"} & rad.data.keys()}
        rad.save(update_fields=["data"])
    # Sessions are written in another way too: they go, and everyone signs in again.
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisasjon", "0007_navneord"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(krypter_alle, dekrypter_alle)]
