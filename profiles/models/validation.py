"""What an agency says of a section that its mandate covers, and the remarks made on the way."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from accounts.models import Organisation
from imap.core.history import tracked
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of
from imap.regions.models import MapPillar, RegionalMap
from profiles import workflow
from profiles.models.edition import Edition
from profiles.models.section import Section

LANGUAGE_CHOICES = [(code, OWN_NAMES[code]) for code in LANGUAGES]


def is_checked_by(user: Reader) -> Q:
    """Validations that are the user's agency's to give: under review, under a pillar that the user validates for it."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    validates = held(user, "regions.validate_mappillar", MapPillar, "section__edition__profile__map_pillar")
    own = Organisation.objects.filter(people=user.pk).values("pk")
    reviewed = Q(section__edition__state__in=workflow.UNDER_REVIEW)
    return reviewed & Q(agency__in=own) & validates


class ValidationQuerySet(models.QuerySet["Validation"]):
    def checked_by(self, user: Reader) -> "ValidationQuerySet":
        return self.filter(is_checked_by(user))

    def with_staleness(self) -> "ValidationQuerySet":
        """`stale`: what `is_stale` tells, found by the database, so that no text leaves it."""
        now = Case(
            *(
                When(section__source_language=code, then=Coalesce(f"section__body_{code}", Value("")))
                for code in LANGUAGES
            ),
            default=Value(""),
            output_field=TextField(),
        )
        same = Q(seen=now, seen_language=F("section__source_language"))
        return self.defer("seen").annotate(
            stale=Case(When(~Q(verdict="") & ~same, then=Value(True)), default=Value(False))
        )

    def visible_to(self, user: Reader) -> "ValidationQuerySet":
        """The agency's own while the edition is under review; the secretariat sees all of its maps."""
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "section__edition__profile__regional_map")
        return self.filter(mine | is_checked_by(user))


@tracked()
class Validation(models.Model):
    """One agency's verdict on one section of one edition: on the text that stood there when it was given."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REMARKS = "remarks", _("confirmed with remarks")
        CHANGE = "change", _("change needed")
        NOT_OURS = "not_ours", _("not ours")

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="validations", verbose_name=_("section")
    )
    agency = models.ForeignKey(
        Organisation, models.PROTECT, related_name="validations", verbose_name=_("agency")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_on = models.DateField(_("due"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("taken by"),
    )  # fmt: skip
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("given by"),
    )  # fmt: skip
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    on_behalf = models.TextField(
        _("on what ground"), blank=True,
        help_text=_("Where the secretariat records a verdict that came by letter: which letter."),
    )  # fmt: skip
    seen = models.TextField(_("text that was seen"), blank=True)
    seen_language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, blank=True)

    objects = ValidationQuerySet.as_manager()

    class Meta:
        ordering = ["section__edition", "section__order", "agency__code"]
        verbose_name = _("validation")
        verbose_name_plural = _("validations")
        constraints = [
            models.UniqueConstraint(name="one_validation_an_agency", fields=["section", "agency"]),
            models.CheckConstraint(
                name="verdicts_have_a_date", condition=Q(verdict="") | Q(given_at__isnull=False)
            ),
        ]
        indexes = [models.Index(name="validation_awaited", fields=["due_on"], condition=Q(verdict=""))]

    def __str__(self) -> str:
        return f"{self.agency} · {self.section}"

    @property
    def is_stale(self) -> bool:
        """The verdict was given on an earlier text."""
        now = (self.section.source_text, self.section.source_language)
        return bool(self.verdict) and (self.seen, self.seen_language) != now

    @property
    def is_awaited(self) -> bool:
        return not self.verdict or self.is_stale

    @property
    def is_overdue(self) -> bool:
        return self.is_awaited and self.due_on < date.today()

    @property
    def asks_for_a_change(self) -> bool:
        """Of the text as it is now."""
        return self.verdict == self.Verdict.CHANGE and not self.is_stale

    @property
    def seen_direction(self) -> str:
        return direction_of(self.seen_language)


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: Reader) -> "RemarkQuerySet":
        """Those of validations that the user sees, and of editions that the user works on."""
        of_validations = Q(validation__in=Validation.objects.visible_to(user).values("pk"))
        return self.filter(of_validations | Q(edition__in=Edition.objects.worked_on_by(user).values("pk")))

    def threads(self) -> "RemarkQuerySet":
        return self.filter(parent=None)

    def open(self) -> "RemarkQuerySet":
        return self.filter(parent=None, resolved_at=None)

    def of_edition(self, edition: Edition) -> "RemarkQuerySet":
        """On the whole, and on any of its sections."""
        return self.filter(Q(edition=edition) | Q(validation__section__edition=edition))


@tracked()
class Remark(models.Model):
    """Something said about a section (by way of its validation) or an edition; answers hang on the first of a thread."""

    validation = models.ForeignKey(
        Validation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("validation"),
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="remarks", verbose_name=_("edition")
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("remark"))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("resolved by"),
    )  # fmt: skip
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.CheckConstraint(
                name="a_remark_is_on_one_thing",
                condition=Q(validation__isnull=True, edition__isnull=False)
                | Q(validation__isnull=False, edition__isnull=True),
            ),
            models.CheckConstraint(
                name="threads_are_resolved_at_their_head",
                condition=Q(parent__isnull=True) | Q(resolved_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def direction(self) -> str:
        return direction_of(self.language)


def has_someone_who_validates(edition: str = "section__edition") -> Exists:
    """Whether anybody validates for the agency of a row under the pillar of its edition."""
    from accounts.models import Membership

    people = Membership.objects.filter(
        user__is_active=True,
        user__organisation=OuterRef("agency"),
        group__role_group__role="validator",
        group__role_group__map_pillar=OuterRef(f"{edition}__profile__map_pillar"),
    )
    return Exists(people)
