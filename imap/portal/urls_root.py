"""`/`: sends visitors to their language."""

from django.urls import path

from imap.portal import views

urlpatterns = [path("", views.choose_language, name="root")]
