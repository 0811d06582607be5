from django.db import migrations

# The same as in 0013, with the title looked up inside a fence of its own. Joined beside the position, the planner counted the
# index on the title as asked only once, and went through every title of the catalogue for each position instead.
VISNING = """
create or replace view kartlegging_kategoriforstilling with (security_invoker = true) as
select s.id as stilling_id, coalesce(ved_tittel.kategori_id, ved_kode.kategori_id) as kategori_id
from organisasjon_stilling s
cross join lateral (select lower(s.tittel) as tittel offset 0) liten
left join lateral (
    select k.kategori_id from kartlegging_kategorikilde k
    where k.kommune_id = s.kommune_id and k.tittel <> '' and k.tittel = liten.tittel offset 0
) ved_tittel on true
left join kartlegging_kategorikilde ved_kode
    on ved_kode.kommune_id = s.kommune_id and ved_kode.stillingskode <> '' and ved_kode.stillingskode = s.stillingskode
where coalesce(ved_tittel.kategori_id, ved_kode.kategori_id) is not null
"""


class Migration(migrations.Migration):
    dependencies = [("kartlegging", "0015_behov_uten_krav")]

    operations = [migrations.RunSQL(VISNING, migrations.RunSQL.noop)]
