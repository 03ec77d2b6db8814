"""What is out of step in which language: one row an edition and language, on the page and as a file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import Reader
from imap.core.renderers import safe_cell
from imap.core.translation import LANGUAGES, OWN_NAMES
from imap.regions.models import Pillar, RegionalMap
from profiles.models import Edition, Section, TranslationState
from profiles.models.template import Kind
from profiles.models.translatable import TRANSLATABLE
from profiles.models.translation import WAITING, with_states
from profiles.translation import doors
from profiles.translation.work import places_of, works_on

ROWS = 60
IN_STEP = (TranslationState.IN_STEP, TranslationState.REVIEWED)
COUNTED = (*IN_STEP, *WAITING)
BYTE_ORDER_MARK = "\ufeff"


@dataclass
class Line:
    """How many sections of an edition are in each state in one language."""

    edition: Edition
    language: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def sections(self) -> int:
        return sum(self.counts.get(state, 0) for state in COUNTED)

    @property
    def in_step(self) -> int:
        return sum(self.counts.get(state, 0) for state in IN_STEP)

    @property
    def reviewed(self) -> int:
        return self.counts.get(TranslationState.REVIEWED, 0)

    @property
    def out_of_step(self) -> int:
        return self.counts.get(TranslationState.OUT_OF_STEP, 0)

    @property
    def missing(self) -> int:
        return self.counts.get(TranslationState.MISSING, 0)

    @property
    def in_progress(self) -> int:
        return self.counts.get(TranslationState.IN_PROGRESS, 0)

    @property
    def is_complete(self) -> bool:
        return self.in_step == self.sections


class ReportForm(forms.Form):
    """A value that is unknown leaves its filter out."""

    regional_map = forms.ModelChoiceField(
        RegionalMap.objects.none(),
        required=False,
        label=gettext_lazy("Regional i-Map"),
        empty_label=gettext_lazy("all"),
    )
    pillar = forms.ModelChoiceField(
        Pillar.objects.all(), required=False, label=gettext_lazy("Pillar"), empty_label=gettext_lazy("all")
    )
    kind = forms.ChoiceField(
        required=False, label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all")), *Kind.choices]
    )
    language = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("all")), *((code, OWN_NAMES[code]) for code in LANGUAGES)],
    )
    editions = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Editions"),
        choices=[
            ("", gettext_lazy("in preparation and published")),
            ("open", gettext_lazy("in preparation")),
            ("published", gettext_lazy("published")),
        ],
    )
    only = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Show"),
        choices=[("", gettext_lazy("all")), ("waiting", gettext_lazy("only what is not in step"))],
    )

    def __init__(self, asked: QueryDict, *, user: Reader) -> None:
        super().__init__(asked)
        worked_on = Q()
        for language in LANGUAGES:
            worked_on |= Q(pk__in=maps_in(user, language))
        self.fields["regional_map"].queryset = RegionalMap.objects.filter(worked_on)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


def maps_in(user: Reader, language: str) -> QuerySet[Any]:
    rows = Section.objects.filter(works_on(user, language))
    return rows.values("edition__profile__regional_map").distinct()


def sections_of(user: Reader, language: str, chosen: dict[str, Any]) -> QuerySet[Section]:
    """Sections that the user sees on the regional i-Maps where they translate into the language."""
    states = {"open": TRANSLATABLE, "published": (Edition.State.PUBLISHED,)}
    wanted = states.get(chosen.get("editions") or "", (*TRANSLATABLE, Edition.State.PUBLISHED))
    rows = Section.objects.visible_to(user).filter(works_on(user, language), edition__state__in=wanted)
    for name in ("regional_map", "pillar", "kind"):
        if value := chosen.get(name):
            rows = rows.filter(**{f"edition__profile__{name}": value})
    return rows


def lines(user: Reader, chosen: dict[str, Any]) -> list[Line]:
    """Two queries a language at most: the counts, and once the editions."""
    asked = [chosen["language"]] if chosen.get("language") else LANGUAGES
    counts: dict[tuple[int, str], dict[str, int]] = {}
    for language in asked:
        rows = with_states(sections_of(user, language, chosen), language)
        found = rows.filter(in_language__in=COUNTED).order_by().values_list("edition", "in_language")
        for edition, state, number in found.annotate(number=Count("pk")):
            counts.setdefault((edition, language), {})[state] = number
    editions = Edition.objects.heads().select_related(
        "profile__regional_map", "profile__pillar", "profile__country"
    )  # type: ignore[attr-defined]
    known = editions.in_bulk({edition for edition, _language in counts})
    every = [Line(known[edition], language, count) for (edition, language), count in counts.items()]
    if chosen.get("only") == "waiting":
        every = [line for line in every if not line.is_complete]
    place = places_of(line.edition.pk for line in every)
    return sorted(every, key=lambda line: (place[line.edition.pk], line.language))


@never_cache
@login_required
@require_GET
def report(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """`?format=csv` gives the same rows as a file."""
    doors.must_translate(request)
    form = ReportForm(request.GET, user=request.user)
    chosen = form.chosen()
    found = lines(request.user, chosen)
    if request.GET.get("format") == "csv":
        response = StreamingHttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="translations.csv"'
        return response
    context = {
        "form": form,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "is_filtered": any(chosen.values()),
        "complete": sum(line.is_complete for line in found),
    }
    return render(request, "workspace/translations/report.html", context)


class Echo:
    """A file that gives back each row as it is written."""

    def write(self, row: str) -> str:
        return row


def as_csv(found: list[Line]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    yield writer.writerow(
        [
            _("Regional i-Map"), _("Profile"), _("Pillar"), _("Edition"), _("State"), _("Language"), _("Sections"),
            _("In step"), _("Reviewed"), _("Out of step"), _("Not translated yet"), _("In progress"),
        ]
    )  # fmt: skip
    for line in found:
        edition = line.edition
        head = [
            edition.profile.regional_map.slug, str(edition.profile.shown_title), str(edition.profile.pillar),
            edition.label, str(edition.get_state_display()), line.language,
        ]  # fmt: skip
        numbers = [
            line.sections, line.in_step, line.reviewed, line.out_of_step, line.missing, line.in_progress,
        ]  # fmt: skip
        yield writer.writerow([*map(safe_cell, head), *numbers])
