"""The read-only API: `/api/v1/`. Every list starts from what its reader may see."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from accounts.api import Countries, Organisations, RegionalMaps
from imap.core.answering import Root
from imap.library.api import Publications
from imap.newsroom.api import Events, News
from meetings.api import Meetings
from meetings.cooperation.api import Capacities, ExpertiseOpen, Priorities, Projects
from profiles.api import Cities, Editions, Hubs, Profiles, Routes, Sources, Terms
from profiles.indicators.api import Indicators, Observations

router = DefaultRouter()
router.APIRootView = Root
router.include_format_suffixes = False
router.register("maps", RegionalMaps, basename="map")
router.register("countries", Countries, basename="country")
router.register("organisations", Organisations, basename="organisation")
router.register("projects", Projects, basename="project")
router.register("expertise", ExpertiseOpen, basename="expertise")
router.register("priorities", Priorities, basename="priority")
router.register("capacities", Capacities, basename="capacity")
router.register("profiles", Profiles, basename="profile")
router.register("editions", Editions, basename="edition")
router.register("routes", Routes, basename="route")
router.register("hubs", Hubs, basename="hub")
router.register("cities", Cities, basename="city")
router.register("sources", Sources, basename="source")
router.register("terms", Terms, basename="term")
router.register("meetings", Meetings, basename="meeting")
router.register("publications", Publications, basename="publication")
router.register("news", News, basename="news")
router.register("events", Events, basename="event")
router.register("indicators", Indicators, basename="indicator")
router.register("observations", Observations, basename="observation")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api_schema", template_name="api/docs.html"),
        name="api_docs",
    ),
    *router.urls,
]
