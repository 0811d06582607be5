from django.apps import AppConfig


class SoknaderConfig(AppConfig):
    name = "soknader"
    verbose_name = "Søknader"
