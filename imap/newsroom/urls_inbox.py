"""The inbox of news, the report on feeds, and links: for the staff of regional i-Maps. Without a language in the address."""

from django.urls import path

from imap.newsroom import views_inbox as inbox
from imap.newsroom import views_links as links

app_name = "inbox"
urlpatterns = [
    path("news/", inbox.inbox, name="list"),
    path("news/feeds/", inbox.feeds, name="feeds"),
    path("news/feeds/<int:pk>/", inbox.feed_act, name="feed_act"),
    path("news/ticked/", inbox.act_on_ticked, name="ticked"),
    path("news/<int:pk>/", inbox.entry, name="entry"),
    path("news/<int:pk>/<str:verb>/", inbox.act, name="act"),
    path("links/", links.link_list, name="links"),
    path("links/<int:pk>/", links.link, name="link"),
]
