"""Offers and needs, priorities, the inventory and cities, as readers see them."""

from django.urls import path

from meetings.cooperation.views import public

app_name = "exchange"
urlpatterns = [
    path("", public.home, name="home"),
    path("offers-and-needs/<int:pk>/", public.expertise, name="expertise"),
    path("lessons/<int:pk>/", public.lessons, name="lessons"),
    path("priorities/", public.priorities, name="priorities"),
    path("inventory/", public.inventory, name="inventory"),
    path("cities/", public.cities, name="cities"),
    path("roadmaps/<int:pk>/", public.roadmap, name="roadmap"),
]
