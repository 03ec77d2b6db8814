"""Projects of all regional i-Maps."""

from django.urls import path

from meetings.cooperation.views import projects

app_name = "projects"
urlpatterns = [
    path("", projects.project_list, name="list"),
    path("iati.xml", projects.projects_iati, name="iati"),
    path("<slug:slug>/", projects.project, name="project"),
    path("<slug:slug>/iati.xml", projects.project_iati, name="project_iati"),
]
