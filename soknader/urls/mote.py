"""Addresses of meetings, their cases, and the documents that come of them."""

from django.urls import path, register_converter

from soknader.mote.views import dokument, mote
from soknader.mote.views import sak as motesak


class UtfallConverter:
    """The three outcomes of a decision, as the button says them."""

    regex = "innvilg|delvis|avslaa"

    def to_python(self, value):
        return motesak.UTFALL[value]

    def to_url(self, value):
        return next(ord_ for ord_, utfall in motesak.UTFALL.items() if value in (ord_, utfall))


register_converter(UtfallConverter, "utfall")

urlpatterns = [
    path("moter/", mote.mote_list, name="mote-list"),
    path("moter/ny/", mote.mote_create, name="mote-create"),
    path("moter/<int:pk>/", mote.mote_detail, name="mote-detail"),
    path("moter/<int:pk>/endre/", mote.mote_update, name="mote-update"),
    path("moter/<int:pk>/avlys/", mote.mote_avlys, name="mote-avlys"),
    path("moter/<int:pk>/oppmote/", mote.mote_oppmote, name="mote-oppmote"),
    path("moter/<int:pk>/innkall/", mote.mote_innkall, name="mote-innkall"),
    path("moter/<int:pk>/innkalling/", mote.mote_innkalling, name="mote-innkalling"),
    path("moter/<int:pk>/start/", mote.mote_start, name="mote-start"),
    path("moter/<int:pk>/avslutt/", mote.mote_avslutt, name="mote-avslutt"),
    path("moter/<int:pk>/saker/", motesak.motesak_create, name="motesak-create"),
    path("moter/<int:pk>/saker/<int:sak>/fjern/", motesak.motesak_fjern, name="motesak-fjern"),
    path("moter/<int:pk>/saker/<int:sak>/flytt/", motesak.motesak_flytt, name="motesak-flytt"),
    path("moter/<int:pk>/saker/<int:sak>/inhabile/", motesak.motesak_inhabile, name="motesak-inhabile"),
    path("moter/<int:pk>/saker/<int:sak>/utsett/", motesak.motesak_utsett, name="motesak-utsett"),
    path("moter/<int:pk>/saker/<int:sak>/angre/", motesak.motesak_angre, name="motesak-angre"),
    path("moter/<int:pk>/saker/<int:sak>/<utfall:utfall>/", motesak.motesak_vedtak, name="motesak-vedtak"),
    path("moter/<int:pk>/saksliste/", dokument.mote_saksliste, name="mote-saksliste"),
    path("moter/<int:pk>/protokoll/", dokument.mote_protokoll, name="mote-protokoll"),
    path("moter/<int:pk>/dokumenter/", dokument.mote_dokumenter, name="mote-dokumenter"),
    path("vedtak/<int:pk>/brev/", dokument.vedtak_brev, name="vedtak-brev"),
]
