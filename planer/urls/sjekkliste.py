"""The address of the joint checklist of a plan."""

from django.urls import path

from planer.sjekkliste import views

urlpatterns = [path("<int:pk>/sjekkliste/", views.plan_sjekkliste, name="plan-sjekkliste")]
