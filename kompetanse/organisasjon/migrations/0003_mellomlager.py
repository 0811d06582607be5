from django.db import migrations

TABELL = """
create table mellomlager (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamp with time zone not null
);
create index mellomlager_expires on mellomlager (expires);
"""


class Migration(migrations.Migration):
    """The shared cache that counts failed logins; as `createcachetable` would make it."""

    dependencies = [("organisasjon", "0002_importlinjer")]

    operations = [migrations.RunSQL(TABELL, "drop table mellomlager")]
