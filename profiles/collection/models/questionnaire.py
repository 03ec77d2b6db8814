"""Questionnaires: versioned; a version that was sent never changes, a change is a new version."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.constraints import Unique
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import MapPillar, Pillar, RegionalMap

NEVER_CHANGES = """
  RAISE EXCEPTION 'A questionnaire that was sent never changes; a change is a new version.'
    USING ERRCODE = 'check_violation';
"""


def stays_as_sent(name: str, where: str) -> pgtrigger.Trigger:
    """A row of a part of a questionnaire: `where` finds its questionnaire's key in SQL, with `{row}` for the row."""
    sent = f"(SELECT state <> 'draft' FROM collection_questionnaire WHERE id = ({where}))"  # noqa: S608
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP <> 'INSERT' AND {sent.format(row="OLD")} THEN {NEVER_CHANGES} END IF;
            IF TG_OP <> 'DELETE' AND {sent.format(row="NEW")} THEN {NEVER_CHANGES} END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def editable_by(self, user: Reader) -> "QuestionnaireQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def visible_to(self, user: Reader) -> "QuestionnaireQuerySet":
        """The secretariat's; those who answer meet its questions through their submission."""
        return self.editable_by(user)


@tracked()
@translated("title", "intro", required=True)
class Questionnaire(models.Model):
    """What the secretariat of a regional i-Map asks of states under one pillar."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="questionnaires", verbose_name=_("regional i-Map")
    )
    pillar = models.ForeignKey(
        Pillar, models.PROTECT, related_name="questionnaires", verbose_name=_("pillar")
    )
    code = models.SlugField(_("code"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Stands above the first question."))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    origin = models.CharField(_("imported from"), max_length=250, blank=True, editable=False)
    other_languages = models.JSONField(default=dict, blank=True, editable=False)
    not_carried = models.JSONField(_("not carried over"), default=list, blank=True, editable=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map", "code", "-version"]
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            Unique(
                name="one_questionnaire_a_version",
                words=_("This version of the questionnaire is there already. Write another code or number."),
                fields=["regional_map", "code", "version"],
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sent_questionnaire_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["open", "closed"]),
                func=NEVER_CHANGES,
            ),
            pgtrigger.Trigger(
                name="sent_questionnaire_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["open", "closed"]),
                func=f"""
                    IF (NEW.regional_map_id, NEW.pillar_id, NEW.code, NEW.version, NEW.title_ar, NEW.title_en, NEW.title_fr,
                        NEW.intro_ar, NEW.intro_en, NEW.intro_fr)
                      IS DISTINCT FROM
                       (OLD.regional_map_id, OLD.pillar_id, OLD.code, OLD.version, OLD.title_ar, OLD.title_en, OLD.title_fr,
                        OLD.intro_ar, OLD.intro_en, OLD.intro_fr)
                      OR NEW.state = 'draft'
                    THEN {NEVER_CHANGES} END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_title or self.code} · {self.version}"

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")

    @property
    def shown_intro(self) -> Text:
        return text_of(self, "intro")

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def map_pillar(self) -> MapPillar:
        return MapPillar.objects.get(regional_map=self.regional_map_id, pillar=self.pillar_id)
