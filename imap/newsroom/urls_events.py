"""Events, in the language of the page."""

from django.urls import path

from imap.newsroom import views_events as views

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("calendar.ics", views.calendar, name="calendar"),
    path("month/<int:year>/<int:number>/", views.month, name="month"),
    path("<slug:slug>.ics", views.event_calendar, name="event_calendar"),
    path("<slug:slug>/", views.event, name="event"),
]
