"""Readers who follow a profile, and the editions that they are still to be told of."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Letter, User
from profiles.models.edition import Edition
from profiles.models.profile import Profile


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, user: Reader) -> "FollowQuerySet":
        """One's own, of profiles whose card one may see."""
        return self.filter(user=user.pk, profile__in=Profile.objects.on_lists_of(user).values("pk"))


class Follow(models.Model):
    """A reader wants to hear of new editions of a profile; how often is theirs to say (`User.digest`)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="follows", verbose_name=_("reader"))
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="follows", verbose_name=_("profile"))
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["user", "profile"]
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [models.UniqueConstraint(name="one_follow_a_profile", fields=["user", "profile"])]

    def __str__(self) -> str:
        return f"{self.user} · {self.profile}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def pending(self, digests: Iterable[str]) -> "NoticeQuerySet":
        """Not yet in a letter, for readers who want mail this often."""
        return self.filter(letter=None, follow__user__digest__in=list(digests))


class Notice(models.Model):
    """An edition that a follower is to be told of, once: in the letter that it points to, or in one still to be written."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="notices", verbose_name=_("follow"))
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="notices", verbose_name=_("edition"))
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, related_name="notices", verbose_name=_("letter")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(name="one_notice_an_edition", fields=["follow", "edition"])]

    def __str__(self) -> str:
        return f"{self.follow_id} · {self.edition}"
