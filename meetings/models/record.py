"""What was said at a meeting, never who said it: a record has no speaker, and nothing of who typed it or when.

There is no column for either, no history (`docs/decisions/0017-chatham-house-rule.md`), and the key is drawn by lot, so
that not even its number tells what was typed after what.
"""

import hashlib
import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, is_admitted_at_all
from imap.core.constraints import Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import LANGUAGES, Text, text_of, texts_of, translated
from meetings.models.agenda import AgendaItem, Session
from meetings.models.meeting import Meeting

BETWEEN = "\x1f"  # unit separator: stands in no text
DIGEST = (
    "encode(sha256(convert_to(coalesce(NEW.text_ar, '') || chr(31) || coalesce(NEW.text_en, '') || chr(31) || "
    "coalesce(NEW.text_fr, ''), 'UTF8')), 'hex')"
)
IS_CHANGED = (
    "(NEW.text_ar, NEW.text_en, NEW.text_fr) IS DISTINCT FROM (OLD.text_ar, OLD.text_en, OLD.text_fr)"
)
CHECK_BEFORE_RELEASE = f"""
    IF TG_OP = 'UPDATE' AND {IS_CHANGED} THEN
      IF OLD.state = 'released' AND NEW.state = 'released' THEN
        RAISE EXCEPTION 'A released record is withdrawn before its text changes.' USING ERRCODE = 'check_violation';
      END IF;
      IF NEW.checked = OLD.checked THEN
        NEW.checked := '';
        NEW.open_findings := NULL;
      END IF;
    END IF;
    IF NEW.state = 'released' THEN
      IF NEW.is_dropped OR NEW.open_findings IS DISTINCT FROM 0 OR NEW.checked <> {DIGEST} THEN
        RAISE EXCEPTION 'A record is released after its text was checked and nothing is left open.'
          USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    RETURN NEW;
"""


def noted_by(user: Reader) -> models.QuerySet[Meeting]:
    """Meetings whose records the user writes: those of their regional i-Map, and those they are named for."""
    if not is_admitted_at_all(user) or not user.pk:
        return Meeting.objects.none()
    named = NoteTaker.objects.filter(user=user.pk).values("meeting")
    return Meeting.objects.filter(
        Q(pk__in=Meeting.objects.editable_by(user).order_by().values("pk")) | Q(pk__in=named)
    )


@tracked()
class NoteTaker(models.Model):
    """Someone whom the secretariat names to take notes at one meeting, beside its own staff."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="note_takers", verbose_name=_("meeting")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="note_taking", verbose_name=_("person")
    )

    class Meta:
        ordering = ["meeting", "user__email"]
        verbose_name = _("note-taker")
        verbose_name_plural = _("note-takers")
        constraints = [
            Unique(
                name="named_once_a_meeting",
                words=_("This person takes notes already."),
                fields=["meeting", "user"],
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class RecordQuerySet(models.QuerySet["Record"]):
    def writable_by(self, user: Reader) -> "RecordQuerySet":
        return self.filter(meeting__in=noted_by(user).order_by().values("pk"))

    def released_to(self, user: Reader) -> "RecordQuerySet":
        """As the meeting's access says: everyone's, or its circle's; those who are only invited read no more than agenda and papers."""
        recounted = Meeting.objects.recounted_to(user).order_by().values("pk")
        return self.filter(state=Record.State.RELEASED, is_dropped=False, meeting__in=recounted)

    def visible_to(self, user: Reader) -> "RecordQuerySet":
        """The released ones as the meeting's access says; the others to those who write and check them."""
        theirs = self.model.objects.writable_by(user).order_by().values("pk")
        return self.filter(
            Q(pk__in=self.model.objects.released_to(user).order_by().values("pk")) | Q(pk__in=theirs)
        )

    def standing(self) -> "RecordQuerySet":
        return self.filter(is_dropped=False)


@translated("text")
class Record(models.Model):
    """One thing that was said. Several may write at once; what is dropped can be brought back until the release."""

    class Kind(models.TextChoices):
        POINT = "point", _("point")
        QUESTION = "question", _("question")
        PRACTICE = "practice", _("good practice")
        CONCLUSION = "conclusion", _("conclusion")
        RECOMMENDATION = "recommendation", _("recommendation")
        NEXT_STEP = "next_step", _("next step")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CHECK = "check", _("to check")
        RELEASED = "released", _("released")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="records", verbose_name=_("meeting"))
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="records", verbose_name=_("session")
    )
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="records", verbose_name=_("agenda item")
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.POINT)
    order = models.PositiveIntegerField(_("order"), default=0)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    is_dropped = models.BooleanField(_("deleted"), default=False)
    checked = models.CharField(max_length=64, blank=True, editable=False)
    open_findings = models.PositiveIntegerField(null=True, editable=False)
    search = names_vector("text")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order", "id"]
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes = [GinIndex(name="record_search", fields=["search"])]
        triggers = [
            pgtrigger.Trigger(
                name="record_is_checked_before_release",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=CHECK_BEFORE_RELEASE,
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_text)[:80]

    @property
    def shown_text(self) -> Text:
        return text_of(self, "text")

    @property
    def texts(self) -> dict[str, str]:
        return texts_of(self, "text")

    @property
    def missing_languages(self) -> list[str]:
        return [language for language in LANGUAGES if not self.texts[language]]

    @property
    def digest(self) -> str:
        """Of the three texts, as the database reckons it."""
        return hashlib.sha256(BETWEEN.join(self.texts.values()).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Of what an editor may change: sent with the row, and sent back with a change of it."""
        parts = (self.digest, self.kind, self.session_id, self.item_id, self.state, self.is_dropped)
        return hashlib.sha256(BETWEEN.join(map(str, parts)).encode()).hexdigest()[:16]


class AcceptedFinding(models.Model):
    """A passage that the check pointed at and that stays, with the reason. Who accepted it is not kept here.

    `mark` is a fingerprint of the rule, the passage and its sentence: where the sentence changes, the question is asked again.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="accepted", verbose_name=_("record"))
    mark = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("reason"), max_length=400)

    class Meta:
        ordering = ["record", "mark"]
        verbose_name = _("accepted finding")
        verbose_name_plural = _("accepted findings")
        constraints = [models.UniqueConstraint(name="accepted_once", fields=["record", "mark"])]

    def __str__(self) -> str:
        return self.reason


class Release(models.Model):
    """That records of a meeting were released, on which day, and which member of staff answers for it.

    It points to no record: it says who decided, not who wrote.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="releases", verbose_name=_("meeting"))
    day = models.DateField(_("day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("released by")
    )
    records = models.PositiveIntegerField(_("records"))
    accepted = models.PositiveIntegerField(_("accepted findings"))

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("release of records")
        verbose_name_plural = _("releases of records")

    def __str__(self) -> str:
        return f"{self.meeting} · {self.day}"
