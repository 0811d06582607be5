"""The production settings, with a counter of SQL statements and the floor's page beside the product's."""

from kompetanse.settings import *  # noqa: F403 — the benchmark runs what production runs
from kompetanse.settings import MIDDLEWARE

ROOT_URLCONF = "tests.ytelse.urls"
MIDDLEWARE = ["tests.ytelse.gulv.TellSporringer", *MIDDLEWARE]
