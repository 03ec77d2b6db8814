"""Profiles and places of one regional i-Map."""

from django.urls import path, register_converter

from imap.core.converters import Ordinal
from profiles import views, views_follow

register_converter(Ordinal, "ordinal")

app_name = "profiles"
urlpatterns = [
    path("profiles/", views.profile_list, name="list"),
    path("profiles/<slug:slug>/", views.profile, name="profile"),
    path("profiles/<slug:slug>/editions/<ordinal:number>/", views.edition, name="edition"),
    path("profiles/<slug:slug>/follow/", views_follow.follow, name="follow"),
    path("routes/", views.places, name="places"),
    path("routes/<slug:slug>/", views.place, {"kind": "route"}, name="route"),
    path("hubs/", views.places, name="hubs"),
    path("cities/", views.places, name="cities"),
    path("hubs/<slug:slug>/", views.place, {"kind": "hub"}, name="hub"),
    path("cities/<slug:slug>/", views.place, {"kind": "city"}, name="city"),
]
