"""Destroy the history of the plans of one who has left, when the rows are gone (bevaringsforskrifta § 33 b).

The history of rows takes new rows only, and the web role may delete nothing there. This function belongs to the owner of
the tables and may; whether it is time, is asked of the registry's own rule.
"""

from django.db import migrations

SLETT = """
create function planer_slett_utviklingshistorikk(hvem bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    planer bigint[];
    maal bigint[];
    tiltak bigint[];
begin
    if not kartlegging_kan_slettes(hvem) then
        raise exception 'The plans of person % are not to be destroyed now', hvem using errcode = 'check_violation';
    end if;
    select coalesce(array_agg(distinct id), '{}') into planer from planer_kompetanseplanevent where person_id = hvem;
    select coalesce(array_agg(distinct id), '{}') into maal from planer_maalevent where plan_id = any (planer);
    select coalesce(array_agg(distinct id), '{}') into tiltak from planer_tiltakevent where plan_id = any (planer);
    perform set_config('kompetanse.sletter', 'ja', true);
    delete from planer_maalkoblingevent where maal_id = any (maal);
    delete from planer_tiltakskostnadevent where tiltak_id = any (tiltak);
    delete from planer_tiltakevent where id = any (tiltak);
    delete from planer_maalevent where id = any (maal);
    delete from planer_kompetanseplanevent where id = any (planer);
    delete from felles_hendelse h using django_content_type t
        where t.id = h.innholdstype_id and t.app_label = 'planer'
            and ((t.model = 'kompetanseplan' and h.objekt_id = any (planer))
                or (t.model = 'maal' and h.objekt_id = any (maal))
                or (t.model = 'tiltak' and h.objekt_id = any (tiltak)));
    perform set_config('kompetanse.sletter', '', true);
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [("planer", "0012_fyll_visninger"), ("kartlegging", "0011_slett_sluttet")]

    operations = [migrations.RunSQL(SLETT, "drop function planer_slett_utviklingshistorikk(bigint)")]
