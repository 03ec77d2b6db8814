"""What the database refuses is said in words: what clashes, and what to do."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.state import ModelState
from django.utils import translation

from accounts.models import Membership
from imap.core.constraints import Check, InWords, Unique
from imap.newsroom.models import Feed
from imap.regions.models import Participation
from profiles.models import Profile
from tests import factories as make
from tests.meetings.factories import ParticipantFactory

OURS = ("accounts", "imap", "meetings", "profiles")
# Kept by the portal's own actions; no form writes these rows, or the form says it first.
UNSEEN = {
    "archived_address_is_of_the_web", "dead_links_have_a_date", "sent_letters_have_a_time", "one_edition_a_number",
    "one_published_edition", "one_draft_edition", "issued_editions_have_a_date", "only_ready_editions_are_scheduled",
    "one_section_a_template", "one_follow_a_profile", "one_notice_an_edition", "one_translation_a_language",
    "one_validation_an_agency", "verdicts_have_a_date", "a_remark_is_on_one_thing", "threads_are_resolved_at_their_head",
    "one_observation_a_period", "an_observation_without_value_is_missing", "a_closed_round_was_opened", "one_submission_a_state",
    "a_submitted_one_says_when", "one_share_a_part", "one_answer_an_entry", "a_change_asked_for_says_what",
    "one_origin_an_answer", "one_text_a_page", "one_count_a_month", "counted_on_the_first", "published_news_has_a_time",
    "one_entry_a_guid", "decided_entries_have_a_time", "no_entry_is_its_own_duplicate", "entry_address_is_of_the_web",
    "one_subscription_a_choice", "one_notice_an_item", "invitation_whole", "declined_once_sent", "who_is_confirmed_has_a_seat",
    "who_does_not_come_has_none", "who_waits_waits_since_a_time", "only_expected_people_attend", "one_link_a_delegate",
    "accepted_once",
}  # fmt: skip


def without_words() -> set[str]:
    found = set()
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS and ".cooperation" not in model.__module__:
            rules = model._meta.constraints
            plain = [
                rule for rule in rules if rule.violation_error_message == rule.default_violation_error_message
            ]
            found |= {rule.name for rule in plain if not isinstance(rule, InWords)}
    return found


def test_every_rule_that_a_form_can_break_has_words():
    assert without_words() == UNSEEN


def broken(row: models.Model) -> str:
    with pytest.raises(ValidationError) as refused, translation.override("en"):
        row.validate_constraints()
    return " ".join(refused.value.messages)


def test_a_rule_is_said_in_words(world, cast):
    taken = make.ParticipationFactory(regional_map=world.mtm)
    assert "takes part already" in broken(Participation(regional_map=world.mtm, country=taken.country))
    assert "Choose a country or a group" in broken(Participation(regional_map=world.mtm))
    held = Membership.objects.first()
    assert "holds this role already" in broken(Membership(user=held.user, group=held.group))
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    again = Profile(
        regional_map=world.mtm, pillar=world.irregular, kind="country", country=profile.country, slug="x"
    )
    assert "Begin its next edition instead" in broken(again)
    assert "Write 15 or more" in broken(
        Feed(regional_map=world.mtm, url="https://feeds.example.org/a", interval=1)
    )
    seat = ParticipantFactory()
    assert "takes part already" in broken(type(seat)(meeting=seat.meeting, organisation=seat.organisation))


def test_words_are_no_part_of_migrations():
    for rule in ModelState.from_model(Profile).options["constraints"]:
        path, _args, options = rule.deconstruct()
        assert path in ("django.db.models.UniqueConstraint", "django.db.models.CheckConstraint")
        assert "words" not in options
    kept = Unique(fields=["slug"], name="a", words="Taken.")
    assert kept.clone().words == "Taken."
    assert kept == models.UniqueConstraint(fields=["slug"], name="a")
    assert Check(condition=models.Q(pk=1), name="b", words="No.").clone().words == "No."
