"""Work on meetings: inviting and confirming for a secretariat, naming delegates for a state or an agency."""

from django.urls import path

from meetings.delegation.views import attendance, decide, desk, inviting, naming, printed, upload

app_name = "delegates"
urlpatterns = [
    path("", desk.meetings, name="meetings"),
    path("<slug:slug>/", desk.desk, name="desk"),
    path("<slug:slug>/invite/", inviting.invite, name="invite"),
    path("<slug:slug>/send/", inviting.send, name="send"),
    path("<slug:slug>/confirm/", decide.confirm_several, name="confirm"),
    path("<slug:slug>/attendance/", attendance.attendance, name="attendance"),
    path("<slug:slug>/attendance.pdf", printed.attendance_list, name="attendance_list"),
    path("<slug:slug>/badges.pdf", printed.badges, name="badges"),
    path("<slug:slug>/import/", upload.upload, name="import"),
    path("<slug:slug>/import/take/", upload.take, name="import_take"),
    path("<slug:slug>/import/template-<str:language>.xlsx", upload.template, name="template"),
    path("invitations/<int:pk>/", naming.invitation, name="invitation"),
    path("invitations/<int:pk>/edit/", inviting.edit, name="invitation_edit"),
    path("invitations/<int:pk>/delete/", inviting.delete, name="invitation_delete"),
    path("invitations/<int:pk>/name/", naming.name, name="name"),
    path("invitations/<int:pk>/decline/", naming.decline, name="decline"),
    path("invitations/<int:pk>/answer/", naming.answer_after_all, name="answer_after_all"),
    path("delegates/<int:pk>/edit/", naming.edit, name="edit"),
    path("delegates/<int:pk>/replace/", naming.replace, name="replace"),
    path("delegates/<int:pk>/withdraw/", naming.withdraw, name="withdraw"),
    path("delegates/<int:pk>/decide/", decide.decide, name="decide"),
]
