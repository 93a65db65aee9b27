"""The product's addresses, and the floor's."""

from django.urls import include, path

from .floor import floor

urlpatterns = [path("floor/", floor), path("", include("helpdesk.urls"))]
