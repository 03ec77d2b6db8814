"""Lists of choices that questions offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from imap.core.constraints import Unique
from imap.core.translation import Text, text_of, translated
from profiles.collection.models.questionnaire import Questionnaire, stays_as_sent


class ChoiceList(models.Model):
    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="choice_lists", verbose_name=_("questionnaire")
    )
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["questionnaire", "name"]
        verbose_name = _("list of choices")
        verbose_name_plural = _("lists of choices")
        constraints = [
            Unique(
                name="one_choice_list_a_name",
                words=_("This questionnaire has a list of choices of that name already. Write another name."),
                fields=["questionnaire", "name"],
            )
        ]
        triggers = [stays_as_sent("sent_choice_list_never_changes", "{row}.questionnaire_id")]

    def __str__(self) -> str:
        return self.name


@translated("label")
class Choice(models.Model):
    """`columns` are what a question's filter may ask of the choice: `{"region": "north"}`."""

    choice_list = models.ForeignKey(
        ChoiceList, models.CASCADE, related_name="choices", verbose_name=_("list of choices")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("code"), max_length=80)
    label = models.TextField(_("label"), blank=True)
    columns = models.JSONField(_("columns of the filter"), default=dict, blank=True)
    other_languages = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["choice_list", "order"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            Unique(
                name="one_choice_a_code",
                words=_("The list has a choice with this code already. Write another code."),
                fields=["choice_list", "code"],
            )
        ]
        triggers = [
            stays_as_sent(
                "sent_choice_never_changes",
                "SELECT questionnaire_id FROM collection_choicelist WHERE id = {row}.choice_list_id",
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_label) or self.code

    @property
    def shown_label(self) -> Text:
        return text_of(self, "label")
