"""Forms of the builder: conditions are read as they are saved, and name only what is there."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imap.core.admin import offer
from imap.core.admin.ordering import make_room
from imap.core.translation import columns
from imap.regions.models import MapPillar
from profiles.collection.language.check import faults_of, in_a_circle
from profiles.collection.language.circles import asked_by, circles
from profiles.collection.models import ChoiceList, Group, Question, Questionnaire
from profiles.indicators.models import Indicator
from profiles.models import SectionTemplate
from profiles.models.template import Kind

CONDITIONS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")
MOST_BYTES = 1024 * 1024  # it comes back with the rehearsal, as a field of the form


def codes_of(questionnaire: Questionnaire) -> set[str]:
    """What a condition may ask for."""
    rows = (questionnaire.questions, questionnaire.groups)
    return {code for each in rows for code in each.values_list("code", flat=True)}


def own_only(form: forms.ModelForm, questionnaire: Questionnaire | None) -> None:
    """Groups and lists of the same questionnaire are offered, no others."""
    key = questionnaire.pk if questionnaire else None
    for name, model in (("group", Group), ("parent", Group), ("choice_list", ChoiceList)):
        if name in form.fields:
            rows = model.objects.filter(questionnaire=key)
            offer(form.fields[name], rows.exclude(pk=form.instance.pk) if name == "parent" else rows)
    for name, rows in mapped_to(questionnaire).items():
        if name in form.fields:
            offer(form.fields[name], rows)


def mapped_to(questionnaire: Questionnaire | None) -> dict[str, QuerySet]:
    """What answers may become: indicators of the pillar, and the sections that a country's profile of the map has there."""
    if questionnaire is None:
        return {"indicator": Indicator.objects.none(), "template": SectionTemplate.objects.none()}
    regional_map, pillar = questionnaire.regional_map, questionnaire.pillar
    return {
        "indicator": Indicator.objects.filter(pillar=pillar),
        "template": SectionTemplate.objects.for_profile(regional_map, pillar, Kind.COUNTRY),
    }


class ConditionForm(forms.ModelForm):
    """For what has conditions. `known` is set by a formset, which knows the codes of its other rows."""

    known: set[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_only(self, self.questionnaire())
        for name in CONDITIONS:
            if name in self.fields:
                self.fields[name].widget.attrs.update({"rows": 2, "dir": "ltr", "spellcheck": "false"})

    def questionnaire(self) -> Questionnaire | None:
        return self.instance.questionnaire if self.instance.questionnaire_id else None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.known is None and (own := self.questionnaire()):
            self.check_conditions(codes_of(own) | {self.cleaned_data.get("code", "")})
        return cleaned

    def check_conditions(self, known: set[str]) -> None:
        for name in CONDITIONS:
            for fault in faults_of(self.cleaned_data.get(name) or "", known):
                self.add_error(name, fault)


class GroupForm(ConditionForm):
    class Meta:
        model = Group
        fields = [
            "order",
            "code",
            "parent",
            "relevant",
            "is_repeated",
            "repeat_count",
            *columns("label", "help"),
        ]


class QuestionForm(ConditionForm):
    class Meta:
        model = Question
        fields = [
            "order", "code", "kind", "required", "group", "unit", "choice_list", "first_year", "last_year", "relevant",
            "constraint", "choice_filter", "calculation", "template", "indicator", "term",
            *columns("label", "help", "constraint_message"),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, given = self.cleaned_data.get("kind"), self.cleaned_data
        if kind in Question.OF_CHOICES and not given.get("choice_list"):
            self.add_error("choice_list", _("A question of choices needs a list to choose from."))
        if kind == Question.Kind.YEAR_TABLE and not (given.get("first_year") and given.get("last_year")):
            self.add_error("first_year", _("A table of years needs its first and last year."))
        elif kind == Question.Kind.YEAR_TABLE and not 0 <= given["last_year"] - given["first_year"] < 60:
            self.add_error(
                "last_year", _("The last year comes before the first, or more than 60 years after it.")
            )
        return cleaned


class PartFormSet(BaseInlineFormSet):
    """Conditions may name any row of the form; two rows may change places."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.known = set()
        own_only(
            form, self.instance if self.instance.pk else None
        )  # a new row does not know its questionnaire yet

    def clean(self) -> None:
        rows = [
            form for form in self.forms if hasattr(form, "cleaned_data") and form not in self.deleted_forms
        ]
        known = {form.cleaned_data.get("code") or "" for form in rows}
        if self.instance.pk:
            known |= codes_of(self.instance)
        for form in rows:
            cast(ConditionForm, form).check_conditions(known)
        check_circles(rows)
        super().clean()

    def save(self, commit: bool = True) -> Any:
        make_room(self, "order")
        return super().save(commit)


def check_circles(rows: list[Any]) -> None:
    """Among the conditions of the form's own rows; those of groups are asked when a round is opened."""
    forms_by_code = {form.cleaned_data.get("code") or "": form for form in rows}
    asks = {
        code: asked_by([form.cleaned_data.get("relevant") or "", form.cleaned_data.get("calculation") or ""])
        for code, form in forms_by_code.items()
    }
    for way in circles(asks):
        for code in way:
            forms_by_code[code].add_error("relevant", in_a_circle(way))


class FigureFormSet(BaseInlineFormSet):
    """Figures of a question: of the indicators of its questionnaire."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        own_only(form, self.instance.questionnaire)


class ImportForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("XLSForm workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )
    pair: Any = forms.ModelChoiceField(
        MapPillar.objects.none(), label=gettext_lazy("Regional i-Map and pillar"), empty_label=None
    )
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=60,
        help_text=gettext_lazy("A known code makes its next version."),
    )

    def __init__(self, *args: Any, pairs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["pair"], pairs)

    def clean_workbook(self) -> UploadedFile:
        workbook: UploadedFile = self.cleaned_data["workbook"]
        if (workbook.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        return workbook
