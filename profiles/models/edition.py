"""Editions: dated issues of a profile. A published one never changes; a correction is a new one."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.history import tracked
from imap.core.numbers import in_digits
from imap.core.translation import Text, columns, text_of, translated
from imap.regions.models import MapPillar, RegionalMap
from profiles import workflow
from profiles.models.profile import Profile, is_read_by

ISSUED = [str(state.value) for state in workflow.ISSUED]
UNISSUED = [str(state.value) for state in workflow.UNISSUED]


class EditionQuerySet(models.QuerySet["Edition"]):
    def issued(self) -> "EditionQuerySet":
        """Editions that were published: the current one and those it superseded."""
        return self.filter(state__in=[Edition.State.PUBLISHED, Edition.State.SUPERSEDED])

    def current(self) -> "EditionQuerySet":
        return self.filter(state=Edition.State.PUBLISHED)

    def unissued(self) -> "EditionQuerySet":
        """What is being worked on: from the draft to the edition that is ready."""
        return self.filter(state__in=UNISSUED)

    def under_review(self) -> "EditionQuerySet":
        """Past the draft, not issued yet: others than the secretariat have begun to check it."""
        return self.filter(state__in=workflow.UNDER_REVIEW)

    def editable_by(self, user: Reader) -> "EditionQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "profile__regional_map"))

    def worked_on_by(self, user: Reader) -> "EditionQuerySet":
        """Editions of the secretariat's maps, and those that the state's focal point is asked to endorse."""
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "profile__regional_map")
        return self.filter(mine | is_endorsed_by(user))

    def visible_to(self, user: Reader) -> "EditionQuerySet":
        """Issued editions of profiles that the user reads; editors also see the drafts of their maps, a focal point
        those of the state that are under review."""
        issued = Q(state__in=[Edition.State.PUBLISHED, Edition.State.SUPERSEDED])
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "profile__regional_map")
        if not user.is_authenticated:
            return self.filter(issued & is_read_by(user, "profile__"))
        return self.filter((issued & is_read_by(user, "profile__")) | mine | is_endorsed_by(user))

    def heads(self) -> "EditionQuerySet":
        """Without the texts: what a card shows."""
        return self.defer(*columns("summary", "change_note"), "summary", "change_note")


def is_endorsed_by(user: Reader, edition: str = "") -> Q:
    """Under review, and of the country for which the user answers under that pillar. `edition` leads there: `edition__`."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    answers = held(user, "regions.answer_mappillar", MapPillar, f"{edition}profile__map_pillar")
    own = Organisation.objects.filter(people=user.pk, country__isnull=False).values("country")
    reviewed = Q(**{f"{edition}state__in": workflow.UNDER_REVIEW, f"{edition}profile__country__in": own})
    return reviewed & answers


ONLY_EMPTY_LANGUAGES = " AND ".join(
    f"(coalesce(OLD.{column}, '') = '' OR NEW.{column} IS NOT DISTINCT FROM OLD.{column})"
    for column in columns("summary", "change_note")
)

MOVES = ", ".join(f"'{source} {target}'" for source, target in workflow.moves())


@tracked()
@translated("summary", "change_note")
class Edition(models.Model):
    State = workflow.State
    ISSUED = workflow.ISSUED

    class Standing(models.TextChoices):
        PREPARATION = "preparation", _("under preparation")
        FINAL = "final", _("final and endorsed")

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="editions", verbose_name=_("profile"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=40, help_text=_("As readers cite it: 2012."))
    as_of = models.DateField(_("state of knowledge"), help_text=_("The day up to which the texts hold."))
    summary = models.TextField(_("summary"), blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False
    )
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing.choices, default=Standing.PREPARATION,
        help_text=_("What readers are told: final and endorsed by the state, or still under preparation."),
    )  # fmt: skip
    languages = ArrayField(
        models.CharField(max_length=2),
        verbose_name=_("complete in"),
        default=list,
        blank=True,
        editable=False,
    )
    change_note = models.CharField(
        _("what changed"), max_length=250, blank=True, help_text=_("Shown with the list of editions.")
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("published by"),
    )  # fmt: skip
    override_reason = models.TextField(
        _("why it was published without all conditions"), blank=True, editable=False
    )
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["profile", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(name="one_edition_a_number", fields=["profile", "number"]),
            models.UniqueConstraint(
                name="one_published_edition", fields=["profile"], condition=Q(state="published")
            ),
            models.UniqueConstraint(
                name="one_draft_edition", fields=["profile"], condition=Q(state__in=UNISSUED)
            ),
            models.CheckConstraint(
                name="issued_editions_have_a_date",
                condition=Q(state__in=UNISSUED) | Q(published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="only_ready_editions_are_scheduled",
                condition=Q(publish_at__isnull=True) | Q(state=workflow.State.READY),
            ),
        ]
        indexes = [
            models.Index(name="edition_recent", fields=["-published_on"], condition=Q(state="published"))
        ]
        triggers = [
            pgtrigger.Trigger(
                name="edition_moves_by_its_steps",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func=f"""
                    IF (OLD.state || ' ' || NEW.state) NOT IN ({MOVES}) THEN
                      RAISE EXCEPTION 'No step leads an edition from % to %.', OLD.state, NEW.state
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="published_edition_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=ISSUED),
                func="RAISE EXCEPTION 'A published edition is never deleted.' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(
                name="published_edition_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=ISSUED),
                func=f"""
                    IF (NEW.profile_id, NEW.number, NEW.label, NEW.as_of, NEW.standing, NEW.published_on, NEW.override_reason)
                      IS DISTINCT FROM
                      (OLD.profile_id, OLD.number, OLD.label, OLD.as_of, OLD.standing, OLD.published_on, OLD.override_reason)
                      OR (OLD.state, NEW.state) NOT IN (('published', 'published'), ('published', 'superseded'),
                        ('published', 'withdrawn'), ('superseded', 'superseded'), ('superseded', 'withdrawn'),
                        ('withdrawn', 'withdrawn'))
                      OR NOT ({ONLY_EMPTY_LANGUAGES})
                    THEN
                      RAISE EXCEPTION 'A published edition never changes; a correction is a new edition.'
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} · {self.label}"

    def get_absolute_url(self) -> str:
        if self.state == self.State.PUBLISHED:
            return self.profile.get_absolute_url()
        return address("profiles:edition", self.profile.regional_map.slug, self.profile.slug, self.number)

    @property
    def is_draft(self) -> bool:
        """Not issued yet: its texts may still change."""
        return self.state in workflow.UNISSUED

    @property
    def is_under_review(self) -> bool:
        return self.state in workflow.UNDER_REVIEW

    @property
    def shown_label(self) -> str:
        """`Edition 2012`, in the digits of the page."""
        return _("Edition %(label)s") % {"label": in_digits(self.label)}

    @property
    def shown_summary(self) -> Text:
        return text_of(self, "summary", among=self.profile.regional_map.languages)

    @property
    def shown_change_note(self) -> Text:
        return text_of(self, "change_note", among=self.profile.regional_map.languages)
