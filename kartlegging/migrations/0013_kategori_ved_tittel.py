from django.db import migrations

# The same as in 0001, but with the title in lower case by itself. Behind the wall a condition that calls `lower` cannot look
# anything up in an index, and every title of the catalogue was compared with every position.
VISNING = """
create or replace view kartlegging_kategoriforstilling with (security_invoker = true) as
select s.id as stilling_id, coalesce(ved_tittel.kategori_id, ved_kode.kategori_id) as kategori_id
from organisasjon_stilling s
cross join lateral (select lower(s.tittel) as tittel offset 0) liten
left join kartlegging_kategorikilde ved_tittel
    on ved_tittel.kommune_id = s.kommune_id and ved_tittel.tittel <> '' and ved_tittel.tittel = liten.tittel
left join kartlegging_kategorikilde ved_kode
    on ved_kode.kommune_id = s.kommune_id and ved_kode.stillingskode <> '' and ved_kode.stillingskode = s.stillingskode
where coalesce(ved_tittel.kategori_id, ved_kode.kategori_id) is not null
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kartlegging', '0012_foresporsel'),
    ]

    operations = [
        migrations.RunSQL(VISNING, migrations.RunSQL.noop),
    ]
