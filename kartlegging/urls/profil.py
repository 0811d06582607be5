from django.urls import path

from kartlegging.profil.innlesing import SIDER
from kartlegging.profil.views import bekreftelse, bevis, min, minicv, oppsett, person, registrering

urlpatterns = [
    path("", min.kompetanse_min, name="min"),
    path("ny/", registrering.kompetanse_create, name="kompetanse-create"),
    path("alt/", min.kompetanse_list, name="kompetanse-list"),
    path("registrert/<int:pk>/forny/", registrering.registrering_renew, name="registrering-renew"),
    path("registrert/<int:pk>/endre/", registrering.registrering_update, name="registrering-update"),
    path("registrert/<int:pk>/avslutt/", registrering.registrering_end, name="registrering-end"),
    path("registrert/<int:pk>/bruk/", registrering.registrering_use, name="registrering-use"),
    path("registrert/<int:pk>/slett/", registrering.registrering_delete, name="registrering-delete"),
    path("registrert/<int:pk>/bekreft/", bekreftelse.registrering_confirm, name="registrering-confirm"),
    path("registrert/<int:pk>/returner/", bekreftelse.registrering_return, name="registrering-return"),
    path("registrert/<int:pk>/juster/", bekreftelse.registrering_adjust, name="registrering-adjust"),
    path("registrert/<int:pk>/angre/", bekreftelse.registrering_undo, name="registrering-undo"),
    path("enhet/<int:pk>/bekreft/", bekreftelse.enhet_bekreft, name="enhet-bekreft"),
    path("enhet/<int:pk>/bekreft/virkning/", bekreftelse.enhet_virkning, name="enhet-virkning"),
    path("enhet/<int:pk>/bekreftet/", bekreftelse.enhet_bekreftet, name="enhet-bekreftet"),
    path("person/<int:pk>/", person.person_kompetanse, name="person-kompetanse"),
    path("person/<int:pk>/alt/", person.person_registrert, name="person-registrert"),
    path("person/<int:pk>/fremlagt/", person.person_fremlagt, name="person-fremlagt"),
    path("minicv/", minicv.minicv_preview, name="minicv"),
    path("minicv/rediger/", minicv.minicv_update, name="minicv-update"),
    path("minicv/del/", minicv.minicv_share, name="minicv-share"),
    path("minicv/pdf/", minicv.minicv_pdf, name="minicv-pdf"),
    path("minicv/<int:pk>/", minicv.minicv_detail, name="minicv-detail"),
    path("oppsett/bekreftere/", oppsett.bekreftere_update, name="bekreftere-update"),
    path("bevis/<int:pk>/", bevis.bevis_download, name="bevis-download"),
    path("bevis/<int:pk>/fjern/", bevis.bevis_delete, name="bevis-delete"),
    *SIDER.stier("import/"),
]
