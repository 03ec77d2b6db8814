"""A person's own pages, the reading log as secretariats read it, and what allauth leaves to us."""

from typing import Any

from allauth.mfa.base.views import IndexView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import Reader, maps_for, objects_for
from accounts.forms import OwnLanguageForm, ReadingFilterForm
from accounts.models import Membership, Reading, User
from accounts.readings import as_csv, chosen
from accounts.second_factor import owns_second_factor
from imap.core.translation import text_of
from imap.regions.models import RegionalMap

ROWS = 50
BACK = "before_second_factor"
WAIT_SECONDS = 300


@require_safe
def how_to_be_nominated(request: HttpRequest) -> HttpResponse:
    """In the place of a registration: nobody registers alone."""
    maps = [(found, found.shown("how_to_ask")) for found in maps_for(request.user)]
    return render(request, "account/signup_closed.html", {"ways": maps})


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = render(request, "account/too_many.html", {"minutes": WAIT_SECONDS // 60}, status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


class SecondFactor(IndexView):
    """A person's factors, and what they are for. Whoever was sent here by a page goes back to it with a factor."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            if owns_second_factor(request.user):
                request.session.pop(BACK, None)
                return redirect(back)
            request.session[BACK] = back
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_required": settings.REQUIRE_SECOND_FACTOR}


@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may read and do, and what is kept about one's reading."""
    person = signed_in(request)
    form = OwnLanguageForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        return keep_language(request, form)
    own = person.readings.select_related("regional_map").order_by("-at", "-pk")
    context = {
        "form": form,
        "admissions": admissions(person),
        "readings": Paginator(own, ROWS).get_page(request.GET.get("page")),
        "owns_second_factor": owns_second_factor(person),
        "is_required": settings.REQUIRE_SECOND_FACTOR,
        "kept_days": settings.READING_LOG_DAYS,
        "reads_the_log": logged_maps(person).exists(),
    }
    return render(request, "account/me.html", context)


def signed_in(request: HttpRequest) -> User:
    """The person behind a request that needs one."""
    assert isinstance(request.user, User)
    return request.user


def admissions(user: User) -> list[dict[str, Any]]:
    """Each role group a person belongs to: role, regional i-Map, pillar (or none), who nominated them, since when."""
    rows = Membership.objects.filter(user=user, group__role_group__isnull=False).select_related(
        "group__role_group__regional_map", "group__role_group__map_pillar__pillar", "nominated_by"
    )
    return [
        {
            "role": row.group.role_group.get_role_display(),
            "is_translator": row.group.role_group.role.startswith("translator_"),
            "regional_map": row.group.role_group.regional_map,
            "pillar": row.group.role_group.map_pillar
            and text_of(row.group.role_group.map_pillar.pillar, "name"),
            "nominated_by": row.nominated_by,
            "since": row.admitted_on,
        }
        for row in rows
    ]


def keep_language(request: HttpRequest, form: OwnLanguageForm) -> HttpResponse:
    """In force from the next page on: the cookie of an earlier choice gives way."""
    form.save()
    language = form.cleaned_data["preferred_language"]
    with translation.override(language):
        messages.success(request, _("Your language is kept."))
    response = redirect("account_me")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )  # fmt: skip
    return response


def logged_maps(user: Reader) -> QuerySet[RegionalMap]:
    """Regional i-Maps whose reading log the user reads."""
    return objects_for(user, "regions.admit_regionalmap", RegionalMap)


@never_cache
@require_safe
def readings(request: HttpRequest) -> HttpResponseBase:
    """Who read which restricted text of one's own regional i-Maps; `?format=csv` gives the same rows as a file."""
    maps = logged_maps(request.user)
    if not maps.exists():
        raise Http404
    form = ReadingFilterForm(request.GET, maps=maps)
    rows = chosen(Reading.objects.visible_to(signed_in(request)), form)
    if request.GET.get("format") == "csv":
        return as_csv(rows)
    page = Paginator(rows.select_related("regional_map", "user"), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(form.cleaned_data.values()),
        "kept_days": settings.READING_LOG_DAYS,
    }
    return render(request, "account/readings.html", context)
