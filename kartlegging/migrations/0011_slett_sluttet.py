"""Destroy what is not to be preserved of the competence of one who has left (bevaringsforskrifta § 33 b).

The history of rows takes new rows only, and the web role may delete nothing there. This function belongs to the owner of
the tables and may; so it checks by itself that the person has left, is blocked, and that the kommune's time has passed.
"""

from django.db import migrations

KAN_SLETTES = """
create function kartlegging_kan_slettes(hvem bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
    select exists (
        select from organisasjon_person p
        join kartlegging_oppbevaring o on o.person_id = p.id
        join kartlegging_kartleggingsoppsett s on s.kommune_id = p.kommune_id
        cross join (values ((now() at time zone 'Europe/Oslo')::date)) as i_dag (dag)
        where p.id = hvem
            and p.kommune_id::text = current_setting('kompetanse.kommune', true)
            and (o.sperret + interval '1 month' * s.slettes_etter_mnd)::date <= i_dag.dag
            and (o.utsatt_til is null or o.utsatt_til <= i_dag.dag)
            and exists (select from organisasjon_stilling t where t.person_id = p.id and t.til < i_dag.dag)
            and not exists (
                select from organisasjon_stilling t where t.person_id = p.id and (t.til is null or t.til >= i_dag.dag)
            )
            and not exists (
                select from organisasjon_rolle r
                where r.person_id = p.id and r.fra <= i_dag.dag and (r.til is null or r.til >= i_dag.dag)
            )
    )
$$
"""

# Of an item that the person deleted before there is history alone, so the numbers are found there too.
SLETT = """
create function kartlegging_slett_sluttet(hvem bigint) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    rader bigint[];
    cver bigint[];
    stier text[];
    svar jsonb;
begin
    if not kartlegging_kan_slettes(hvem) then
        raise exception 'The competence of person % is not to be destroyed now', hvem using errcode = 'check_violation';
    end if;
    select coalesce(array_agg(id), '{}') into rader from (
        select v.id from (
            select id, kompetanse_id from kartlegging_personkompetanse where person_id = hvem
            union all
            select id, kompetanse_id from kartlegging_personkompetanseevent where person_id = hvem
        ) v left join kartlegging_kompetanse k on k.id = v.kompetanse_id
        group by v.id having not coalesce(bool_or(k.bevares), false)
    ) alle;
    select coalesce(array_agg(distinct id), '{}') into cver from (
        select id from kartlegging_minicv where person_id = hvem
        union all select id from kartlegging_minicvevent where person_id = hvem
    ) alle;
    select coalesce(array_agg(distinct lagringssti), '{}') into stier from (
        select lagringssti from kartlegging_bevisfil where personkompetanse_id = any (rader)
        union all select lagringssti from kartlegging_bevisfilevent where personkompetanse_id = any (rader)
    ) alle;
    svar := jsonb_build_object(
        'kompetanser', (select count(*) from kartlegging_personkompetanse where id = any (rader)),
        'minicv', (select count(*) from kartlegging_minicv where id = any (cver)),
        'oppgaver', (select count(*) from kartlegging_oppgaveutforer where person_id = hvem),
        'filer', stier
    );
    perform set_config('kompetanse.sletter', 'ja', true);
    delete from kartlegging_bevisfil where personkompetanse_id = any (rader);
    delete from kartlegging_bevisfilevent where personkompetanse_id = any (rader);
    delete from kartlegging_personkompetanse where id = any (rader);
    delete from kartlegging_personkompetanseevent where id = any (rader);
    delete from kartlegging_erfaring where minicv_id = any (cver);
    delete from kartlegging_erfaringevent where minicv_id = any (cver);
    delete from kartlegging_minicv where id = any (cver);
    delete from kartlegging_minicvevent where id = any (cver);
    delete from kartlegging_oppgaveutforer where person_id = hvem;
    delete from kartlegging_oppgaveutforerevent where person_id = hvem;
    delete from kartlegging_dekningspaaminnelse where person_id = hvem;
    delete from kartlegging_utlopsvarsel v using kartlegging_kompetanse k
        where v.person_id = hvem and k.id = v.kompetanse_id and not k.bevares;
    delete from felles_hendelse h using django_content_type t
        where t.id = h.innholdstype_id and t.app_label = 'kartlegging'
            and ((t.model = 'personkompetanse' and h.objekt_id = any (rader))
                or (t.model = 'minicv' and h.objekt_id = any (cver)));
    perform set_config('kompetanse.sletter', '', true);
    return svar;
end
$$
"""

# What the shipped catalogue has of educations, fagbrev and authorisations; HR has not yet said anything else.
FORESLAATT = """
update kartlegging_kompetanse set bevares = true
where type = 'formal'
    and split_part(nokkel, '-', 1) in (
        'autorisasjon', 'fagbrev', 'fagutdanning', 'lederutdanning', 'lisens', 'utdanning'
    )
"""


class Migration(migrations.Migration):
    dependencies = [("kartlegging", "0010_oppbevaring")]

    operations = [
        migrations.RunSQL(FORESLAATT, migrations.RunSQL.noop),
        migrations.RunSQL(KAN_SLETTES, "drop function kartlegging_kan_slettes(bigint)"),
        migrations.RunSQL(SLETT, "drop function kartlegging_slett_sluttet(bigint)"),
    ]
