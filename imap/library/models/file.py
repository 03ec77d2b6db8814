"""Files of a publication, several in each language, and their text, page by page, for the search."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.addresses import address
from imap.core.fields import TextVector
from imap.core.history import tracked
from imap.library.models.publication import Publication, is_theirs
from imap.library.types import PDF
from imap.library.words import TEXT_NOTES
from profiles.models.source import SOURCE_LANGUAGES


def kept_as(row: "PublicationFile", name: str) -> str:
    """A name that tells nothing: what a file is called stands in the row, behind `visible_to`."""
    return f"library/{uuid.uuid4().hex}"


class PublicationFileQuerySet(models.QuerySet["PublicationFile"]):
    def visible_to(self, user: Reader) -> "PublicationFileQuerySet":
        """With the publication. Of a restricted one only what can bear its reader's name; the secretariat has the others too."""
        rows = self.filter(publication__in=Publication.objects.readable_by(user).values("pk"))
        theirs = Publication.objects.filter(is_theirs(user)).values("pk")
        return rows.filter(
            Q(content_type=PDF) | Q(publication__access=Publication.Access.PUBLIC) | Q(publication__in=theirs)
        )

    def named_to(self, user: Reader) -> "PublicationFileQuerySet":
        """Of each publication whose card the user sees: that there is a file in a language, and nothing else of it."""
        cards = Publication.objects.visible_to(user).values("pk")
        return self.filter(publication__in=cards).only("pk", "publication_id", "language")


@tracked(exclude=("search", "text_state", "text_note", "cover"))
class PublicationFile(models.Model):
    class TextState(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READ = "read", _("read")
        WITHOUT = "without", _("kept without text")

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="files", verbose_name=_("publication")
    )
    language = models.CharField(_("language"), max_length=3, choices=SOURCE_LANGUAGES, default="en")
    file = models.FileField(_("file"), upload_to=kept_as, max_length=200)
    name = models.CharField(_("name of the file"), max_length=200, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    checksum = models.CharField("SHA-256", max_length=64, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    text_state = models.CharField(
        _("text"), max_length=8, choices=TextState.choices, default=TextState.WAITING, editable=False
    )
    text_note = models.CharField(
        _("note on the text"), max_length=12, choices=list(TEXT_NOTES.items()), blank=True, editable=False
    )
    cover = models.FileField(max_length=200, blank=True, editable=False)
    search = SearchVectorField(null=True, editable=False)

    objects = PublicationFileQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "language", "pk"]
        verbose_name = _("file of a publication")
        verbose_name_plural = _("files of a publication")
        indexes = [GinIndex(name="publication_file_search", fields=["search"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("library:file", self.publication.slug, self.pk)

    @property
    def cover_url(self) -> str:
        return address("library:cover", self.publication.slug, self.pk)

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].upper()

    @property
    def is_pdf(self) -> bool:
        return self.content_type == PDF


class FilePage(models.Model):
    """The text of one page (of one stretch, where a format knows no pages). Asked for through its file."""

    file = models.ForeignKey(PublicationFile, models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=3)
    text = models.TextField()
    search = models.GeneratedField(
        expression=TextVector(F("language"), F("text")),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    class Meta:
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(name="one_text_a_page", fields=["file", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id}, {self.number}"


class DownloadCountQuerySet(models.QuerySet["DownloadCount"]):
    def visible_to(self, user: Reader) -> "DownloadCountQuerySet":
        """For the secretariat that keeps the publication."""
        mine = Publication.objects.filter(is_theirs(user)).values("pk")
        return self.filter(file__publication__in=mine)


class DownloadCount(models.Model):
    """How often a file was taken in a month; by whom is nobody's business here."""

    file = models.ForeignKey(PublicationFile, models.CASCADE, related_name="downloads")
    month = models.DateField(_("month"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    objects = DownloadCountQuerySet.as_manager()

    class Meta:
        ordering = ["file", "-month"]
        verbose_name = _("downloads of a month")
        verbose_name_plural = _("downloads by month")
        constraints = [
            models.UniqueConstraint(name="one_count_a_month", fields=["file", "month"]),
            models.CheckConstraint(name="counted_on_the_first", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.count}"
