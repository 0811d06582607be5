"""Addresses below /organisasjon/, one module per subject."""

from kompetanse.organisasjon.urls import eksport, enhet, importer, konto, person, rolle

app_name = "organisasjon"
urlpatterns = [
    *enhet.urlpatterns,
    *person.urlpatterns,
    *rolle.urlpatterns,
    *importer.urlpatterns,
    *konto.urlpatterns,
    *eksport.urlpatterns,
]
