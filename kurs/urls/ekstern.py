"""Addresses of the import of completed courses."""

from kurs.ekstern.innlesing import SIDER

urlpatterns = SIDER.stier("import/")
