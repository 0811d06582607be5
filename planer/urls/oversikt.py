"""Addresses of the overview of plans."""

from django.urls import path, register_converter

from planer.oversikt import views


class Bruddvelger:
    """The lists that there are."""

    regex = "|".join(views.BRUDD)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Bruddvelger, "brudd")

urlpatterns = [
    path("oversikt/", views.oversikt_list, name="oversikt-list"),
    path("oversikt/paaminnelse/", views.oversikt_remind, name="oversikt-remind"),
    path("brudd/<brudd:brudd>/", views.brudd_list, name="brudd-list"),
]
