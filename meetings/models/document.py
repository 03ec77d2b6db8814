"""Papers of a meeting: discussion guides written with agencies, presentations, reports; a file a language."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.constraints import TAKEN_POSITION, Unique
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from meetings.models.meeting import Meeting
from profiles.models.source import SOURCE_LANGUAGES


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Reader) -> "DocumentQuerySet":
        """With the other papers of the meeting, or within its circle alone."""
        open_too = Q(
            access=Document.Access.MEETING, meeting__in=Meeting.objects.readable_by(user).values("pk")
        )
        return self.filter(open_too | Q(meeting__in=Meeting.objects.confidential_to(user).values("pk")))


@tracked()
@translated("title", required=True)
class Document(models.Model):
    class Kind(models.TextChoices):
        GUIDE = "guide", _("discussion guide")
        PRESENTATION = "presentation", _("presentation")
        BACKGROUND = "background", _("background paper")
        REPORT = "report", _("report")
        OTHER = "other", _("other paper")

    class Access(models.TextChoices):
        MEETING = "meeting", _("as the agenda")
        CIRCLE = "circle", _("participants and readers only")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="documents", verbose_name=_("meeting"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.GUIDE)
    title = models.CharField(_("title"), max_length=250)
    agencies = models.ManyToManyField(
        Organisation, related_name="documents", blank=True, verbose_name=_("written with"),
        help_text=_("The agencies that wrote it together with the secretariat."),
    )  # fmt: skip
    access = models.CharField(_("read by"), max_length=8, choices=Access.choices, default=Access.CIRCLE)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            Unique(name="one_document_a_position", words=TAKEN_POSITION, fields=["meeting", "order"])
        ]

    def __str__(self) -> str:
        return str(self.shown_title)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")


def kept_as(row: "DocumentFile", name: str) -> str:
    """A name that tells nothing: what a file is called stands in the row, behind `visible_to`."""
    return f"meetings/{uuid.uuid4().hex}"


class DocumentFileQuerySet(models.QuerySet["DocumentFile"]):
    def visible_to(self, user: Reader) -> "DocumentFileQuerySet":
        return self.filter(document__in=Document.objects.visible_to(user).values("pk"))


@tracked()
class DocumentFile(models.Model):
    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name=_("document"))
    language = models.CharField(_("language"), max_length=3, choices=SOURCE_LANGUAGES, default="en")
    file = models.FileField(_("file"), upload_to=kept_as, max_length=200)
    name = models.CharField(_("name of the file"), max_length=200, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        ordering = ["document", "language"]
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of a document")
        constraints = [
            Unique(
                name="one_file_a_language",
                words=_("The document has a file in this language already. Put the new one in its place."),
                fields=["document", "language"],
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("meetings:file", self.document.meeting.slug, self.pk)

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].upper()
