"""News, in the language of the page."""

from django.urls import path

from imap.newsroom import views, views_subscriptions

app_name = "newsroom"
urlpatterns = [
    path("", views.news_list, name="list"),
    path("archive/<int:year>/", views.archive, name="archive"),
    path("feed.<str:form>", views.feed, name="feed"),
    path("by-mail/", views_subscriptions.by_mail, name="by_mail"),
    path("<slug:slug>/", views.item, name="item"),
]
