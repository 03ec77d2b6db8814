"""What has no language: `/` sends visitors to theirs; still maps have no words."""

from django.urls import path

from imap.portal import views
from imap.regions import locator

urlpatterns = [
    path("", views.choose_language, name="root"),
    path("stills/<slug:map_slug>.svg", locator.map_still, name="map_still"),
    path("stills/<slug:map_slug>/<str:iso3>.svg", locator.locator, name="locator"),
]
