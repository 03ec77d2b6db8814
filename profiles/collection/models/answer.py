"""Answers, what is attached to them, and where a section's text came from."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.history import tracked
from imap.core.translation import OWN_NAMES, direction_of, reading_language
from profiles.collection.models.question import Question
from profiles.collection.models.submission import Submission
from profiles.models import Section


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Reader) -> "AnswerQuerySet":
        return self.filter(submission__in=Submission.objects.visible_to(user).values("pk"))


@tracked()
class Answer(models.Model):
    """`value` by kind: a text, a number as a text (`"1234.5"`), a choice's code, a list of codes, a day, or
    `{"2020": {"figure": "1.5"}}`. `entry` counts within a repeated group, from 1; 0 outside of one.
    `typed` is what was typed and could not be read; it is kept and shown again, and is no answer."""

    class Verdict(models.TextChoices):
        NONE = "none", _("not looked at")
        ACCEPTED = "accepted", _("accepted")
        CHANGE_ASKED = "change_asked", _("change asked for")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    entry = models.PositiveSmallIntegerField(default=0)
    value = models.JSONField(_("answer"), null=True, blank=True)
    typed = models.TextField(_("typed, not read"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=sorted(OWN_NAMES.items()), default="en")
    unavailable_reason = models.TextField(_("why it is not available"), blank=True)
    definition_note = models.TextField(_("national definition"), blank=True)
    unchanged_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unchanged from")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("changed by"),
    )  # fmt: skip
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, default=Verdict.NONE)
    remark = models.TextField(_("remark"), blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "question", "entry"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(name="one_answer_an_entry", fields=["submission", "question", "entry"]),
            models.CheckConstraint(
                name="a_change_asked_for_says_what", condition=~Q(verdict="change_asked") | ~Q(remark="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.submission}"

    @property
    def is_given(self) -> bool:
        """An answer, or the reason why there is none."""
        return not is_blank(self.value) or bool(self.unavailable_reason)

    @property
    def spoken(self) -> str:
        """The language that its words are in: a text's own; of a choice, a day or a number the page's."""
        own = self.unavailable_reason or self.question.kind in Question.TEXTS
        return self.language if own else reading_language()

    @property
    def direction(self) -> str:
        return direction_of(self.spoken)


def is_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return all(is_blank(each) for each in value.values())
    return value is None or value == "" or value == []


def stored_at(attachment: "Attachment", name: str) -> str:
    """Under a name of its own: what the sender called the file is kept in the row."""
    import uuid

    return f"answers/{attachment.answer.submission_id}/{uuid.uuid4().hex}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: Reader) -> "AttachmentQuerySet":
        return self.filter(answer__in=Answer.objects.visible_to(user).values("pk"))


@tracked()
class Attachment(models.Model):
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), upload_to=stored_at)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveIntegerField(_("size"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["answer", "uploaded_at"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name


class SectionOrigin(models.Model):
    """A draft's section, in one language, rests on this answer; `text` is what was compiled, to tell later edits."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="origins")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="origins")
    language = models.CharField(max_length=2)
    text = models.TextField(blank=True)
    is_in_text = models.BooleanField(default=True)
    compiled_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["section", "answer"]
        verbose_name = _("origin of a section")
        verbose_name_plural = _("origins of sections")
        constraints = [models.UniqueConstraint(name="one_origin_an_answer", fields=["section", "answer"])]

    def __str__(self) -> str:
        return f"{self.section} · {self.answer}"
