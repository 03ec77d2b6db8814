"""What a state says of an edition as a whole: final and endorsed, or returned with remarks."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.history import tracked
from imap.core.translation import columns
from profiles.models.edition import Edition
from profiles.models.section import Section


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def visible_to(self, user: Reader) -> "EndorsementQuerySet":
        return self.filter(edition__in=Edition.objects.worked_on_by(user).values("pk"))

    def in_force(self, edition: Edition) -> "Endorsement | None":
        """The last word: none where the edition was returned since, or never endorsed."""
        last = self.filter(edition=edition).order_by("-at", "-pk").first()
        return last if last and last.verdict == Endorsement.Verdict.ENDORSED else None


@tracked()
class Endorsement(models.Model):
    class Verdict(models.TextChoices):
        ENDORSED = "endorsed", _("final and endorsed")
        RETURNED = "returned", _("returned with remarks")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="endorsements", verbose_name=_("edition")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)
    # What stood in each section: {"detections": {"language": "en", "text": "<p>…</p>"}}.
    seen = models.JSONField(_("texts that were seen"), default=dict, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "at", "pk"]
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")

    def __str__(self) -> str:
        return f"{self.edition} · {self.get_verdict_display()}"

    def is_stale_for(self, section: Section) -> bool:
        """The section's text is another than the one that was endorsed."""
        return self.seen.get(section.code, EMPTY) != seen_of(section)

    def is_head_stale(self, edition: Edition) -> bool:
        """The summary or the change note, in a language in which it stood there, is another than the one that was endorsed."""
        return any(getattr(edition, column) != text for column, text in self.seen.get(HEAD, {}).items())


EMPTY: dict[str, str] = {"language": "", "text": ""}
HEAD = "_edition"  # no section has such a code


def seen_in(edition: Edition) -> dict[str, Any]:
    """All that is endorsed, as it stands now: `{"detections": {"language": "en", "text": "…"}, "_edition": {"summary_en": "…"}}`."""
    head = {
        column: text for column in columns("summary", "change_note") if (text := getattr(edition, column))
    }
    sections = edition.sections.select_related("template").order_by("order")
    return {HEAD: head, **{section.code: seen_of(section) for section in sections}}


def seen_of(section: Section) -> dict[str, Any]:
    text = section.source_text
    return {"language": section.source_language, "text": text} if text else EMPTY
