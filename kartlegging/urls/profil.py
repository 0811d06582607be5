from django.urls import path

from kartlegging.profil.views import bevis, min, registrering

urlpatterns = [
    path("", min.kompetanse_min, name="min"),
    path("ny/", registrering.kompetanse_create, name="kompetanse-create"),
    path("alt/", min.kompetanse_list, name="kompetanse-list"),
    path("registrert/<int:pk>/forny/", registrering.registrering_renew, name="registrering-renew"),
    path("registrert/<int:pk>/endre/", registrering.registrering_update, name="registrering-update"),
    path("registrert/<int:pk>/avslutt/", registrering.registrering_end, name="registrering-end"),
    path("registrert/<int:pk>/slett/", registrering.registrering_delete, name="registrering-delete"),
    path("bevis/<int:pk>/", bevis.bevis_download, name="bevis-download"),
    path("bevis/<int:pk>/fjern/", bevis.bevis_delete, name="bevis-delete"),
]
