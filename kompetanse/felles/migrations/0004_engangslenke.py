import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kompetanse.felles import vegg

LENKER = {
    "/konto/passord/nytt/": "kompetanse.organisasjon.innlogging.nytt_passord",
    "/organisasjon/invitasjon/": "kompetanse.organisasjon.invitasjon.brev",
}


def uten_lenker(apps, schema_editor):
    """Messages that give an account to who reads them are deleted; mail that still waited is asked for anew.

    For the rest, an address in the row meant that it was to be mailed too.
    """
    Varsel, Engangslenke = apps.get_model("felles", "Varsel"), apps.get_model("felles", "Engangslenke")
    with vegg.alle_kommuner():
        for begynnelse, lag in LENKER.items():
            hemmelige = Varsel.objects.filter(lenke__startswith=begynnelse)
            venter = hemmelige.exclude(epost="").filter(sendt__isnull=True, mottaker__isnull=False)
            mottakere = set(venter.values_list("mottaker", flat=True))
            Engangslenke.objects.bulk_create([Engangslenke(mottaker_id=pk, lag=lag) for pk in mottakere])
            hemmelige.delete()
        Varsel.objects.exclude(epost="").update(med_epost=True)


class Migration(migrations.Migration):
    dependencies = [
        ("felles", "0003_koblinger"),
        ("organisasjon", "0006_eksport"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Engangslenke",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opprettet", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opprettet")),
                ("forsok", models.PositiveSmallIntegerField(default=0, verbose_name="forsøk")),
                ("siste_feil", models.TextField(blank=True, verbose_name="siste feil")),
                ("lag", models.CharField(max_length=200)),
                (
                    "mottaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "engangslenke",
                "verbose_name_plural": "engangslenker",
                "constraints": [
                    models.UniqueConstraint(fields=("mottaker", "lag"), name="engangslenke_en_av_hvert_slag")
                ],
            },
        ),
        migrations.AddField(
            model_name="varsel",
            name="med_epost",
            field=models.BooleanField(default=False, verbose_name="også på e-post"),
        ),
        migrations.RunPython(uten_lenker, migrations.RunPython.noop),
    ]
