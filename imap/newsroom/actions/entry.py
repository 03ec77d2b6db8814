"""What staff do with an entry of the inbox. Each takes the row's lock first: two colleagues never write of the same one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.translation import LANGUAGES
from imap.newsroom.actions.item import publish
from imap.newsroom.models import Entry, NewsItem

State = Entry.State


class AlreadyTaken(ValidationError):
    """A colleague has it in hand, or has decided on it."""


def locked(entry: Entry) -> Entry:
    rows = Entry.objects.select_for_update(of=("self",)).select_related("feed__regional_map", "decided_by")
    return rows.get(pk=entry.pk)


def refuse_if_with_another(entry: Entry, by: User) -> None:
    who = entry.decided_by or _("somebody whose account is gone")
    if entry.state == State.PUBLISHED:
        raise AlreadyTaken(_("%(who)s has published this entry already.") % {"who": who})
    if entry.state == State.DISMISSED and entry.decided_by_id != by.pk:
        raise AlreadyTaken(_("%(who)s has dismissed this entry.") % {"who": who})
    if entry.is_taken and entry.decided_by_id not in (by.pk, None) and not entry.is_left_lying:
        raise AlreadyTaken(_("%(who)s is writing on this entry already.") % {"who": who})


@transaction.atomic
def take(*, entry: Entry, by: User) -> Entry:
    """Pick it: it is the person's to write for a quarter of an hour. Raises `AlreadyTaken`."""
    entry = locked(entry)
    refuse_if_with_another(entry, by)
    return decide(entry, State.TAKEN, by)


@transaction.atomic
def dismiss(*, entry: Entry, by: User) -> Entry:
    """Raises `AlreadyTaken`. It can be put back."""
    entry = locked(entry)
    refuse_if_with_another(entry, by)
    return decide(entry, State.DISMISSED, by)


@transaction.atomic
def put_back(*, entry: Entry, by: User) -> Entry:
    """What was picked or dismissed waits again; a colleague may put back what was dismissed. Raises `AlreadyTaken`."""
    entry = locked(entry)
    if entry.state != State.DISMISSED:
        refuse_if_with_another(entry, by)
    entry.state, entry.decided_by, entry.decided_at = State.WAITING, None, None
    entry.save(update_fields=["state", "decided_by", "decided_at"])
    return entry


def decide(entry: Entry, state: State, by: User) -> Entry:
    entry.state, entry.decided_by, entry.decided_at = state, by, timezone.now()
    entry.save(update_fields=["state", "decided_by", "decided_at"])
    return entry


@transaction.atomic
def publish_entry(*, entry: Entry, by: User, values: dict[str, Any]) -> NewsItem:
    """The item of an entry, in the words that the person wrote. `values`: those of `EntryForm`. Raises `AlreadyTaken`."""
    entry = locked(entry)
    refuse_if_with_another(entry, by)
    many = {name: values[name] for name in ("other_maps", "pillars", "themes", "countries", "routes")}
    item = NewsItem(
        regional_map=values["regional_map"], kind=values["kind"], slug=free_slug(values, entry), is_open=values["is_open"],
        publisher=values["publisher"], url=entry.url, language=entry.language, dated=values["dated"],
        **{f"{field}_{language}": values.get(f"{field}_{language}") or "" for field in ("title", "summary") for language in LANGUAGES},
    )  # fmt: skip
    item.save()
    for name, rows in many.items():
        getattr(item, name).set(rows)
    publish(item=item, by=by)
    decide(entry, State.PUBLISHED, by)
    Entry.objects.filter(pk=entry.pk).update(item=item)
    return item


def free_slug(values: dict[str, Any], entry: Entry) -> str:
    """Made of the English or French title; another of the same name gets a number."""
    words = slugify(values.get("title_en") or values.get("title_fr") or entry.title)[:90].strip("-")
    base = f"{words or 'news'}-{values['dated'][:4]}"
    taken = set(NewsItem.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, 10_000) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
