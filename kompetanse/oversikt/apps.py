from django.apps import AppConfig


class OversiktConfig(AppConfig):
    name = "kompetanse.oversikt"
    verbose_name = "Oversikt"
