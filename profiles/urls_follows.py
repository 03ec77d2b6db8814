"""What a reader follows: their own choices, and the links of letters. Without a language in the address."""

from django.urls import path

from profiles import views_follow as views

urlpatterns = [
    path("", views.choose_digest, name="choose_digest"),
    path("stop/<str:token>/", views.stop_following, name="stop_following"),
]
