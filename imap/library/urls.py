"""The library of all regional i-Maps."""

from django.urls import path

from imap.library import views

app_name = "library"
urlpatterns = [
    path("", views.publication_list, name="list"),
    path("<slug:slug>.xml", views.as_dublin_core, name="dublin_core"),
    path("<slug:slug>.bib", views.as_bibtex, name="bibtex"),
    path("<slug:slug>.ris", views.as_ris, name="ris"),
    path("<slug:slug>/", views.publication, name="publication"),
    path("<slug:slug>/files/<int:pk>/", views.file, name="file"),
    path("<slug:slug>/files/<int:pk>/cover.webp", views.cover, name="cover"),
]
