"""Pages of those who work on editions. Without a language prefix: they speak the language of the person."""

from django.urls import path

from profiles import views_desk, views_validation, views_versions

app_name = "workspace"
urlpatterns = [
    path("editions/<int:pk>/", views_desk.desk, name="desk"),
    path("editions/<int:pk>/endorse/", views_desk.endorse, name="endorse"),
    path("editions/<int:pk>/remark/", views_desk.remark, name="edition_remark"),
    path("editions/<int:pk>/<slug:name>/", views_desk.step, name="step"),
    path("sections/<int:pk>/versions/", views_versions.versions, name="versions"),
    path("versions/<int:pk>/restore/", views_versions.restore, name="restore"),
    path("validations/", views_validation.validations, name="validations"),
    path("validations/<int:pk>/", views_validation.validation, name="validation"),
    path("validations/<int:pk>/<slug:verb>/", views_validation.act, name="validation_act"),
    path("remarks/<int:pk>/<slug:verb>/", views_validation.act_on_remark, name="remark_act"),
]
