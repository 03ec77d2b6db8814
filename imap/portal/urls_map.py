"""Pages of one regional i-Map that more than one app fills."""

from django.urls import path

from imap.portal import views

app_name = "portal_map"
urlpatterns = [
    path("countries/", views.countries, name="countries"),
    path("countries/<str:iso3>/", views.country, name="country"),
]
