"""Addresses below /konto/: allauth's views that we use, and no others (accounts come by invitation)."""

from allauth.account import views
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from kompetanse.organisasjon.views.konto import oidc_login

urlpatterns = [
    path("logg-inn/", views.login, name="account_login"),
    path("logg-ut/", views.logout, name="account_logout"),
    path("sperret/", views.account_inactive, name="account_inactive"),
    path("registrer/", views.signup, name="account_signup"),
    path("bekreft/", views.reauthenticate, name="account_reauthenticate"),
    path("passord/", views.password_change, name="account_change_password"),
    path("passord/velg/", views.password_set, name="account_set_password"),
    path("passord/glemt/", views.password_reset, name="account_reset_password"),
    path("passord/glemt/sendt/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passord/ferdig/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("sikkerhet/", include("allauth.mfa.urls")),
    path("oidc/<str:provider_id>/login/", oidc_login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", oidc_views.callback, name="openid_connect_callback"),
    path("ekstern/", include("allauth.socialaccount.urls")),
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="konto"),
]
