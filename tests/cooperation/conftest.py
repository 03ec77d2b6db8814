import pytest

from accounts.models import User
from meetings.cooperation.models import Exchange
from tests import factories as make
from tests.cooperation import factories as work


@pytest.fixture
def senegal(world, cast) -> User:
    """Senegal's focal point, who reads French."""
    return work.speaker("SEN", world.mtm_irregular, "fr")


@pytest.fixture
def exchange(world, cast, senegal) -> Exchange:
    """Morocco offers what Senegal needs; proposed."""
    return work.ExchangeFactory(
        regional_map=world.mtm,
        offer__regional_map=world.mtm,
        offer__organisation=cast["focal_mar"].organisation,
        need__regional_map=world.mtm,
        need__organisation=senegal.organisation,
    )


@pytest.fixture
def tunisia(world):
    return work.StateFactory(code="TUN", country=make.CountryFactory(iso3="TUN", region="015"))
