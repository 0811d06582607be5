from django.urls import path

from kartlegging.krav.views import krav, liste, oppgave, sett

urlpatterns = [
    path("krav/", liste.krav_list, name="krav-list"),
    path("krav/kompetanser/", krav.kompetanse_suggest, name="kompetanse-suggest"),
    path("krav/nivaaer/", krav.kompetanse_levels, name="kompetanse-levels"),
    path("krav/<int:pk>/", krav.krav_detail, name="krav-detail"),
    path("krav/<int:pk>/endre/", krav.krav_update, name="krav-update"),
    path("krav/<int:pk>/avslutt/", krav.krav_end, name="krav-end"),
    path("enhet/<int:pk>/krav/", krav.enhet_krav, name="enhet-krav"),
    path("enhet/<int:pk>/krav/nytt/", krav.krav_create, name="enhet-krav-create"),
    path("enhet/<int:pk>/krav/sett/", sett.kravsett_list, name="enhet-kravsett"),
    path("enhet/<int:pk>/krav/sett/<slug:nokkel>/", sett.kravsett_detail, name="enhet-kravsett-detail"),
    path("enhet/<int:pk>/krav/kopier/", sett.enhet_kopier, name="enhet-kopier"),
    path("enhet/<int:pk>/oppgave/ny/", oppgave.oppgave_create, name="enhet-oppgave-create"),
    path("oppgave/<int:pk>/", oppgave.oppgave_detail, name="oppgave-detail"),
    path("oppgave/<int:pk>/endre/", oppgave.oppgave_update, name="oppgave-update"),
    path("oppgave/<int:pk>/avslutt/", oppgave.oppgave_end, name="oppgave-end"),
    path("oppgave/utforer/<int:pk>/avslutt/", oppgave.utforer_end, name="utforer-end"),
]
