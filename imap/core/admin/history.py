"""What changed, when and by whom: pages made from the events that the database keeps (django-pghistory)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from modeltranslation.translator import NotRegistered, translator

from imap.core.admin.difference import difference_of, shown_value
from imap.core.richtext import plain

A_PAGE = 25
WORDS_OF_A_NEW_TEXT = 60


@dataclass(frozen=True)
class Events:
    """Events of one model that belong to the story of a row; `part` names the part in words, where it is one."""

    model: type[models.Model]
    rows: models.QuerySet
    part: str = ""


@dataclass
class Change:
    label: str
    before: str
    after: str
    words: SafeString | None = None


@dataclass
class Entry:
    """One event as a reader of the history sees it."""

    at: datetime
    who: str
    verb: str
    thing: str
    is_whole: bool  # the row came or went, which is told even where no column is
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """Who made a row what it is, and when."""

    who: str
    at: datetime


def events_of(model: type[models.Model], part: str = "", **which: Any) -> Events:
    """The kept events of `model`; `which` filters on their columns."""
    return Events(model, model.pgh_event_model.objects.filter(**which), part)  # type: ignore[attr-defined]


def verbs() -> dict[str, str]:
    return {"insert": _("Added"), "update": _("Changed"), "delete": _("Deleted")}


def newest_first(story: Iterable[Events]) -> list[tuple[datetime, int, Events]]:
    """Keys of all events; a row's history is read a page at a time, so its texts stay in the database."""
    keys = [
        (at, key, events)
        for events in story
        for key, at in events.rows.values_list("pgh_id", "pgh_created_at")
    ]
    return sorted(keys, key=lambda item: item[:2], reverse=True)


def entries(keys: Iterable[tuple[datetime, int, Events]], known: models.QuerySet) -> list[Entry]:
    """Told with the names of the people whom the reader knows."""
    wanted = list(keys)
    loaded = {
        id(events): events.rows.model.objects.select_related("pgh_context").in_bulk(
            [key for _at, key, of in wanted if of is events]
        )
        for _at, _key, events in wanted
    }
    rows = [(loaded[id(events)][key], events) for _at, key, events in wanted]
    people = authors((row for row, _events in rows), known)
    told = [entry(row, events, people) for row, events in rows]
    return [one for one in told if one.changes or one.is_whole]


def authors(rows: Iterable[Any], known: models.QuerySet | None = None) -> dict[Any, str]:
    """Names by key; of those that are `known` to the reader, where that is given."""
    ids = [pk for row in rows if row.pgh_context and (pk := row.pgh_context.metadata.get("user"))]
    names = dict.fromkeys(get_user_model().objects.filter(pk__in=ids).values_list("pk", flat=True), "")
    unnamed = _("Someone outside your regional i-Maps")
    people = get_user_model()._default_manager.all() if known is None else known
    named = {user.pk: str(user) for user in people.filter(pk__in=ids)}
    return {pk: named.get(pk, unnamed) for pk in names}


def author_of(row: Any, people: dict[Any, str]) -> str:
    by = row.pgh_context.metadata.get("user") if row.pgh_context else None
    return people.get(by) or (_("A person who is gone") if by else _("The portal itself"))


def written(model: type[models.Model], key: Any, column: str, value: Any) -> Written | None:
    """Who gave a row's column the value that it has now; none where the history does not know."""
    rows = events_of(model, pgh_obj_id=key).rows
    is_same = models.Q(**{column: value})
    if not value:
        is_same |= models.Q(**{column: ""}) | models.Q(**{f"{column}__isnull": True})
    last_other = rows.exclude(is_same).aggregate(last=models.Max("pgh_id"))["last"] or 0
    return written_by(rows.filter(pgh_id__gt=last_other))


def written_by(rows: models.QuerySet) -> Written | None:
    """Who made the first of these events, without its texts."""
    needed = rows.select_related("pgh_context").only("pgh_created_at", "pgh_context")
    row: Any = needed.order_by("pgh_id").first()
    return Written(author_of(row, authors([row])), row.pgh_created_at) if row else None


def entry(row: Any, events: Events, people: dict[Any, str]) -> Entry:
    earlier = event_before(row)
    return Entry(
        at=row.pgh_created_at,
        who=author_of(row, people),
        verb=verbs().get(row.pgh_label, row.pgh_label),
        thing=str(events.part or capfirst(events.model._meta.verbose_name)),
        is_whole=row.pgh_label != "update",
        changes=lost(events.model, row)
        if row.pgh_label == "delete"
        else list(changes(events.model, earlier, row)),
    )


def event_before(row: Any) -> Any:
    """The event that told of the same row before; links have none, they only come and go."""
    if not hasattr(row, "pgh_obj_id"):
        return None
    same = type(row).objects.filter(pgh_obj_id=row.pgh_obj_id, pgh_id__lt=row.pgh_id)
    return same.order_by("-pgh_id").first()


def lost(model: type[models.Model], row: Any) -> list[Change]:
    """Whom or what a row that is gone pointed to; its texts stand in the events before."""
    pointers = [column for column in told_fields(model, row) if column.is_relation]
    values = [(column, shown_value(column, getattr(row, column.attname))) for column in pointers]
    return [Change(capfirst(label_of(column)), was, "") for column, was in values if was]


def told_fields(model: type[models.Model], row: Any) -> list[Any]:
    """The model's own columns that the event keeps, without the ones that stand for a language's."""
    try:
        doubled = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        doubled = set()
    told = []
    for kept in row._meta.fields:
        if kept.name.startswith("pgh_") or kept.name == "id" or kept.name in doubled:
            continue
        try:
            told.append(model._meta.get_field(kept.name))
        except FieldDoesNotExist:  # the column is gone, its past stays readable in the database
            continue
    return told


def changes(model: type[models.Model], earlier: Any, row: Any) -> Iterable[Change]:
    for column in told_fields(model, row):
        was = getattr(earlier, column.attname, None) if earlier is not None else None
        is_now = getattr(row, column.attname)
        if was == is_now or (was in (None, "") and is_now in (None, "", [])):
            continue
        before, after = shown_value(column, was), shown_value(column, is_now)
        is_text = isinstance(column, models.TextField)
        words = difference_of(before, after) if is_text and before else None
        after = Truncator(plain(after)).words(WORDS_OF_A_NEW_TEXT) if is_text else after
        yield Change(capfirst(label_of(column)), before, after, words)


def label_of(column: Any) -> str:
    from imap.core.admin.fields import IN_LANGUAGE

    if hasattr(column, "translated_field"):
        return str(IN_LANGUAGE[column.language] % {"field": column.translated_field.verbose_name})
    return str(column.verbose_name)


def people_known(site: Any, request: HttpRequest) -> models.QuerySet:
    """Those on the user's own list of people, superusers, and the user."""
    people = get_user_model()._default_manager
    listed = site.get_model_admin(get_user_model()).get_queryset(request).values("pk")
    return people.filter(Q(pk__in=listed) | Q(is_superuser=True) | Q(pk=request.user.pk))


def history_page(
    model_admin: Any, request: HttpRequest, obj: models.Model, extra_context: dict[str, Any] | None
) -> HttpResponse:
    paginator = Paginator(newest_first(model_admin.history_of(request, obj)), A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History: %s") % obj,
        "subtitle": None,
        "entries": entries(islice(page.object_list, A_PAGE), people_known(model_admin.admin_site, request)),
        "page": page,
        "object": obj,
        "opts": model_admin.opts,
        "module_name": capfirst(model_admin.opts.verbose_name_plural),
        "preserved_filters": model_admin.get_preserved_filters(request),
        **(extra_context or {}),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/object_history.html", context)
