from django.db import migrations

# A seat in the decision group or MBU counted wherever it was given; now a role is for its unit.
FLYTT = """
set local kompetanse.kommune = 'alle';
update organisasjon_rolle rolle set enhet_id = rot.id, med_underliggende = true
from organisasjon_enhet rot, organisasjon_rolletype type
where rot.kommune_id = rolle.kommune_id and rot.depth = 1 and type.id = rolle.type_id
    and type.kode in ('etatsledergruppe', 'mbu_medlem', 'mbu_sekretaer')
    and (rolle.til is null or rolle.til >= current_date)
    and not exists (
        select from organisasjon_rolle annen
        where annen.id <> rolle.id and annen.type_id = rolle.type_id and annen.person_id = rolle.person_id
            and annen.til is null and (annen.enhet_id = rot.id or annen.id < rolle.id)
    )
"""


class Migration(migrations.Migration):
    """Seats that are held are moved to the kommune itself, and cover the units below it."""

    dependencies = [("organisasjon", "0010_innlesing")]

    operations = [migrations.RunSQL(FLYTT, migrations.RunSQL.noop)]
