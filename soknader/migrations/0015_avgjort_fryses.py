import pgtrigger.compiler
from kompetanse.felles import triggere
from django.db import migrations


class Migration(migrations.Migration):
    """What is decided is frozen, with its budget, attachments and sections."""

    dependencies = [
        ('soknader', '0014_rapport_og_historikk'),
    ]

    operations = [
        migrations.CreateModel(
            name='ValgtSeksjon',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('soknader.soknad_valgte_seksjoner',),
        ),
        triggere.LeggTilTrigger(
            model_name='budsjettlinje',
            trigger=pgtrigger.compiler.Trigger(name='budsjettlinje_fryses', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    if exists (\n        select from soknader_soknad s\n        where s.id in (old.soknad_id, new.soknad_id) and s.status in ('innvilget', 'delvis', 'avslaatt')\n    ) then\n        raise exception 'Søknaden er avgjort og kan ikke endres.' using errcode = 'check_violation';\n    end if;\n    if tg_op = 'DELETE' then return old; else return new; end if;\n", hash='202bd00a249df04276bc836c6ed02da098702ad8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_budsjettlinje_fryses_c6e75', table='soknader_budsjettlinje', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='soknad',
            trigger=pgtrigger.compiler.Trigger(name='soknad_avgjort_fryses', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" IN (\'innvilget\', \'delvis\', \'avslaatt\'))', func="\n    if tg_op = 'DELETE' or to_jsonb(new) - '{kopi_av_id,rapport_paaminnet,fritekst}'::text[]\n        is distinct from to_jsonb(old) - '{kopi_av_id,rapport_paaminnet,fritekst}'::text[]\n    then\n        raise exception 'Søknaden er avgjort og kan ikke endres.' using errcode = 'check_violation';\n    end if;\n    return new;\n", hash='f92cfdcc58df82a18ffcff799d5748b5a51e8907', operation='UPDATE OR DELETE', pgid='pgtrigger_soknad_avgjort_fryses_3c5f4', table='soknader_soknad', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='vedlegg',
            trigger=pgtrigger.compiler.Trigger(name='vedlegg_fryses', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    if exists (\n        select from soknader_soknad s\n        where s.id in (old.soknad_id, new.soknad_id) and s.status in ('innvilget', 'delvis', 'avslaatt')\n    ) then\n        raise exception 'Søknaden er avgjort og kan ikke endres.' using errcode = 'check_violation';\n    end if;\n    if tg_op = 'DELETE' then return old; else return new; end if;\n", hash='fcb241e18c499cab482132d78698d7ef510ffc6c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_vedlegg_fryses_d020f', table='soknader_vedlegg', when='BEFORE')),
        ),
        triggere.LeggTilTrigger(
            model_name='valgtseksjon',
            trigger=pgtrigger.compiler.Trigger(name='valgt_seksjon_fryses', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    if exists (\n        select from soknader_soknad s\n        where s.id in (old.soknad_id, new.soknad_id) and s.status in ('innvilget', 'delvis', 'avslaatt')\n    ) then\n        raise exception 'Søknaden er avgjort og kan ikke endres.' using errcode = 'check_violation';\n    end if;\n    if tg_op = 'DELETE' then return old; else return new; end if;\n", hash='6d298ed3a5d143376b94a082f923cf62dbb30b74', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_valgt_seksjon_fryses_c9846', table='soknader_soknad_valgte_seksjoner', when='BEFORE')),
        ),
    ]
