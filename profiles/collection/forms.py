"""What the pages of rounds take in."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Reader
from imap.core.admin.fields import IN_LANGUAGE, offer
from imap.core.alphabet import Alphabetical
from imap.core.translation import LANGUAGES, direction_of
from imap.regions.models import Country
from profiles.collection.given import Given
from profiles.collection.models import Question, Questionnaire
from profiles.collection.period import as_period
from profiles.collection.progress import people_by_country
from profiles.collection.sheet import Item


def given_in(post: QueryDict, item: Item) -> Given:
    """One answer as its fields say it: `q-` typed, `v-` version, `r-` reason, `d-` definition, `u-` unchanged, `e-` exact."""
    name = item.name
    version = post.get(f"v-{name}", "0")
    return Given(
        typed=typed_in(post, item),
        unavailable_reason=post.get(f"r-{name}", ""),
        definition_note=post.get(f"d-{name}", ""),
        version=int(version) if version.isascii() and version.isdigit() else 0,
        unchanged=post.get(f"u-{name}") == "on",
        exact=post.get(f"e-{name}", ""),
    )


def typed_in(post: QueryDict, item: Item) -> Any:
    question, name = item.question, item.name
    if question.kind == Question.Kind.MULTIPLE:
        return [code for code in post.getlist(f"q-{name}") if code]
    if question.kind != Question.Kind.YEAR_TABLE:
        return post.get(f"q-{name}", "")
    return {
        (year, figure.code): post.get(f"q-{name}-{year}-{figure.code}", "")
        for year in question.years
        for figure in question.figures.all()
    }


def is_in(post: QueryDict, item: Item) -> bool:
    """The form held this question: every question sends its version."""
    return f"v-{item.name}" in post


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class ExtensionForm(forms.Form):
    until = forms.DateField(label=gettext_lazy("Extend to"), widget=Day())
    reason = forms.CharField(
        label=gettext_lazy("Why more time is needed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Filled workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )


class StatesField(forms.ModelMultipleChoiceField):
    """States by their names; one in which nobody would get the letter says so."""

    reached: frozenset[int] = frozenset()

    def label_from_instance(self, country: Country) -> str:  # type: ignore[override]
        if country.pk in self.reached:
            return str(country)
        return _("%(country)s (no focal point: nobody gets the letter)") % {"country": country}


class StatesForm(forms.Form):
    """States that a round is sent to: those that take part in the regional i-Map."""

    countries: Any = StatesField(
        Country.objects.none(),
        label=gettext_lazy("States"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    all_states = forms.BooleanField(label=gettext_lazy("All states of this list"), required=False)
    field_order = ["all_states", "countries"]

    def __init__(
        self, *args: Any, countries: QuerySet[Country], questionnaire: Questionnaire, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast(StatesField, self.fields["countries"])
        field.reached = frozenset(people_by_country(questionnaire))
        offer(field, countries.order_by(Alphabetical("name")))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("all_states"):
            self.cleaned_data["countries"] = cast(StatesField, self.fields["countries"]).queryset
        elif not self.cleaned_data.get("countries") and "countries" not in self.errors:
            self.add_error("countries", _("Choose at least one state."))
        return cleaned


class RoundForm(StatesForm):
    title_en = forms.CharField(max_length=200)
    title_ar = forms.CharField(max_length=200, required=False)
    title_fr = forms.CharField(max_length=200, required=False)
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=20,
        help_text=gettext_lazy("What the figures are about, as a year: 2025."),
    )
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=Day())
    field_order = ["title_en", "title_ar", "title_fr", "period", "due_on", "all_states", "countries"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            field = self.fields[f"title_{language}"]
            field.label = capfirst(str(IN_LANGUAGE[language] % {"field": _("title")}))
            field.widget.attrs.update({"lang": language, "dir": direction_of(language)})

    def clean_period(self) -> str:
        return as_period(self.cleaned_data["period"])

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due <= date.today():
            raise ValidationError(_("The day lies in the past."))
        return due

    @property
    def said(self) -> dict[str, Any]:
        """As the verbs of rounds take it."""
        titles = {name: self.cleaned_data[name] for name in (f"title_{language}" for language in LANGUAGES)}
        return {
            "titles": titles,
            **{name: self.cleaned_data[name] for name in ("period", "due_on", "countries")},
        }


class QuestionnaireForm(forms.Form):
    """Which questionnaire a new round sends: of the maps that one works on, with questions, not closed for good."""

    questionnaire: Any = forms.ModelChoiceField(
        Questionnaire.objects.none(), label=gettext_lazy("Questionnaire"), empty_label=None
    )

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Questionnaire.objects.editable_by(user).filter(questions__isnull=False).distinct()
        offer(self.fields["questionnaire"], rows)
