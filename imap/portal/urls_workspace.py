"""The first page of those who work on the portal."""

from django.urls import path

from imap.portal import workspace

urlpatterns = [path("", workspace.workspace, name="workspace")]
