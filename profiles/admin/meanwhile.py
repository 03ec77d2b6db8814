"""What happened to a draft while somebody wrote at it: another editor at the same text, or the end of the draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.admin.scope import maps_of
from imap.core.admin import RichTextField
from imap.core.admin.history import events_of, written, written_by
from imap.core.admin.versions import cleaned, fingerprint
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of
from profiles.admin.citations import COLUMNS, count, row_print
from profiles.admin.filling import gaps
from profiles.admin.publishing import page
from profiles.models import Edition, Profile, Source

CONFLICT, NOT_FOUND = 409, 404


def hold(pk: str) -> None:
    """Until the transaction ends nobody else saves, publishes or deletes this draft. Publishing takes the same lock."""
    if pk.isdecimal():
        Profile.objects.select_for_update(of=("self",), no_key=True).filter(editions=int(pk)).first()
        Edition.objects.select_for_update(of=("self",)).filter(pk=int(pk)).first()


@dataclass(frozen=True)
class Clash:
    """Where on the page it is asked which of two texts is kept."""

    anchor: str
    label: str
    is_open: bool


def clashes(context: dict[str, Any]) -> list[Clash]:
    """Those of a form that comes back, in the order of the page."""
    found = [Clash(row.html_name, row.label, row.is_open) for row in context["adminform"].form.clashes]
    for inline in context["inline_admin_formsets"]:
        for section in inline.formset.forms:
            found += in_section(section)
    return found


def in_section(section: Any) -> Iterator[Clash]:
    for version in section.clashes:
        yield Clash(version.html_name, f"{section.instance} · {version.label}", version.is_open)
    for row in section.citations.forms:
        if row.version and row.version.is_clash:
            yield Clash(row.prefix, _("Source of “%s”") % section.instance, row.version.is_open)


@dataclass(frozen=True)
class Typed:
    """Something that was typed into a form that cannot be saved any more."""

    label: str
    text: str
    language: str = ""
    is_rich: bool = False

    @property
    def direction(self) -> str:
        return direction_of(self.language)


def over(model_admin: Any, request: HttpRequest, pk: str, edition: Edition | None) -> HttpResponse:
    """The page for whoever sends the form of a draft that is none any more: what happened, what to do, and what was typed."""
    answer = page(
        model_admin, request, "admin/profiles/edition/over.html",
        title=_("Not saved"), original=edition, typed=[*typed(model_admin, request)],
        **(outcome(edition) if edition else deletion(request, pk)),
    )  # fmt: skip
    answer.status_code = CONFLICT if edition else NOT_FOUND
    return answer


def outcome(edition: Edition) -> dict[str, Any]:
    return {
        "author": written(Edition, edition.pk, "state", edition.state),
        "profile": edition.profile,
        "draft": Edition.objects.unissued().filter(profile=edition.profile).first(),
        "gap_count": len(gaps(edition)),
    }


def deletion(request: HttpRequest, pk: str) -> dict[str, Any]:
    """Who deleted the draft, where it was one of the user's own regional i-Maps; nothing else is told."""
    mine = Profile.objects.filter(regional_map__in=maps_of(request)).values("pk")
    rows = events_of(
        Edition, pgh_obj_id=int(pk) if pk.isdecimal() else 0, pgh_label="delete", profile__in=mine
    ).rows
    gone = rows.first()
    profile = Profile.objects.filter(pk=gone.profile_id).first() if gone else None
    return {"author": written_by(rows), "profile": profile, "label": gone.label if gone else ""}


def typed(model_admin: Any, request: HttpRequest) -> Iterator[Typed]:
    """What the editor wrote anew: texts that stand as they were loaded are left out."""
    sent = request.POST
    names = [
        name
        for name in flatten_fieldsets(model_admin.get_fieldsets(request))
        if name not in model_admin.readonly_fields
    ]
    for name, field in model_admin.get_form(request, fields=names)().fields.items():
        if is_new(field, sent, name):
            text = dict(getattr(field, "choices", ())).get(sent[name], sent[name])
            yield Typed(str(field.label), str(text), field.widget.attrs.get("lang", ""))
    for place in range(count(sent, "sections")):
        yield from typed_in_section(request, f"sections-{place}")


def typed_in_section(request: HttpRequest, name: str) -> Iterator[Typed]:
    sent, heading = request.POST, request.POST.get(f"{name}-heading", "")
    field = RichTextField(required=False)
    for code in LANGUAGES:
        if is_new(field, sent, f"{name}-body_{code}"):
            text = sanitise(sent[f"{name}-body_{code}"])
            yield Typed(f"{heading} · {OWN_NAMES[code]}", text, code, is_rich=True)
    for place in range(count(sent, f"{name}-citations")):
        row = f"{name}-citations-{place}"
        values = {column: sent.get(f"{row}-{column}", "") for column in COLUMNS}
        was = sent.get(f"{row}-was", "").partition(":")[2]
        if any(values.values()) and row_print(values) != was:
            yield Typed(_("Source of “%s”") % heading, in_words(request, values))


def is_new(field: Any, sent: Any, name: str) -> bool:
    value = sent.get(name, "").strip()
    return bool(value) and fingerprint(cleaned(field, value)) != sent.get(f"{name}-was", "")


def in_words(request: HttpRequest, values: dict[str, str]) -> str:
    key = values["source"]
    mine = Source.objects.editable_by(request.user)
    source = mine.filter(pk=int(key)).first() if key.isdecimal() else None
    return f"[{values['number']}] {source or '–'} {values['locator']}"
