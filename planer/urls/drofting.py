"""Addresses of the unit's own discussion: before, during and after."""

from django.urls import path

from planer.drofting.views import etter, forberedelse, mote

urlpatterns = [
    path("kompetansedroftinger/", etter.kompetansedrofting_list, name="kompetansedrofting-list"),
    path("<int:plan_pk>/kompetansedrofting/", forberedelse.kompetansedrofting_create, name="kompetansedrofting-create"),
    path("kompetansedroftinger/<int:pk>/", forberedelse.kompetansedrofting_detail, name="kompetansedrofting-detail"),
    path(
        "kompetansedroftinger/<int:pk>/endre/", forberedelse.kompetansedrofting_update, name="kompetansedrofting-update"
    ),
    path(
        "kompetansedroftinger/<int:pk>/slett/", forberedelse.kompetansedrofting_delete, name="kompetansedrofting-delete"
    ),
    path("kompetansedroftinger/<int:pk>/del/", forberedelse.kompetansedrofting_share, name="kompetansedrofting-share"),
    path(
        "kompetansedroftinger/<int:kompetansedrofting_pk>/forarbeid/<int:forarbeidspunkt_pk>/",
        forberedelse.forarbeidsnotat_update,
        name="forarbeidsnotat-update",
    ),
    path(
        "kompetansedroftinger/<int:kompetansedrofting_pk>/forarbeid/<int:forarbeidspunkt_pk>/gjort/",
        forberedelse.forarbeidsnotat_gjort,
        name="forarbeidsnotat-gjort",
    ),
    path(
        "kompetansedroftinger/<int:kompetansedrofting_pk>/materiell/",
        forberedelse.motemateriell_create,
        name="motemateriell-create",
    ),
    path("motemateriell/<int:pk>/", forberedelse.motemateriell_download, name="motemateriell-download"),
    path("motemateriell/<int:pk>/fjern/", forberedelse.motemateriell_delete, name="motemateriell-delete"),
    path("kompetansedroftinger/<int:pk>/start/", mote.kompetansedrofting_start, name="kompetansedrofting-start"),
    path("kompetansedroftinger/<int:pk>/veggen/", mote.kompetansedrofting_tavle, name="kompetansedrofting-tavle"),
    path("kompetansedroftinger/<int:pk>/brett/", mote.kompetansedrofting_brett, name="kompetansedrofting-brett"),
    path("kompetansedroftinger/<int:pk>/styr/", mote.kompetansedrofting_styr, name="kompetansedrofting-styr"),
    path(
        "kompetansedroftinger/<int:pk>/punkt/<slug:punkt>/",
        mote.kompetansedrofting_punkt,
        name="kompetansedrofting-punkt",
    ),
    path("kompetansedroftinger/<int:kompetansedrofting_pk>/innstillinger/", mote.moterom_update, name="moterom-update"),
    path("kompetansedroftinger/<int:kompetansedrofting_pk>/ny-kode/", mote.moterom_kode, name="moterom-kode"),
    path(
        "kompetansedroftinger/<int:pk>/avstemning/",
        mote.kompetansedrofting_avstemning,
        name="kompetansedrofting-avstemning",
    ),
    path(
        "kompetansedroftinger/<int:kompetansedrofting_pk>/forslag/",
        mote.tiltaksforslag_create,
        name="tiltaksforslag-create",
    ),
    path("tiltaksforslag/<int:pk>/", mote.tiltaksforslag_update, name="tiltaksforslag-update"),
    path("tiltaksforslag/<int:pk>/slett/", mote.tiltaksforslag_delete, name="tiltaksforslag-delete"),
    path("innspillsgrupper/<int:pk>/", mote.innspillsgruppe_update, name="innspillsgruppe-update"),
    path("innspillsgrupper/<int:pk>/los-opp/", mote.innspillsgruppe_delete, name="innspillsgruppe-delete"),
    path("kompetansedroftinger/<int:pk>/avslutt/", mote.kompetansedrofting_avslutt, name="kompetansedrofting-avslutt"),
    path("kompetansedroftinger/<int:pk>/pdf/", etter.kompetansedrofting_pdf, name="kompetansedrofting-pdf"),
    path("kompetansedroftinger/<int:pk>/legg-inn/", etter.kompetansedrofting_inn, name="kompetansedrofting-inn"),
]
