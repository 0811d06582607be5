from django.urls import path

from kartlegging.dekning import views

urlpatterns = [
    path("dekning/", views.dekning_list, name="dekning-list"),
    path("dekning/tell/", views.dekning_tell, name="dekning-tell"),
    path("dekning/mangler/", views.mangel_list, name="mangel-list"),
    path("dekning/mangler/minn/", views.mangel_minn, name="mangel-minn"),
    path("dekning/utlop/", views.utlop_list, name="utlop-list"),
    path("dekning/ufaglaerte/", views.ufaglart_list, name="ufaglart-list"),
    path("oppsett/", views.oppsett_update, name="oppsett-update"),
    path("enhet/<int:pk>/dekning/", views.enhet_dekning, name="enhet-dekning"),
    path("enhet/<int:pk>/dekning/gren/", views.enhet_dekning_gren, name="enhet-dekning-gren"),
    path("enhet/<int:pk>/dekning/minn/", views.enhet_dekning_minn, name="enhet-dekning-minn"),
    path("enhet/<int:pk>/utlop/", views.enhet_utlop, name="enhet-utlop"),
]
