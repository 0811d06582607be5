"""Addresses below /soknader/, one module per subject."""

from soknader.urls import mbu, mote, oppsett, ramme, soknad

app_name = "soknader"
urlpatterns = [
    *ramme.urlpatterns,
    *mote.urlpatterns,
    *mbu.urlpatterns,
    *oppsett.urlpatterns,
    *soknad.urlpatterns,
]
