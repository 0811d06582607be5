"""The production settings, with the measuring of CPU and statements, and the floors beside the product's."""

from kompetanse.settings import *  # noqa: F403 — the benchmark runs what production runs
from kompetanse.settings import MIDDLEWARE

ROOT_URLCONF = "tests.ytelse.urls"
MIDDLEWARE = ["tests.ytelse.gulv.Maaler", *MIDDLEWARE]
