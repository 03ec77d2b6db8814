"""Sign-in, sign-out, password and second factor (django-allauth), and a person's own settings."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
