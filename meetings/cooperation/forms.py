"""What people write on the pages of cooperation."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import held
from accounts.models import User
from imap.core.translation import LANGUAGES, reading_language
from imap.regions.models import MapPillar, RegionalMap, Theme
from meetings.cooperation.circle import maps_spoken_in, of_secretariat
from meetings.cooperation.exchanging import Step
from meetings.cooperation.in_languages import LANGUAGE_CHOICES, InLanguages
from meetings.cooperation.models import (
    Capacity,
    Exchange,
    Expertise,
    Form,
    Priority,
    RoadmapStep,
    SupportRequest,
)
from profiles.models import City

AREA = {"rows": 4, "dir": "auto"}


class Checks(forms.CheckboxSelectMultiple):
    """A few boxes in a row; the template of a field knows it by this name."""

    input_type = "checkbox"


def boxes(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=Checks, **options)


class ExpertiseForm(InLanguages):
    texts = {"title": (_("In one line"), 200), "description": (_("Description"), 4000)}
    needed = ("title",)
    field_order = [
        "regional_map",
        "city",
        "theme",
        "language",
        "languages",
        "forms",
        "audience",
    ]

    class Meta:
        model = Expertise
        fields = ["regional_map", "city", "theme", "audience", "contact"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, maps = user, maps_spoken_in(user)
        if self.instance.pk or maps.count() < 2:
            del self.fields["regional_map"]
            if not self.instance.pk:
                self.instance.regional_map = maps.get()
        self.fields["languages"] = boxes(_("Working languages"), LANGUAGE_CHOICES)
        self.fields["forms"] = boxes(_("Forms"), Form.choices)
        for name in ("languages", "forms"):
            self.fields[name].initial = getattr(self.instance, name)
        country = self.instance.organisation.country_id
        cities = City.objects.filter(country=country, regional_map__in=maps | self.own_map())
        self.fields["city"].queryset = cities.select_related("regional_map")  # type: ignore[attr-defined]
        self.fields["city"].empty_label = str(_("none: the state itself"))  # type: ignore[attr-defined]
        if self.instance.pk and Exchange.objects.running().of_rows(self.instance).exists():
            for name in ("theme", "city"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("It stays as it is while an exchange is going on.")
        self.order_fields(self.field_order)

    def written(self) -> Any:
        row = super().written()
        row.languages, row.forms = self.cleaned_data["languages"], self.cleaned_data["forms"]
        return row

    def own_map(self) -> Any:
        return RegionalMap.objects.filter(pk=self.instance.regional_map_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        city, chosen = cleaned.get("city"), cleaned.get("regional_map") or self.instance.regional_map
        if city and city.regional_map_id != chosen.pk:
            self.add_error("city", _("This city belongs to another regional i-Map."))
        return cleaned


class StatedForm(InLanguages):
    """Priorities and capacities: under a pillar for which the state's focal point answers."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        answered = held(user, "regions.answer_mappillar", MapPillar)
        mine = of_secretariat(user) & Q(pk=self.instance.map_pillar_id)
        pairs = MapPillar.objects.filter(answered | mine).select_related("regional_map", "pillar")
        self.fields["map_pillar"].queryset = pairs  # type: ignore[attr-defined]
        self.fields["map_pillar"].empty_label = None  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class PriorityForm(StatedForm):
    texts = {"text": (_("Priority"), 2000)}
    needed = ("text",)
    field_order = ["map_pillar", "theme", "year", "rank", "language"]

    class Meta:
        model = Priority
        fields = ["map_pillar", "theme", "year", "rank"]


class CapacityForm(StatedForm):
    texts = {
        "institution": (_("Institution"), 250),
        "legal_basis": (_("Legal basis"), 2000),
        "practice": (_("Practice"), 4000),
        "contact": (_("Contact: an office or function, no person’s name"), 250),
    }
    needed = ("institution",)
    field_order = [
        "map_pillar",
        "theme",
        "as_of",
        "language",
    ]

    class Meta:
        model = Capacity
        fields = ["map_pillar", "theme", "as_of"]

    def clean(self) -> dict[str, Any]:
        """An address of a person would be one; a function is words."""
        cleaned = super().clean()
        for column in (f"contact_{code}" for code in LANGUAGES):
            if "@" in (cleaned.get(column) or ""):
                self.add_error(column, _("Name the office or function; a mail address leads to a person."))
        return cleaned


class MessageForm(forms.Form):
    """`key` makes one message of a form that is sent twice."""

    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE_CHOICES)
    text = forms.CharField(
        label=_("Text"), max_length=8000, widget=forms.Textarea({"rows": 6, "dir": "auto"})
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial, self.fields["key"].initial = reading_language(), uuid.uuid4()

    def clean_key(self) -> uuid.UUID:
        """A key that got lost on the way costs no message: only that a second click is not known for one."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()


class AnswerForm(MessageForm):
    """The secretariat's message: it answers, or says that the request is being looked into."""

    state = forms.ChoiceField(
        label=_("With this the request is"), required=False,
        choices=[(each.value, each.label) for each in (SupportRequest.State.ANSWERED, SupportRequest.State.LOOKED_INTO)],
        help_text=_("The asking state sees it, and gets one letter."),
    )  # fmt: skip

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or str(SupportRequest.State.ANSWERED.value)


class AskForm(MessageForm):
    regional_map = forms.ModelChoiceField(
        RegionalMap.objects.none(), label=_("Regional i-Map"), empty_label=None
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), label=_("Theme"))
    title = forms.CharField(label=_("In one line"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    field_order = ["regional_map", "theme", "language", "title", "text"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regional_map"].queryset = maps_spoken_in(user)  # type: ignore[attr-defined]


class RequestStateForm(forms.Form):
    state = forms.ChoiceField(label=_("Status"), choices=SupportRequest.State.choices)


class RoadmapStepForm(InLanguages):
    texts = {"note": (_("Note"), 1000)}

    class Meta:
        model = RoadmapStep
        fields = ["state"]


def forms_in_common(exchange: Exchange) -> list[str]:
    return [form for form in exchange.offer.forms if form in exchange.need.forms]


class ExchangeStepForm(forms.Form):
    """What a step asks for, and nothing else."""

    form = forms.ChoiceField(label=_("Form"), choices=Form.choices)
    starts = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    ends = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Empty: one day."),
    )  # fmt: skip
    is_past = boxes(
        _("The days are past"), [("yes", _("The exchange took place on these days already."))], required=False
    )
    place = forms.CharField(label=_("Place"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    rating = forms.TypedChoiceField(
        label=_("How useful it was, from 1 to 5"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)]
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE_CHOICES)
    text = forms.CharField(label=_("What was learnt"), max_length=8000, widget=forms.Textarea(AREA))
    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(AREA))
    lessons_ar = forms.CharField(
        label=_("Lessons, in Arabic"),
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "rtl", "lang": "ar"}),
    )
    lessons_en = forms.CharField(
        label=_("Lessons, in English"),
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "ltr", "lang": "en"}),
    )
    lessons_fr = forms.CharField(
        label=_("Lessons, in French"),
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "ltr", "lang": "fr"}),
    )

    def __init__(self, *args: Any, step: Step, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {*step.asks, *step.may_say} | ({"language"} if {"text", "place"} & set(step.asks) else set())
        if "lessons" in wanted:
            wanted |= {f"lessons_{code}" for code in LANGUAGES}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "language" in self.fields:
            self.fields["language"].initial = reading_language()
        if "form" in self.fields and (common := forms_in_common(exchange)):
            self.fields["form"].choices = [(each, Form(each).label) for each in common]  # type: ignore[attr-defined]
        if step.name == "hold":
            self.ask_as_it_took_place(exchange)
        if not self.are_days_past():
            self.fields.pop("is_past", None)

    def ask_as_it_took_place(self, exchange: Exchange) -> None:
        """The days stand there as they were planned."""
        self.fields["starts"].required = False
        self.fields["starts"].help_text = _("As it took place. Empty: as it was planned.")
        self.initial.update(starts=exchange.starts, ends=exchange.ends)

    def are_days_past(self) -> bool:
        """Whether somebody typed such days: only then it is asked what is meant."""
        days = [day for name in ("starts", "ends") if (day := self.typed_day(name))]
        return bool(days) and max(days) < timezone.localdate()

    def typed_day(self, name: str) -> date | None:
        try:
            return self.fields[name].clean(self.data.get(name)) if name in self.fields else None
        except forms.ValidationError:
            return None

    def given(self) -> dict[str, Any]:
        """For `actions.take_step`."""
        cleaned = dict(self.cleaned_data)
        texts = {code: cleaned.pop(f"lessons_{code}", "").strip() for code in LANGUAGES}
        return cleaned | ({"lessons": found} if (found := {k: v for k, v in texts.items() if v}) else {})
