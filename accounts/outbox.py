"""The outbox as a list: what was asked for, and how many letters stand in each state."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.letters import label_of
from accounts.models import Letter


class OutboxFilterForm(forms.Form):
    """What staff look for. Empty fields leave the outbox whole."""

    person = forms.CharField(label=_("To"), required=False, max_length=150)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=150)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *Letter.State.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    since = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((label_of(kind), kind) for kind in kinds)
        choices = [("", _("All kinds")), *((kind, label) for label, kind in named)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


def chosen(letters: QuerySet[Letter], form: OutboxFilterForm) -> QuerySet[Letter]:
    """The rows that a filter leaves; a field that cannot be read is left out."""
    form.is_valid()
    asked = form.cleaned_data
    if person := asked.get("person"):
        letters = letters.filter(Q(address__icontains=person) | Q(user__name__icontains=person))
    if subject := asked.get("subject"):
        letters = letters.filter(subject__icontains=subject)
    for field in ("state", "kind"):
        if asked.get(field):
            letters = letters.filter(**{field: asked[field]})
    if since := asked.get("since"):
        letters = letters.filter(created_at__date__gte=since)
    if until := asked.get("until"):
        letters = letters.filter(created_at__date__lte=until)
    return letters


def kinds_in(letters: QuerySet[Letter]) -> list[str]:
    return list(letters.order_by("kind").values_list("kind", flat=True).distinct())


def in_need(letters: QuerySet[Letter]) -> dict[str, int]:
    """How many letters wait for a decision: doubtful ones, and those given up."""
    counted: dict[str, Any] = letters.aggregate(
        doubtful=Count("pk", Q(state=Letter.State.DOUBTFUL)),
        given_up=Count("pk", Q(state=Letter.State.GIVEN_UP)),
    )
    return counted
