"""Records in the workspace. No address names a record: a line in a log of requests ties nobody to one."""

from django.urls import path

from meetings.records import desk, sheet

app_name = "records"
urlpatterns = [
    path("records/", sheet.meetings_noted, name="meetings"),
    path("meetings/<slug:slug>/records/", sheet.sheet, name="sheet"),
    path("meetings/<slug:slug>/records/rows/", sheet.rows, name="rows"),
    path("meetings/<slug:slug>/records/act/", sheet.act, name="act"),
    path("meetings/<slug:slug>/records/check/", desk.check, name="check"),
    path("meetings/<slug:slug>/records/send/", desk.send_to_check, name="send"),
    path("meetings/<slug:slug>/records/resolve/", desk.resolve, name="resolve"),
    path("meetings/<slug:slug>/records/release/", desk.release, name="release"),
    path("meetings/<slug:slug>/records/withdraw/", desk.withdraw, name="withdraw"),
    path("meetings/<slug:slug>/records/note-takers/", desk.note_takers, name="note_takers"),
]
