"""Meetings of all regional i-Maps."""

from django.urls import path

from meetings import views
from meetings.delegation.views import participants, personal
from meetings.records import summary

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("personal-link/", personal.new_link, name="new_link"),
    path("personal-link/<str:token>/", personal.personal, name="personal"),
    path(
        "personal-link/<str:token>/cannot-come/", personal.personal_cannot_come, name="personal_cannot_come"
    ),
    path("personal-link/<str:token>/files/<int:pk>/", personal.personal_file, name="personal_file"),
    path("personal-link/<str:token>/calendar.ics", personal.personal_calendar, name="personal_calendar"),
    path("<slug:slug>.ics", views.calendar, name="calendar"),
    path("<slug:slug>/", views.meeting, name="meeting"),
    path("<slug:slug>/summary/", summary.page, name="summary"),
    path("<slug:slug>/summary.pdf", summary.pdf, name="summary_pdf"),
    path("<slug:slug>/summary.docx", summary.word, name="summary_word"),
    path("<slug:slug>/files/<int:pk>/", views.file, name="file"),
    path("<slug:slug>/participants/", participants.participants, name="participants"),
    path("<slug:slug>/my-place/", personal.my_place, name="my_place"),
    path("<slug:slug>/my-place/cannot-come/", personal.my_place_cannot_come, name="my_place_cannot_come"),
    path("<slug:slug>/my-place/files/<int:pk>/", personal.my_place_file, name="my_place_file"),
]
