from django.db import migrations

from kompetanse.felles import vegg
from kompetanse.felles.avsnitt import avsnitt

TEKSTER = ("ramme_tekst", "organisering_tekst", "soknader_tekst", "besluttet_tekst", "forslag_til_vedtak")


def til_rik_tekst(apps, schema_editor):
    """The words stay; their points and paragraphs become tags. Without the triggers: a sent case is frozen, and nobody has
    changed anything that history should tell of."""
    MbuSak = apps.get_model("soknader", "MbuSak")
    with vegg.alle_kommuner():
        saker = list(MbuSak.objects.only("pk", *TEKSTER))
        for sak in saker:
            for felt in TEKSTER:
                setattr(sak, felt, str(avsnitt(getattr(sak, felt))))
        schema_editor.execute("alter table soknader_mbusak disable trigger user")
        MbuSak.objects.bulk_update(saker, TEKSTER, batch_size=100)
        # A table is not altered while checks of its rows wait.
        schema_editor.execute("set constraints all immediate")
        schema_editor.execute("alter table soknader_mbusak enable trigger user")


class Migration(migrations.Migration):
    """The texts of a case to MBU were plain text with a few signs."""

    dependencies = [("soknader", "0021_innsending")]

    operations = [migrations.RunPython(til_rik_tekst, migrations.RunPython.noop)]
