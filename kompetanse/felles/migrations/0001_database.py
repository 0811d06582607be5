"""What the tables need of the database: extensions, and Norwegian sorting without ICU."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# æ, ø and å sort after z, aa as å, and accents are folded. PostgreSQL 17 and newer have a collation of their own for
# lower-casing all of Unicode; on older servers the database's own collation does it.
NB_SORT = """
do $do$
declare
    sortering text := case when exists (select 1 from pg_collation where collname = 'pg_c_utf8')
                           then 'collate "pg_c_utf8"' else '' end;
begin
    execute format($sql$
        create or replace function nb_sort(tekst text) returns text language sql immutable parallel safe strict as $f$
            select replace(translate(lower(tekst %s), 'æäøöåéèêëüóòáàñç', '{{||}eeeeuooaanc'), 'aa', '}') collate "C"
        $f$
    $sql$, sortering);
end
$do$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(NB_SORT, "drop function nb_sort(text)"),
    ]
