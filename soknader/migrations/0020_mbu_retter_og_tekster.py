
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from kompetanse.felles import triggere


class Migration(migrations.Migration):

    dependencies = [
        ('soknader', '0019_eier_enhet_og_nummer'),
    ]

    operations = [
        triggere.FjernTrigger(
            model_name='mbusak',
            name='insert_insert',
        ),
        triggere.FjernTrigger(
            model_name='mbusak',
            name='update_update',
        ),
        triggere.FjernTrigger(
            model_name='mbusak',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='mbusak',
            name='retter',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rettelser', to='soknader.mbusak'),
        ),
        migrations.AddField(
            model_name='mbusakevent',
            name='retter',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='soknader.mbusak'),
        ),
        migrations.AddField(
            model_name='soknadsoppsett',
            name='forslag_uten_soknader',
            field=models.TextField(default='Medbestemmelsesutvalget tar oversikten over sentrale kompetansemidler til orientering.', verbose_name='forslag til vedtak uten søknader'),
        ),
        migrations.AddField(
            model_name='soknadsoppsett',
            name='oremerking_tekst',
            field=models.TextField(blank=True, default='Deler av de sentrale midlene kan øremerkes til prioriterte etatsovergripende satsinger: personvern og informasjonssikkerhet, digital kompetanse, Office 365, leder- og medarbeiderutvikling.', verbose_name='om øremerking'),
        ),
        migrations.AddField(
            model_name='soknadsoppsett',
            name='strategi_tekst',
            field=models.TextField(blank=True, default='Overordnet kompetansestrategi er under arbeid. Frem til den er ferdig, fordeles sentrale kompetansemidler av etatsledergruppen. MBU orienteres fortløpende om bruken av de sentrale kompetansemidlene.', verbose_name='om kompetansestrategien'),
        ),
        triggere.LeggTilTrigger(
            model_name='mbusak',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_mbusakevent" ("aar", "besluttet_tekst", "forslag_til_vedtak", "id", "kommune_id", "motedato", "opprettet", "opprettet_av_id", "organisering_tekst", "pdf_id", "per_dato", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ramme_tekst", "retter_id", "saksbehandler", "saksnummer", "sendt", "sendt_av_id", "soknader_overskrift", "soknader_tekst", "status", "tittel", "vedtak", "vedtaksdato") SELECT new_values."aar", new_values."besluttet_tekst", new_values."forslag_til_vedtak", new_values."id", new_values."kommune_id", new_values."motedato", new_values."opprettet", new_values."opprettet_av_id", new_values."organisering_tekst", new_values."pdf_id", new_values."per_dato", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."ramme_tekst", new_values."retter_id", new_values."saksbehandler", new_values."saksnummer", new_values."sendt", new_values."sendt_av_id", new_values."soknader_overskrift", new_values."soknader_tekst", new_values."status", new_values."tittel", new_values."vedtak", new_values."vedtaksdato" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a094d389b4f0b30f549b0b1032a7cd3ad632acba', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_85f22', referencing='REFERENCING NEW TABLE AS new_values ', table='soknader_mbusak', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='mbusak',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_mbusakevent" ("aar", "besluttet_tekst", "forslag_til_vedtak", "id", "kommune_id", "motedato", "opprettet", "opprettet_av_id", "organisering_tekst", "pdf_id", "per_dato", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ramme_tekst", "retter_id", "saksbehandler", "saksnummer", "sendt", "sendt_av_id", "soknader_overskrift", "soknader_tekst", "status", "tittel", "vedtak", "vedtaksdato") SELECT new_values."aar", new_values."besluttet_tekst", new_values."forslag_til_vedtak", new_values."id", new_values."kommune_id", new_values."motedato", new_values."opprettet", new_values."opprettet_av_id", new_values."organisering_tekst", new_values."pdf_id", new_values."per_dato", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."ramme_tekst", new_values."retter_id", new_values."saksbehandler", new_values."saksnummer", new_values."sendt", new_values."sendt_av_id", new_values."soknader_overskrift", new_values."soknader_tekst", new_values."status", new_values."tittel", new_values."vedtak", new_values."vedtaksdato" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f0224c6e285aca0a156256a69f90f063731f9d40', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_45086', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='soknader_mbusak', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='mbusak',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_mbusakevent" ("aar", "besluttet_tekst", "forslag_til_vedtak", "id", "kommune_id", "motedato", "opprettet", "opprettet_av_id", "organisering_tekst", "pdf_id", "per_dato", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ramme_tekst", "retter_id", "saksbehandler", "saksnummer", "sendt", "sendt_av_id", "soknader_overskrift", "soknader_tekst", "status", "tittel", "vedtak", "vedtaksdato") SELECT old_values."aar", old_values."besluttet_tekst", old_values."forslag_til_vedtak", old_values."id", old_values."kommune_id", old_values."motedato", old_values."opprettet", old_values."opprettet_av_id", old_values."organisering_tekst", old_values."pdf_id", old_values."per_dato", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."ramme_tekst", old_values."retter_id", old_values."saksbehandler", old_values."saksnummer", old_values."sendt", old_values."sendt_av_id", old_values."soknader_overskrift", old_values."soknader_tekst", old_values."status", old_values."tittel", old_values."vedtak", old_values."vedtaksdato" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7d74ee25755aebc77867a7ce88cdbe0b56451c1d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c4132', referencing='REFERENCING OLD TABLE AS old_values ', table='soknader_mbusak', when='AFTER')),
        ),
    ]
