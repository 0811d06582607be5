import django.db.models.deletion
from django.db import migrations, models

# The words of a person: the names whole and in their parts («Anne-Marie», «Anne», «Marie»), the e-mail, the number.
ORD = r"""
create function navneord(navn text, epost text, nummer text) returns setof text
language sql immutable parallel safe as $$
    select nb_sort(ord) collate "C" from (
        select regexp_split_to_table(navn, '[\s,;()]+') union
        select regexp_split_to_table(navn, '[\s,;()''’.-]+') union
        select epost union
        select nummer
    ) as alle (ord) where ord <> ''
$$
"""
SKRIV = """
create function skriv_navneord() returns trigger language plpgsql as $$
begin
    delete from organisasjon_navneord where person_id in (select id from rader);
    if tg_op <> 'DELETE' then
        insert into organisasjon_navneord (kommune_id, person_id, ord)
        select kommune_id, id, navneord(fornavn || ' ' || etternavn, epost, ansattnummer) from rader;
    end if;
    return null;
end $$
"""
UTLOSERE = """
create trigger navneord_ny after insert on organisasjon_person
    referencing new table as rader for each statement execute function skriv_navneord();
create trigger navneord_endret after update on organisasjon_person
    referencing new table as rader for each statement execute function skriv_navneord();
create trigger navneord_slettet after delete on organisasjon_person
    referencing old table as rader for each statement execute function skriv_navneord();
"""
# People are there already in an installation that is upgraded, behind the kommune wall.
FYLL = """
set local kompetanse.kommune = 'alle';
insert into organisasjon_navneord (kommune_id, person_id, ord)
select kommune_id, id, navneord(fornavn || ' ' || etternavn, epost, ansattnummer) from organisasjon_person;
"""
FJERN = "drop function skriv_navneord() cascade; drop function navneord(text, text, text)"


class Migration(migrations.Migration):
    dependencies = [("organisasjon", "0006_eksport"), ("felles", "0001_database")]

    operations = [
        migrations.CreateModel(
            name="Navneord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ord", models.TextField(db_collation="C")),
                (
                    "kommune",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisasjon.kommune",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisasjon.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "navneord",
                "verbose_name_plural": "navneord",
                "indexes": [models.Index(fields=["kommune", "ord"], include=("person",), name="navneord_ord")],
            },
        ),
        migrations.RunSQL([ORD, SKRIV, UTLOSERE, FYLL], FJERN),
    ]
