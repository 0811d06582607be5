"""The words of an application, kept by the database itself as a column that no model knows (see `register.Fritekst`)."""

from django.db import migrations

ADD = """
alter table soknader_soknad add column fritekst tsvector generated always as (
    to_tsvector('norwegian'::regconfig, tittel || ' ' || beskrivelse || ' ' || begrunnelse)
) stored
"""


class Migration(migrations.Migration):
    dependencies = [("soknader", "0005_fritekst")]

    operations = [
        migrations.RemoveIndex(model_name="soknad", name="soknad_fritekst"),
        migrations.RunSQL(ADD, "alter table soknader_soknad drop column fritekst"),
    ]
