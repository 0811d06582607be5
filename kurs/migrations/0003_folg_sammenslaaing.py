from django.db import migrations

# A competence that is merged into another takes with it what courses give and what people learnt elsewhere, also what is
# stored at that instant (`folg_sammenslaaing` is the registry's own). A course that gives both, gives the one that goes on.
FOLGER = """
create trigger folg_sammenslaaing before insert or update of kompetanse_id on kurs_kurskompetanse
    for each row execute function folg_sammenslaaing();
create trigger folg_sammenslaaing before insert or update of kompetanse_id on kurs_ekstern
    for each row execute function folg_sammenslaaing();
create function kurs_folger() returns trigger language plpgsql as $$
begin
    delete from kurs_kurskompetanse k where k.kompetanse_id = new.id and exists (
        select from kurs_kurskompetanse m where m.kurs_id = k.kurs_id and m.kompetanse_id = new.slaatt_sammen_med_id
    );
    update kurs_kurskompetanse set kompetanse_id = new.slaatt_sammen_med_id where kompetanse_id = new.id;
    update kurs_ekstern set kompetanse_id = new.slaatt_sammen_med_id where kompetanse_id = new.id;
    return null;
end $$;
create trigger kurs_folger after update of slaatt_sammen_med_id on kartlegging_kompetanse
    for each row when (new.slaatt_sammen_med_id is not null) execute function kurs_folger();
"""
FOLGER_IKKE = """
drop function kurs_folger() cascade;
drop trigger folg_sammenslaaing on kurs_kurskompetanse;
drop trigger folg_sammenslaaing on kurs_ekstern;
"""


class Migration(migrations.Migration):
    dependencies = [("kartlegging", "0009_katalogen"), ("kurs", "0002_kompetansedager")]
    operations = [migrations.RunSQL(FOLGER, FOLGER_IKKE)]
