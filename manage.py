#!/usr/bin/env python
"""Django's command line; starts the embedded database first when no other is configured."""

import os
import sys

# Commands that change the schema run as the owner of the tables; all else runs as the plain web role.
OWNER_COMMANDS = {"migrate", "createcachetable", "pgtrigger"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompetanse.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("KOMPETANSE_SOM_EIER", "1")

    from django.core.management import execute_from_command_line

    from kompetanse import embedded_postgres
    from kompetanse.settings import USES_EMBEDDED_DATABASE

    if USES_EMBEDDED_DATABASE:
        embedded_postgres.ensure_running()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
