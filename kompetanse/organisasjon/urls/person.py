from django.urls import path

from kompetanse.organisasjon.views import person

urlpatterns = [
    path("personer/", person.person_list, name="person-list"),
    path("personer/ny/", person.person_create, name="person-create"),
    path("personer/forslag/", person.person_suggest, name="person-suggest"),
    path("personer/<int:pk>/", person.person_detail, name="person-detail"),
    path("personer/<int:pk>/endre/", person.person_update, name="person-update"),
    path("personer/<int:pk>/permisjon/", person.person_leave, name="person-leave"),
    path("personer/<int:pk>/inviter/", person.person_invite, name="person-invite"),
    path("personer/<int:pk>/konto/", person.person_block, name="person-block"),
    path("personer/<int:pk>/oppslag/", person.person_log, name="person-log"),
    path("oppslag/", person.oppslag_list, name="oppslag-list"),
]
