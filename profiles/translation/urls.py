"""Where translators work: under /workspace/translations/."""

from django.urls import path

from profiles.translation import edition_views, exchange_views, report, section_views, version_views

app_name = "translations"
urlpatterns = [
    path("", edition_views.awaiting, name="awaiting"),
    path("report/", report.report, name="report"),
    path("editions/<int:pk>/", edition_views.edition, name="edition"),
    path("editions/<int:pk>/<str:language>/head/", edition_views.head, name="head"),
    path("editions/<int:pk>/<str:language>.xlf", exchange_views.xliff, name="xliff"),
    path("sections/<int:pk>/source/", section_views.choose_source, name="source"),
    path("<int:pk>/<str:language>/", section_views.section, name="section"),
    path("<int:pk>/<str:language>/keep/", section_views.keep, name="keep"),
    path("<int:pk>/<str:language>/review/", section_views.review, name="review"),
    path("<int:pk>/<str:language>/versions/", version_views.versions, name="versions"),
    path("<int:pk>/<str:language>/versions/<int:version>/", version_views.bring_back, name="bring_back"),
]
