"""Records in the workspace. No address names a record: a line in a log of requests ties nobody to one."""

from django.urls import path

from meetings.records import desk, sheet

app_name = "records"
urlpatterns = [
    path("records/", sheet.meetings_noted, name="meetings"),
    path("<slug:slug>/records/", sheet.sheet, name="sheet"),
    path("<slug:slug>/records/rows/", sheet.rows, name="rows"),
    path("<slug:slug>/records/act/", sheet.act, name="act"),
    path("<slug:slug>/records/check/", desk.check, name="check"),
    path("<slug:slug>/records/send/", desk.send_to_check, name="send"),
    path("<slug:slug>/records/resolve/", desk.resolve, name="resolve"),
    path("<slug:slug>/records/release/", desk.release, name="release"),
    path("<slug:slug>/records/withdraw/", desk.withdraw, name="withdraw"),
    path("<slug:slug>/records/note-takers/", desk.note_takers, name="note_takers"),
]
