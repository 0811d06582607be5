from django.db import migrations

# A session keeps the plan that this trigger makes for its first change. Made for one row, and while the table is counted as
# empty, it goes through all changed rows for each word, which takes minutes for thousands. Asked by a list of keys, and by
# the index, it is as good for many as for one.
SKRIV = """
create or replace function skriv_navneord() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    if tg_op <> 'INSERT' then
        delete from organisasjon_navneord where person_id = any (array(select id from rader));
    end if;
    if tg_op <> 'DELETE' then
        insert into organisasjon_navneord (kommune_id, person_id, ord)
        select kommune_id, id, navneord(fornavn || ' ' || etternavn, epost, ansattnummer) from rader;
    end if;
    return null;
end $$
"""
FORRIGE = """
create or replace function skriv_navneord() returns trigger language plpgsql as $$
begin
    delete from organisasjon_navneord where person_id in (select id from rader);
    if tg_op <> 'DELETE' then
        insert into organisasjon_navneord (kommune_id, person_id, ord)
        select kommune_id, id, navneord(fornavn || ' ' || etternavn, epost, ansattnummer) from rader;
    end if;
    return null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("organisasjon", "0013_fodselsaar")]

    operations = [migrations.RunSQL(SKRIV, FORRIGE)]
