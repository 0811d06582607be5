from django.db import migrations, models

from kompetanse.felles import vegg

HENDELSER = """
    felles_hendelse h join django_content_type t
    on t.id = h.innholdstype_id and t.app_label = 'soknader' and t.model = '{modell}' and h.handling = '{handling}'
"""
SALDO = f"""
    update soknader_mote m set
        saldo_innvilget_for = (h.data->'saldo'->>'innvilget_for')::numeric,
        saldo_innvilget = (h.data->'saldo'->>'innvilget')::numeric,
        saldo_ledig = (h.data->'saldo'->>'ledig')::numeric
    from {HENDELSER.format(modell="mote", handling="mote.avsluttet")}
    where h.objekt_id = m.id and m.status = 'avsluttet'
"""
# The last kind that was sent: they come in this order.
PAAMINNELSE = f"""
    update soknader_soknad s set rapport_paaminnet = sist.slag
    from (
        select distinct on (h.objekt_id) h.objekt_id, h.data->>'slag' as slag
        from {HENDELSER.format(modell="soknad", handling="soknad.rapport_paaminnet")}
        order by h.objekt_id, array_position(array['slutt', 'foer', 'etter'], h.data->>'slag') desc
    ) sist
    where sist.objekt_id = s.id
"""
TIDLIGERE = f"""
    insert into soknader_tidligererapport (
        kommune_id, rapport_id, faktisk_kostnad, antall_deltakere, gjennomfort, resultat, tilbakefort,
        rettet_av_id, rettet, grunn
    )
    select r.kommune_id, r.id, (h.data->'foer'->>'faktisk_kostnad')::numeric,
        (h.data->'foer'->>'antall_deltakere')::integer, h.data->'foer'->>'gjennomfort', h.data->'foer'->>'resultat',
        (h.data->'foer'->>'tilbakefort')::numeric, h.utfort_av_id, h.tidspunkt, h.kommentar
    from {HENDELSER.format(modell="soknad", handling="soknad.rapport_rettet")}
    join soknader_sluttrapport r on r.soknad_id = h.objekt_id
    order by h.tidspunkt, h.id
"""
FYLL = {"soknader_mote": SALDO, "soknader_soknad": PAAMINNELSE, "soknader_tidligererapport": TIDLIGERE}


def fyll(apps, schema_editor):
    """Without the triggers: a closed meeting is frozen, and nobody has changed anything that history should tell of."""
    with vegg.alle_kommuner():
        for tabell, sql in FYLL.items():
            schema_editor.execute(f"alter table {tabell} disable trigger user")
            schema_editor.execute(sql)
            # A table is not altered while checks of its rows wait.
            schema_editor.execute("set constraints all immediate")
            schema_editor.execute(f"alter table {tabell} enable trigger user")


class Migration(migrations.Migration):
    """What only the audit lines knew: the balance that a meeting closed with, the last reminder of a report, and what a
    report said before each correction."""

    dependencies = [("felles", "0003_koblinger"), ("soknader", "0012_saldo_rapport_og_paaminnelse")]

    operations = [
        migrations.RunPython(fyll, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="mote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "avsluttet"), _negated=True),
                    models.Q(
                        ("saldo_innvilget__isnull", False),
                        ("saldo_innvilget_for__isnull", False),
                        ("saldo_ledig__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="mote_avsluttet_har_saldo",
            ),
        ),
    ]
