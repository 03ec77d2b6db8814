"""Questions, the groups they stand in, and the figures that a table of years asks for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imap.core.constraints import Check, Unique
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from profiles.collection.models.choice import ChoiceList
from profiles.collection.models.questionnaire import Questionnaire, stays_as_sent
from profiles.collection.numbers import is_counted
from profiles.indicators.models import Indicator
from profiles.models import SectionTemplate, Term

OF_QUESTIONNAIRE = "{row}.questionnaire_id"
CONDITION = _("As in ${other} = 'yes'. Empty: always.")


@translated("label", "help")
class Group(models.Model):
    """A heading with questions under it; a repeated one is filled several times."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="groups", verbose_name=_("questionnaire")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="groups", verbose_name=_("within")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("code"), max_length=80)
    label = models.TextField(_("heading"), blank=True)
    help = models.TextField(_("help"), blank=True)
    is_repeated = models.BooleanField(_("repeated"), default=False)
    repeat_count = models.TextField(_("number of repetitions"), blank=True)
    relevant = models.TextField(_("shown if"), blank=True, help_text=CONDITION)
    other_languages = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["questionnaire", "order"]
        verbose_name = _("group of questions")
        verbose_name_plural = _("groups of questions")
        constraints = [
            Unique(
                name="one_group_a_code",
                words=_("The questionnaire has a part with this code already. Write another code."),
                fields=["questionnaire", "code"],
            )
        ]
        triggers = [stays_as_sent("sent_group_never_changes", OF_QUESTIONNAIRE)]

    def __str__(self) -> str:
        return str(self.shown_label) or self.code

    @property
    def shown_label(self) -> Text:
        return text_of(self, "label")

    @property
    def shown_help(self) -> Text:
        return text_of(self, "help")


@tracked()
@translated("label", "help", "constraint_message")
class Question(models.Model):
    """One question. Its mapping (`template`, `indicator`, `term`) is what makes compiling automatic."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        LONG_TEXT = "long_text", _("long text")
        INTEGER = "integer", _("whole number")
        DECIMAL = "decimal", _("number")
        CHOICE = "choice", _("choice")
        MULTIPLE = "multiple", _("multiple choice")
        DATE = "date", _("date")
        YEAR_TABLE = "year_table", _("table of years and figures")
        FILE = "file", _("file")
        LINK = "link", _("link")
        NOTE = "note", _("note (no answer)")
        CALCULATED = "calculated", _("calculated")

    NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
    TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
    OF_CHOICES = (Kind.CHOICE, Kind.MULTIPLE)
    UNASKED = (Kind.NOTE, Kind.CALCULATED)

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="questions", verbose_name=_("questionnaire")
    )
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="questions", verbose_name=_("group")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("code"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.LONG_TEXT)
    label = models.TextField(_("question"), blank=True)
    help = models.TextField(_("help"), blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    required = models.BooleanField(_("required"), default=False)
    relevant = models.TextField(_("shown if"), blank=True, help_text=CONDITION)
    constraint = models.TextField(
        _("holds if"), blank=True, help_text=_("As in . >= 0 and . <= 100, where . is the answer.")
    )
    constraint_message = models.TextField(_("said where it does not hold"), blank=True)
    calculation = models.TextField(_("calculation"), blank=True)
    choice_list = models.ForeignKey(
        ChoiceList, models.PROTECT, null=True, blank=True, related_name="questions",
        verbose_name=_("list of choices"),
    )  # fmt: skip
    choice_filter = models.TextField(_("filter of the choices"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year of the table"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year of the table"), null=True, blank=True)
    template = models.ForeignKey(
        SectionTemplate, models.PROTECT, null=True, blank=True, related_name="questions",
        verbose_name=_("section"), help_text=_("The section of the profile that the answer is compiled into."),
    )  # fmt: skip
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="questions",
        verbose_name=_("indicator"), help_text=_("The answer becomes a figure of it."),
    )  # fmt: skip
    term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("term"),
        help_text=_("A national definition that differs is kept under it."),
    )  # fmt: skip
    other_languages = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["questionnaire", "order"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            Unique(
                name="one_question_a_code",
                words=_("The questionnaire has a question with this code already. Write another code."),
                fields=["questionnaire", "code"],
            ),
            Check(
                name="a_question_of_choices_has_a_list",
                words=_("Choose the list from which the answer is taken."),
                condition=~Q(kind__in=["choice", "multiple"]) | Q(choice_list__isnull=False),
            ),
            Check(
                name="a_table_of_years_has_years",
                words=_("Write the first and the last year of the table, the earlier one first."),
                condition=~Q(kind="year_table")
                | Q(first_year__isnull=False, last_year__gte=models.F("first_year")),
            ),
        ]
        triggers = [stays_as_sent("sent_question_never_changes", OF_QUESTIONNAIRE)]

    def __str__(self) -> str:
        return self.code

    @property
    def shown_label(self) -> Text:
        return text_of(self, "label")

    @property
    def shown_help(self) -> Text:
        return text_of(self, "help")

    @property
    def is_asked(self) -> bool:
        return self.kind not in self.UNASKED

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1)) if self.first_year and self.last_year else []


@translated("label")
class Figure(models.Model):
    """A column of a table of years."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="figures", verbose_name=_("question"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("label"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("indicator")
    )

    class Meta:
        ordering = ["question", "order"]
        verbose_name = _("figure of a table")
        verbose_name_plural = _("figures of a table")
        constraints = [
            Unique(
                name="one_figure_a_code",
                words=_("The question has a figure with this code already. Write another code."),
                fields=["question", "code"],
            )
        ]
        triggers = [
            stays_as_sent(
                "sent_figure_never_changes",
                "SELECT questionnaire_id FROM collection_question WHERE id = {row}.question_id",
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_label) or self.code

    @property
    def shown_label(self) -> Text:
        return text_of(self, "label")

    @property
    def is_whole(self) -> bool:
        """Its unit is counted, as persons are; the indicator's where it has none of its own."""
        return is_counted(self.unit or (self.indicator.unit if self.indicator else ""))
