"""Where translators work: under /workspace/translations/."""

from django.urls import path

from profiles.translation import exchange_views, report, version_views, views

app_name = "translations"
urlpatterns = [
    path("", views.awaiting, name="awaiting"),
    path("report/", report.report, name="report"),
    path("editions/<int:pk>/", views.edition, name="edition"),
    path("editions/<int:pk>/<str:language>/head/", views.head, name="head"),
    path("editions/<int:pk>/<str:language>.xlf", exchange_views.xliff, name="xliff"),
    path("sections/<int:pk>/source/", views.choose_source, name="source"),
    path("<int:pk>/<str:language>/", views.section, name="section"),
    path("<int:pk>/<str:language>/keep/", views.keep, name="keep"),
    path("<int:pk>/<str:language>/review/", views.review, name="review"),
    path("<int:pk>/<str:language>/versions/", version_views.versions, name="versions"),
    path("<int:pk>/<str:language>/versions/<int:version>/", version_views.bring_back, name="bring_back"),
]
