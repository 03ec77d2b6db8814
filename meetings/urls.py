"""Meetings of all regional i-Maps."""

from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("<slug:slug>.ics", views.calendar, name="calendar"),
    path("<slug:slug>/", views.meeting, name="meeting"),
    path("<slug:slug>/files/<int:pk>/", views.file, name="file"),
]
