"""An upcoming meeting of MTM with Morocco and UNHCR invited."""

import pytest

from meetings.models import Invitation, Meeting
from tests.meetings import factories as convene


@pytest.fixture
def meeting(world, cast) -> Meeting:
    found = convene.MeetingFactory(
        regional_map=world.mtm, slug="coming", status="planned", starts="2031-05-11", ends="2031-05-12",
        title_en="Expert meeting", title_ar="اجتماع خبراء", title_fr="Réunion d’experts", capacity=30,
        city_name_en="Valletta", interpretation=["ar", "en", "fr"],
    )  # fmt: skip
    found.pillars.add(world.irregular)
    return found


@pytest.fixture
def morocco(meeting, cast) -> Invitation:
    return convene.InvitationFactory(meeting=meeting, organisation=cast["focal_mar"].organisation)


@pytest.fixture
def agency(meeting, cast) -> Invitation:
    return convene.InvitationFactory(meeting=meeting, organisation=cast["unhcr"].organisation)


@pytest.fixture
def full(meeting, world):
    """So many seats are taken by other states that one is left."""

    def fill(left: int = 1) -> None:
        others = convene.InvitationFactory(meeting=meeting, places=20)
        more = convene.InvitationFactory(meeting=meeting, places=20)
        for at in range(meeting.capacity - left):
            convene.DelegateFactory(invitation=others if at < 20 else more, state="confirmed")

    return fill
