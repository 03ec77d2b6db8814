"""Addresses of the portal. Pages live under their language; what has none is for people at work and for machines."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from imap.core.health import healthz, readyz
from imap.newsroom.views_subscriptions import stop_news

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler404 = "imap.portal.errors.not_found"
handler403 = "imap.portal.errors.forbidden"
handler400 = "imap.portal.errors.bad_request"
handler500 = "imap.portal.errors.server_error"
handler429 = "accounts.views.too_many_requests"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("imap.portal.urls_root")),
    path("accounts/", include("accounts.urls")),
    path("accounts/follows/", include("profiles.urls_follows")),
    path("workspace/", include("profiles.collection.urls")),
    path("workspace/", include("imap.portal.urls_workspace")),
    path("workspace/", include("profiles.urls_workspace")),
    path("workspace/", include("imap.newsroom.urls_inbox")),
    path("accounts/news/stop/<str:token>/", stop_news, name="stop_news"),
    path("workspace/outbox/", include("accounts.urls_outbox")),
    path("workspace/meetings/", include("meetings.delegation.urls")),
    path("workspace/translations/", include("profiles.translation.urls")),
    path("workspace/", include("meetings.records.urls")),
    path("workspace/cooperation/", include("meetings.cooperation.urls_workspace")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("imap.api")),
    path("tiles/", include("profiles.urls_tiles")),
    *i18n_patterns(
        path("glossary/", include("profiles.glossary")),
        path("library/", include("imap.library.urls")),
        path("meetings/", include("meetings.urls")),
        path("news/", include("imap.newsroom.urls")),
        path("events/", include("imap.newsroom.urls_events")),
        path("projects/", include("meetings.cooperation.urls_projects")),
        path("exchange/", include("meetings.cooperation.urls_exchange")),
        path("", include("imap.portal.urls")),
        path("<slug:map_slug>/", include("profiles.urls")),
        path("<slug:map_slug>/", include("imap.portal.urls_map")),
    ),
]
