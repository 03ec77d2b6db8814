"""The admin as one place: what its pages carry, what its front page counts, and what it never tells."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy
from django.views.i18n import JavaScriptCatalog

from imap.core.admin.words import page_words

Urls = list[URLPattern | URLResolver]


def no_shortcut(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Django's redirect from any row to its page would tell addresses of rows that the user may not see."""
    raise Http404


class PortalAdminSite(admin.AdminSite):
    site_title = gettext_lazy("i-Map editing")
    site_header = gettext_lazy("i-Map editing")
    index_title = gettext_lazy("What you can work on")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only lists that know whose rows they show; a library's own (groups, addresses, factors) are left out."""
        from imap.core.admin.base import PortalAdmin

        if admin_class is not None and issubclass(admin_class, PortalAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        lacks_second_factor = getattr(request.user, "lacks_second_factor", False)
        return super().has_permission(request) and not lacks_second_factor

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Whoever is staff and signed in but not let in lacks a second factor: the page to set one up."""
        if getattr(request.user, "lacks_second_factor", False):
            return redirect("mfa_index")
        return super().login(request, extra_context)

    def get_urls(self) -> Urls:
        shortcut = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(no_shortcut))
        return [shortcut, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        own = {"admin_words": page_words(), "country_footnotes": self.country_footnotes}
        return {**super().each_context(request), **own}

    def country_footnotes(self) -> list[tuple[str, Any]]:
        """The footnotes that names of countries carry, of the list that has any; read when the page draws them."""
        lists = [known for known in self._registry.values() if hasattr(known, "naming_footnotes")]
        return [note for known in lists for note in known.naming_footnotes()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        apps = self.get_app_list(request)
        for row in (row for app in apps for row in app["models"]):
            row["count"] = self.get_model_admin(row["model"]).get_queryset(request).count()
        context = {"app_list": apps, "recent_actions": self.recent_actions(request), **(extra_context or {})}
        return super().index(request, context)

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Nothing for pages in general; the front page has `recent_actions`."""
        return super().get_log_entries(request).none()

    def recent_actions(self, request: HttpRequest) -> list[Any]:
        """The user's last actions, of those whose object they may still see."""
        recent = super().get_log_entries(request).filter(user=request.user)[:40]
        return [entry for entry in recent if self.still_sees(request, entry)][:10]

    def still_sees(self, request: HttpRequest, entry: Any) -> bool:
        model = entry.content_type.model_class() if entry.content_type else None
        if model is None or not self.is_registered(model):
            return False
        if entry.is_deletion():
            return request.user.is_superuser
        return self.get_model_admin(model).get_queryset(request).filter(pk=entry.object_id).exists()

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:
        """The words of every app's scripts, the editor's among them."""
        return JavaScriptCatalog.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect(reverse("account_logout"))
