"""What has no language: `/` sends visitors to theirs; still maps have no words."""

from django.contrib.sitemaps.views import sitemap
from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from imap.portal import finding, views
from imap.regions import locator

urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("img/i-map.svg")), name="favicon"),
    path("robots.txt", finding.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": finding.SITEMAPS}, name="sitemap"),
    path("", views.choose_language, name="root"),
    path("stills/<slug:map_slug>.svg", locator.map_still, name="map_still"),
    path("stills/<slug:map_slug>/<str:iso3>.svg", locator.locator, name="locator"),
]
