"""The News Centre: list, archive, one item, and the portal's own feeds."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from accounts.access import Reader, maps_for
from imap.core.list_filters import active_filters, must_fit
from imap.core.pagecache import public_page
from imap.newsroom.filters import ChosenNews, NewsFilterForm, filtered
from imap.newsroom.models import NewsItem
from imap.newsroom.pages import source_mark, with_heads, with_routes, years
from imap.newsroom.syndication import EVERYONE, FORMATS, feed_of
from imap.regions.known import KNOWN

ROWS = 20
BY_MAIL = ("map", "country", "pillar")  # by what news comes by mail
TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}


@require_safe
@public_page
def news_list(request: HttpRequest) -> HttpResponse:
    form = NewsFilterForm(request.GET, user=request.user, maps=maps_for(request.user))
    chosen = ChosenNews.of(form)
    found = filtered(NewsItem.objects.visible_to(request.user), chosen)
    active = active_filters(form, chosen, request.GET)
    page = Paginator(
        with_heads(found, request.user).prefetch_related("themes").newest_first(), ROWS
    ).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": chosen,
        "active": active,
        "page": page,
        "years": years(NewsItem.objects.visible_to(request.user)),
        "feeds": feeds_for(chosen, active) if is_everyones(chosen, request.user) else [],
        "query": urlencode([(name, value) for name, value in chosen.query.items() if name in BY_MAIL]),
    }  # fmt: skip
    return render(request, "newsroom/list.html", context)


def is_everyones(chosen: ChosenNews, user: Reader) -> bool:
    """Whether everybody's feed has any of it: no feed is offered of a year or a country that only the reader's own items have."""
    if not (user.is_authenticated and chosen.any):
        return True
    asked = QueryDict(urlencode(chosen.query))
    return ChosenNews.of(NewsFilterForm(asked, user=EVERYONE, maps=maps_for(EVERYONE))) == chosen


def feeds_for(chosen: ChosenNews, active: list[Any]) -> list[dict[str, str]]:
    """Addresses of the feeds that hold what was chosen, for programs (`<link rel=alternate>`) and for people."""
    words = " · ".join(["i-Map", *(str(each.value) for each in active)])
    query = f"?{urlencode(chosen.query)}" if chosen.query else ""
    return [
        {"form": form, "type": TYPES[form].partition(";")[0], "query": query, "title": f"{words} ({name})"}
        for form, name in (("atom", "Atom"), ("rss", "RSS"))
    ]


@require_safe
@public_page
def archive(request: HttpRequest, year: int) -> HttpResponse:
    """All items of a year."""
    visible = NewsItem.objects.visible_to(request.user)
    items = list(with_heads(visible.filter(dated__startswith=f"{year:04d}"), request.user).newest_first())
    context = {"year": year, "items": items, "years": years(visible)}
    return render(request, "newsroom/archive.html", context, status=200 if items else 404)


@require_safe
@public_page
def item(request: HttpRequest, slug: str) -> HttpResponse:
    rows = with_routes(NewsItem.objects.visible_to(request.user), request.user)
    found = get_object_or_404(rows, slug=slug)
    return render(request, "newsroom/item.html", {"item": found, "mark": source_mark(found)})


@require_safe
@public_page
@conditional_page
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The same for everyone: a reader's program brings no session, and what is restricted stands in no feed."""
    if form not in FORMATS:
        raise Http404
    filters = NewsFilterForm(request.GET, user=EVERYONE, maps=maps_for(EVERYONE))
    must_fit(filters, request.GET, KNOWN)
    chosen = ChosenNews.of(filters)
    words = [str(each.value) for each in active_filters(filters, chosen, request.GET)]
    return HttpResponse(feed_of(chosen, words, form), content_type=TYPES[form])
