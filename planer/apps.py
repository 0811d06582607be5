from django.apps import AppConfig


class PlanerConfig(AppConfig):
    name = "planer"
    verbose_name = "Planer"
