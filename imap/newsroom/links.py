"""Where the News Centre links to other sites."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imap.core.links import Place
from imap.newsroom.models import Event, NewsItem


def in_admin(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def with_maps(rows: Any) -> Any:
    return rows.select_related("regional_map").defer("search")


PLACES = [
    Place(
        label=_("news item"),
        rows=lambda: NewsItem.objects.published(),
        editable=lambda user: with_maps(NewsItem.objects.editable_by(user)),
        url="url",
        page=in_admin,
    ),
    Place(
        label=_("event"),
        rows=lambda: Event.objects.published(),
        editable=lambda user: with_maps(Event.objects.editable_by(user)),
        url="url",
        page=in_admin,
    ),
]
