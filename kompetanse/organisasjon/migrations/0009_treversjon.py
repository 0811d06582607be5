import django.db.models.deletion
from django.db import migrations, models

FUNKSJON = """
create sequence treversjon;
create function ny_treversjon() returns trigger language plpgsql as $$
begin
    insert into organisasjon_treversjon (kommune_id, versjon)
    select kommune_id, nextval('treversjon') from (select distinct kommune_id from rader order by 1) endret
    on conflict (kommune_id) do update set versjon = excluded.versjon;
    return null;
end $$
"""
UTLOSERE = ";".join(
    f"create trigger treversjon_{hendelse} after {hendelse} on organisasjon_{tabell}"
    f" referencing {rader} table as rader for each statement execute function ny_treversjon()"
    for tabell in ("enhet", "enhetsperiode", "stilling")
    for hendelse, rader in (("insert", "new"), ("update", "new"), ("delete", "old"))
)
FYLL = """
set local kompetanse.kommune = 'alle';
insert into organisasjon_treversjon (kommune_id, versjon)
select kommune_id, nextval('treversjon') from (select distinct kommune_id from organisasjon_enhet) finnes;
"""
FJERN = "drop function ny_treversjon() cascade; drop sequence treversjon"


class Migration(migrations.Migration):
    dependencies = [("organisasjon", "0008_krypterte_hemmeligheter")]

    operations = [
        migrations.CreateModel(
            name="Treversjon",
            fields=[
                (
                    "kommune",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="treversjon",
                        serialize=False,
                        to="organisasjon.kommune",
                    ),
                ),
                ("versjon", models.BigIntegerField()),
            ],
            options={"verbose_name": "treets versjon", "verbose_name_plural": "treets versjoner"},
        ),
        migrations.RunSQL([FUNKSJON, UTLOSERE, FYLL], FJERN),
    ]
