"""Pages of the whole portal."""

from django.urls import path

from imap.portal import partners, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("partners/", partners.partners, name="partners"),
    path("partners/<str:code>/", partners.partner, name="partner"),
    path("search/", views.search, name="search"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("<slug:map_slug>/", views.regional_map, name="map"),
]
