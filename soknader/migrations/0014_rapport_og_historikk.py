import django.db.models.deletion
import django.utils.timezone
import kompetanse.felles.vegg
import pgtrigger.compiler
from kompetanse.felles import triggere
import soknader.models.ramme
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A report changes by corrections alone; attachments and budget lines get a history."""

    dependencies = [
        ('organisasjon', '0011_plasser_for_kommunen'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('soknader', '0013_fyll_fra_hendelser'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BudsjettlinjeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('hva', models.CharField(max_length=200, verbose_name='hva')),
                ('belop', soknader.models.ramme.BelopField(decimal_places=2, max_digits=14, verbose_name='beløp')),
                ('mva', models.CharField(choices=[('uten', 'uten mva.'), ('med', 'med mva.'), ('ikke_oppgitt', 'ikke oppgitt')], default='uten', max_length=15, verbose_name='mva.')),
                ('rekkefolge', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VedleggEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('filnavn', models.CharField(max_length=200, verbose_name='filnavn')),
                ('mime', models.CharField(max_length=100)),
                ('lagringssti', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('storrelse', models.PositiveIntegerField(verbose_name='størrelse')),
                ('lastet_opp', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lastet opp')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterField(
            model_name='inhabilitet',
            name='soknad',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inhabile', to='soknader.soknad'),
        ),
        triggere.LeggTilTrigger(
            model_name='budsjettlinje',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_budsjettlinjeevent" ("belop", "hva", "id", "kommune_id", "mva", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "soknad_id") SELECT new_values."belop", new_values."hva", new_values."id", new_values."kommune_id", new_values."mva", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rekkefolge", new_values."soknad_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1d182d352011e8c314342ba80d5f5b3b5519fc65', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e2995', referencing='REFERENCING NEW TABLE AS new_values ', table='soknader_budsjettlinje', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='budsjettlinje',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_budsjettlinjeevent" ("belop", "hva", "id", "kommune_id", "mva", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "soknad_id") SELECT new_values."belop", new_values."hva", new_values."id", new_values."kommune_id", new_values."mva", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rekkefolge", new_values."soknad_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d35b4feb023c41f7af7710a837b61915e1858744', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7096a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='soknader_budsjettlinje', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='budsjettlinje',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_budsjettlinjeevent" ("belop", "hva", "id", "kommune_id", "mva", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rekkefolge", "soknad_id") SELECT old_values."belop", old_values."hva", old_values."id", old_values."kommune_id", old_values."mva", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rekkefolge", old_values."soknad_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7ce7ee31c851d9a85fdfa1ecf5790caaefa634bc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4f756', referencing='REFERENCING OLD TABLE AS old_values ', table='soknader_budsjettlinje', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='sluttrapport',
            trigger=pgtrigger.compiler.Trigger(name='sluttrapport_slettes_ikke', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5541c32c9b61b529a5a53f238d72a372e8560a17', operation='DELETE', pgid='pgtrigger_sluttrapport_slettes_ikke_183f4', table='soknader_sluttrapport', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='sluttrapport',
            trigger=pgtrigger.compiler.Trigger(name='sluttrapport_rettes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.rettelser IS DISTINCT FROM OLD.rettelser + 1)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e9095f8095ea9bb3148ab4c7f3a4f0929cf8c070', operation='UPDATE', pgid='pgtrigger_sluttrapport_rettes_e7b5a', table='soknader_sluttrapport', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='vedlegg',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_vedleggevent" ("filnavn", "id", "kommune_id", "lagringssti", "lastet_opp", "lastet_opp_av_id", "mime", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "soknad_id", "storrelse") SELECT new_values."filnavn", new_values."id", new_values."kommune_id", new_values."lagringssti", new_values."lastet_opp", new_values."lastet_opp_av_id", new_values."mime", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sha256", new_values."soknad_id", new_values."storrelse" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8bb2f636a606dd9606ce962e3d1d22ba18218cb4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_30e23', referencing='REFERENCING NEW TABLE AS new_values ', table='soknader_vedlegg', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='vedlegg',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_vedleggevent" ("filnavn", "id", "kommune_id", "lagringssti", "lastet_opp", "lastet_opp_av_id", "mime", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "soknad_id", "storrelse") SELECT new_values."filnavn", new_values."id", new_values."kommune_id", new_values."lagringssti", new_values."lastet_opp", new_values."lastet_opp_av_id", new_values."mime", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sha256", new_values."soknad_id", new_values."storrelse" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c3f458004a6faa52e6b0187a1c48e3c26d1ced39', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b41cb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='soknader_vedlegg', when='AFTER')),
        ),
        triggere.LeggTilTrigger(
            model_name='vedlegg',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "soknader_vedleggevent" ("filnavn", "id", "kommune_id", "lagringssti", "lastet_opp", "lastet_opp_av_id", "mime", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "soknad_id", "storrelse") SELECT old_values."filnavn", old_values."id", old_values."kommune_id", old_values."lagringssti", old_values."lastet_opp", old_values."lastet_opp_av_id", old_values."mime", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sha256", old_values."soknad_id", old_values."storrelse" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cefd42f9dd4bef833ee6eb261960c0b94b38fae9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5d552', referencing='REFERENCING OLD TABLE AS old_values ', table='soknader_vedlegg', when='AFTER')),
        ),
        migrations.AddField(
            model_name='budsjettlinjeevent',
            name='kommune',
            field=models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='budsjettlinjeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='budsjettlinjeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='soknader.budsjettlinje'),
        ),
        migrations.AddField(
            model_name='budsjettlinjeevent',
            name='soknad',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='soknader.soknad'),
        ),
        migrations.AddField(
            model_name='vedleggevent',
            name='kommune',
            field=models.ForeignKey(db_constraint=False, default=kompetanse.felles.vegg.gjeldende_kommune_id, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasjon.kommune', verbose_name='kommune'),
        ),
        migrations.AddField(
            model_name='vedleggevent',
            name='lastet_opp_av',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='vedleggevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='vedleggevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='soknader.vedlegg'),
        ),
        migrations.AddField(
            model_name='vedleggevent',
            name='soknad',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='soknader.soknad'),
        ),
        triggere.LeggTilTrigger(
            model_name='budsjettlinjeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ac24871319afba41d9f43072ffa5a9c8971eae6b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9585', table='soknader_budsjettlinjeevent', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='vedleggevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0020caefc6e98920290bc3f5ef014b769b4590e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6347c', table='soknader_vedleggevent', when='BEFORE')),
        ),
    ]
