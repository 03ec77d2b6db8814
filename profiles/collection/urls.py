"""Work with rounds: answering for a state, and running them for a secretariat."""

from django.urls import path

from profiles.collection.views import answering, files, review, rounds, settling

app_name = "collection"
urlpatterns = [
    path("answers/", answering.submissions, name="answers"),
    path("answers/<int:pk>/", answering.submission, name="submission"),
    path("answers/<int:pk>/part/<int:number>/", answering.part, name="part"),
    path("answers/<int:pk>/part/<int:number>/take/", answering.take, name="take"),
    path("answers/<int:pk>/save/", answering.save, name="save"),
    path("answers/<int:pk>/submit/", answering.submit, name="submit"),
    path("answers/<int:pk>/extension/", answering.extension, name="extension"),
    path("answers/<int:pk>/print/", answering.printed, name="print"),
    path("answers/<int:pk>/workbook.xlsx", files.workbook, name="workbook"),
    path("answers/<int:pk>/upload/", files.upload, name="upload"),
    path("answers/<int:pk>/settle/", settling.settle, name="settle"),
    path("answers/<int:pk>/files/<int:file>/", files.attachment, name="attachment"),
    path("answers/<int:pk>/files/<int:file>/remove/", files.remove, name="attachment_remove"),
    path("answers/<int:pk>/review/", review.review, name="review"),
    path("answers/<int:pk>/review/decide/", review.decide, name="decide"),
    path("answers/<int:pk>/review/extension/", review.decide_extension, name="decide_extension"),
    path("answers/<int:pk>/compile/", review.compile_answers, name="compile"),
    path("answers/<int:pk>/difference/", review.difference, name="difference"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.new, name="round_new"),
    path("rounds/<int:pk>/", rounds.board, name="round"),
    path("rounds/<int:pk>/edit/", rounds.edit, name="round_edit"),
    path("rounds/<int:pk>/delete/", rounds.delete, name="round_delete"),
    path("rounds/<int:pk>/open/", rounds.open_round, name="round_open"),
    path("rounds/<int:pk>/close/", rounds.close_round, name="round_close"),
    path("rounds/<int:pk>/states/", rounds.states, name="round_states"),
]
