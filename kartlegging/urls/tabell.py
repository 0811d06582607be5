from django.urls import path

from kartlegging.tabell import views

urlpatterns = [path("enhet/<int:pk>/", views.enhet_tabell, name="enhet-tabell")]
