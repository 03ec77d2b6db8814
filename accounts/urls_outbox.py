"""The outbox, as the staff of regional i-Maps see it."""

from django.urls import path

from accounts import views_outbox as views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<int:pk>/", views.letter, name="outbox_letter"),
    path("<int:pk>/as-sent/", views.letter_as_sent, name="outbox_letter_as_sent"),
    path("<int:pk>/again/", views.send_letter_again, name="outbox_send_again"),
]
