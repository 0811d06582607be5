import django.db.models.deletion
from django.db import migrations, models

VISNING = """
create view evaluering_evalueringsdager with (security_invoker = true) as
select e.id as evaluering_id, dager.begynner, dager.slutter, siste.ferdig_innen
from evaluering_evaluering e
left join planer_tiltak t on t.id = e.tiltak_id
left join lateral (
    select min(s.start at time zone 'Europe/Oslo')::date as begynner, max(s.slutt at time zone 'Europe/Oslo')::date as slutter
    from kurs_samling s where s.kjoring_id = e.kjoring_id
) samlet on true
cross join lateral (
    select case when e.kjoring_id is null then t.fra else samlet.begynner end as begynner,
        case when e.kjoring_id is null then t.frist else samlet.slutter end as slutter
) dager
left join lateral (
    select max(case n.regnes_fra when 'start' then dager.begynner else dager.slutter end + n.dager) as ferdig_innen
    from evaluering_evalueringsniva n where n.evaluering_id = e.id
) siste on true
"""


class Migration(migrations.Migration):
    """The days of each evaluation, worked out once wherever they are asked for."""

    dependencies = [
        ('evaluering', '0008_paaminnelse'),
        ('kurs', '0001_initial'),
        ('planer', '0036_tiltak_evaluert'),
    ]

    operations = [
        migrations.RunSQL(VISNING, "drop view evaluering_evalueringsdager"),
        migrations.CreateModel(
            name='Evalueringsdager',
            fields=[
                ('evaluering', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='dagene', serialize=False, to='evaluering.evaluering')),
                ('begynner', models.DateField(null=True)),
                ('slutter', models.DateField(null=True)),
                ('ferdig_innen', models.DateField(null=True)),
            ],
            options={
                'verbose_name': 'dagene til en evaluering',
                'verbose_name_plural': 'dagene til evalueringer',
                'db_table': 'evaluering_evalueringsdager',
                'managed': False,
            },
        ),
    ]
