"""Addresses of the import of a plan."""

from planer.innlesing.sider import SIDER

urlpatterns = SIDER.stier("import/")
