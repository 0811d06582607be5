"""Addresses of the talks, of leave to study, and of what those above see."""

from django.urls import path

from planer.samtale.views import forberedelse, permisjon, samtale, tall

urlpatterns = [
    path("samtaler/", samtale.samtale_list, name="samtale-list"),
    path("samtaler/inviter/", samtale.samtale_invite, name="samtale-invite"),
    path("samtaler/min/", samtale.samtale_mine, name="samtale-mine"),
    path("samtaler/ny/", samtale.samtale_create, name="samtale-create"),
    path("samtaler/tall/", tall.samtaletall_list, name="samtaletall-list"),
    path("samtaler/holdt/", tall.samtaleholdt_list, name="samtaleholdt-list"),
    path("samtaler/utdanning/", tall.utdanning_list, name="utdanning-list"),
    path("samtaler/<int:pk>/", samtale.samtale_detail, name="samtale-detail"),
    path("samtaler/<int:pk>/svar/<int:samtalesporsmaal_pk>/", forberedelse.samtale_answer, name="samtale-answer"),
    path("samtaler/<int:pk>/ta-opp/", forberedelse.samtale_bring, name="samtale-bring"),
    path("samtaler/<int:pk>/del/", forberedelse.samtale_share, name="samtale-share"),
    path("samtaler/<int:pk>/tid/", samtale.samtale_time, name="samtale-time"),
    path("samtaler/<int:pk>/kalender.ics", samtale.samtale_calendar, name="samtale-calendar"),
    path("samtaler/<int:pk>/leder/", samtale.samtale_leader, name="samtale-leader"),
    path("samtaler/<int:pk>/holdt/", samtale.samtale_hold, name="samtale-hold"),
    path("samtaler/<int:pk>/avlys/", samtale.samtale_cancel, name="samtale-cancel"),
    path("samtaler/<int:pk>/avtalt/", samtale.samtale_agree, name="samtale-agree"),
    path("samtaler/<int:pk>/tiltak/<int:tiltak_pk>/", forberedelse.samtale_take, name="samtale-take"),
    path("samtaler/<int:samtale_pk>/permisjon/", permisjon.permisjon_create, name="permisjon-create"),
    path("permisjoner/<int:pk>/", permisjon.permisjon_detail, name="permisjon-detail"),
    path("permisjoner/<int:pk>/avtal/", permisjon.permisjon_grant, name="permisjon-grant"),
    path("permisjoner/<int:pk>/avslaa/", permisjon.permisjon_refuse, name="permisjon-refuse"),
    path("permisjoner/<int:pk>/trekk/", permisjon.permisjon_withdraw, name="permisjon-withdraw"),
]
