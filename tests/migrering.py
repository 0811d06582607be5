"""Takes tables back to how they were, for tests of what older rows become."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kompetanse.felles.migrering import paa_stedet


def migrer(app, navn):
    """Take the app's own tables back, or on, to that migration. Gives the models as they are there.

    One migration at a time, from the models that it builds on and no others: `migrate` would carry all of every app along.
    """
    # Rows that the test has made must not have checks waiting when their table is changed.
    connection.check_constraints()
    executor = MigrationExecutor(connection)
    with paa_stedet():
        for migrering, tilbake in executor.migration_plan([(app, navn)]):
            if migrering.app_label == app:
                foer = executor.loader.project_state((app, migrering.name), at_end=False)
                assert foer.apps  # rendered once here, and not for each operation
                (executor.unapply_migration if tilbake else executor.apply_migration)(foer, migrering)
    return executor.loader.project_state((app, navn)).apps
