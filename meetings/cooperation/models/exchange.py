"""An exchange between one who offers and one who needs: proposed by the secretariat, confirmed by both, planned, held, evaluated."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.addresses import address
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import Period
from imap.core.translation import Text, text_of, translated
from imap.regions.models import RegionalMap
from meetings.cooperation import exchanging
from meetings.cooperation.circle import of_own_state, of_secretariat
from meetings.cooperation.exchanging import ASKED, LOOKED_BACK, ON, State
from meetings.cooperation.models.expertise import Expertise, Form
from meetings.cooperation.models.request import LANGUAGE_CHOICES

MOVES = ", ".join(f"'{source} {target}'" for source, target in exchanging.moves())


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def worked_on_by(self, user: Reader) -> "ExchangeQuerySet":
        """Both sides' focal points and the secretariat."""
        return self.filter(is_of_side(user, "offer") | is_of_side(user, "need") | of_secretariat(user))

    def of_side(self, user: Reader, side: str) -> "ExchangeQuerySet":
        return self.filter(is_of_side(user, side))

    def brokered_by(self, user: Reader) -> "ExchangeQuerySet":
        return self.filter(of_secretariat(user))

    def released(self) -> "ExchangeQuerySet":
        """Whose lessons everyone reads."""
        return self.filter(state=State.RELEASED, regional_map__is_public=True)

    def running(self) -> "ExchangeQuerySet":
        return self.filter(state__in=ON)

    def of_rows(self, expertise: Expertise) -> "ExchangeQuerySet":
        return self.filter(Q(offer=expertise) | Q(need=expertise))

    def with_heads(self) -> "ExchangeQuerySet":
        """With all that a row of a list says."""
        sides = [
            f"{side}__{part}"
            for side in ("offer", "need")
            for part in ("organisation__country", "city__regional_map")
        ]
        return self.select_related("regional_map", "offer__theme", "need__theme", *sides)


def is_of_side(user: Reader, side: str) -> Q:
    return of_own_state(user, f"{side}__organisation", "regional_map")


@tracked(exclude=("words",))
@translated("place", "lessons")
class Exchange(models.Model):
    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="exchanges", verbose_name=_("regional i-Map")
    )
    offer = models.ForeignKey(
        Expertise, models.PROTECT, related_name="given_in", verbose_name=_("offer"),
        limit_choices_to={"side": "offer"},
    )  # fmt: skip
    need = models.ForeignKey(
        Expertise, models.PROTECT, related_name="met_in", verbose_name=_("need"), limit_choices_to={"side": "need"}
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PROPOSED)
    form = models.CharField(_("form"), max_length=8, choices=Form.choices, blank=True)
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    words = names_vector("lessons", "place")

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("expert exchange")
        verbose_name_plural = _("expert exchanges")
        constraints = [
            models.UniqueConstraint(
                name="one_running_exchange_a_pair", fields=["offer", "need"], condition=Q(state__in=list(ON))
            ),
            models.CheckConstraint(
                name="exchange_ends_after_it_starts",
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="exchange_is_planned_for_a_day",
                condition=Q(state__in=[*ASKED, State.AGREED, State.DECLINED, State.CANCELLED])
                | Q(starts__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="exchange_moves_by_its_steps",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func=f"""
                    IF (OLD.state || ' ' || NEW.state) NOT IN ({MOVES}) THEN
                      RAISE EXCEPTION 'No step leads an exchange from % to %.', OLD.state, NEW.state
                        USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.offer.whose} → {self.need.whose}"

    def get_absolute_url(self) -> str:
        return address("cooperation:exchange", self.pk)

    @property
    def period(self) -> Period | None:
        """Its days, written as every span of days is."""
        ends = self.ends.isoformat() if self.ends else ""
        return Period(self.starts.isoformat(), ends) if self.starts else None

    @property
    def is_ahead(self) -> bool:
        """Its first day is still to come: nobody has held it."""
        return self.starts is not None and self.starts > timezone.localdate()

    @property
    def is_looked_back_upon(self) -> bool:
        return self.state in LOOKED_BACK

    @property
    def is_past(self) -> bool:
        return self.ends is not None and self.ends < timezone.localdate()

    @property
    def shown_place(self) -> Text:
        return text_of(self, "place")

    @property
    def shown_lessons(self) -> Text:
        return text_of(self, "lessons")

    @property
    def is_of_cities(self) -> bool:
        return self.offer.city_id is not None and self.need.city_id is not None


class OfExchange(models.QuerySet):
    def visible_to(self, user: Reader) -> "OfExchange":
        return self.filter(exchange__in=Exchange.objects.worked_on_by(user).values("pk"))


class ExchangeStep(models.Model):
    """What was done, when and by which side. Never rewritten."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=20, choices=exchanging.STEP_CHOICES)
    to_state = models.CharField(_("to"), max_length=16, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)

    objects = OfExchange.as_manager()

    class Meta:
        ordering = ["exchange", "at", "pk"]
        verbose_name = _("step of an exchange")
        verbose_name_plural = _("steps of exchanges")

    def __str__(self) -> str:
        return f"{self.get_step_display()} · {self.exchange_id}"

    @property
    def done(self) -> str:
        known = exchanging.STEPS.get(self.step)
        return str(known.done if known else _("The secretariat proposed it."))


@tracked()
class Evaluation(models.Model):
    """What one side says of an exchange afterwards; read by both sides and the secretariat."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="evaluations")
    side = models.CharField(_("side"), max_length=5, choices=Expertise.Side.choices)
    rating = models.PositiveSmallIntegerField(
        _("how useful it was, from 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    text = models.TextField(_("what was learnt"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfExchange.as_manager()

    class Meta:
        ordering = ["exchange", "side"]
        verbose_name = _("evaluation of an exchange")
        verbose_name_plural = _("evaluations of exchanges")
        constraints = [
            models.UniqueConstraint(name="one_evaluation_a_side", fields=["exchange", "side"]),
            models.CheckConstraint(
                name="evaluation_is_from_1_to_5", condition=Q(rating__gte=1, rating__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} · {self.side}"

    @property
    def shown_text(self) -> Text:
        return Text(self.text, self.language, self.language)
