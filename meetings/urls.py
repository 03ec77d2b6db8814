"""Meetings of all regional i-Maps."""

from django.urls import path

from meetings import views
from meetings.records import summary

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("<slug:slug>.ics", views.calendar, name="calendar"),
    path("<slug:slug>/", views.meeting, name="meeting"),
    path("<slug:slug>/summary/", summary.page, name="summary"),
    path("<slug:slug>/summary.pdf", summary.pdf, name="summary_pdf"),
    path("<slug:slug>/summary.docx", summary.word, name="summary_word"),
    path("<slug:slug>/files/<int:pk>/", views.file, name="file"),
]
