"""The cast, and a small world: MTM with a restricted Pillar I and a public Pillar II; Prague with a public Pillar I."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from accounts.actions import admit
from accounts.models import User
from imap.celery import app
from imap.core.pagecache import stamp
from imap.regions.models import MapPillar, Pillar, RegionalMap
from profiles.models import Profile
from tests import factories as make
from tests.remembered import Remembered, keys

CAST = (
    "anonymous", "secretariat", "prague", "focal_mar", "reader_nga", "reader_alb", "unhcr", "translator_ar",
    "nobody", "admin",
)  # fmt: skip


class Together(LoadScopeScheduling):
    """What shares one costly thing (a portal and its browser, a loaded demo, all secrets) shares a worker; every other test goes where there is room."""

    GROUPS = (
        "tests/browser/", "tests/portal/test_load_demo.py", "tests/regions/test_shapes.py", "tests/test_access_walk.py",
    )  # fmt: skip

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in self.GROUPS if nodeid.startswith(group)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    return Together(config, log)


@dataclass
class World:
    mtm: RegionalMap
    prague: RegionalMap
    irregular: Pillar
    development: Pillar
    mtm_irregular: MapPillar
    mtm_development: MapPillar
    prague_irregular: MapPillar


@pytest.fixture(autouse=True)
def _plain_settings(settings: object) -> None:
    """Static files need no manifest, passwords no work, and no second factor unless a test asks for it."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = (
        True  # else each client reads the whole folder of static files before its first page
    )
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.REQUIRE_SECOND_FACTOR = False
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()
    stamp.value, stamp.trusted_until, stamp.is_in_doubt = None, 0.0, False
    translation.activate("en")  # a page that was asked for in another test may have left its language


@pytest.fixture(autouse=True)
def _tasks_at_once() -> Iterator[None]:
    """Tasks run where they are called; a test of a real worker turns this off for itself."""
    before, app.conf.task_always_eager = app.conf.task_always_eager, True
    yield
    app.conf.task_always_eager = before


@pytest.fixture
def _occasion(settings: object) -> None:
    """A kind of letter for tests: `occasion`, which says its `title`."""
    here = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [here, *settings.TEMPLATES[0]["DIRS"]]}]


@pytest.fixture
def world(db: None) -> World:
    return WORLD()


def make_world() -> World:
    mtm, prague = (
        make.RegionalMapFactory(slug="mtm"),
        make.RegionalMapFactory(slug="prague", languages=["en"]),
    )
    irregular = make.PillarFactory(slug="irregular-and-mixed-migration")
    development = make.PillarFactory(slug="migration-and-development")
    restricted = MapPillar.Access.RESTRICTED
    return World(
        mtm=mtm,
        prague=prague,
        irregular=irregular,
        development=development,
        mtm_irregular=make.MapPillarFactory(regional_map=mtm, pillar=irregular, access=restricted),
        mtm_development=make.MapPillarFactory(regional_map=mtm, pillar=development),
        prague_irregular=make.MapPillarFactory(regional_map=prague, pillar=irregular),
    )


@pytest.fixture
def cast(world: World) -> dict[str, User | None]:
    """Everyone who may come to the portal, by the name that DESIGN.md gives them."""
    return PEOPLE(world)


def make_cast(world: World) -> dict[str, User | None]:
    people: dict[str, User | None] = {
        name: make.UserFactory(email=f"{name.replace('_', '.')}@example.org")
        for name in CAST
        if name != "anonymous"
    }
    people["anonymous"] = None
    admit(user=people["secretariat"], role="secretariat", over=world.mtm, by=None)
    admit(user=people["prague"], role="secretariat", over=world.prague, by=None)
    admit(user=people["focal_mar"], role="focal_point", over=world.mtm_irregular, by=None)
    admit(user=people["reader_nga"], role="reader", over=world.mtm_irregular, by=None)
    admit(user=people["reader_alb"], role="reader", over=world.prague_irregular, by=None)
    admit(user=people["unhcr"], role="validator", over=world.mtm_irregular, by=None)
    admit(user=people["translator_ar"], role="translator_ar", over=world.mtm, by=None)
    give_organisations(people)
    admin = people["admin"]
    admin.is_staff = admin.is_superuser = True
    admin.save()
    return people


def give_organisations(people: dict[str, User | None]) -> None:
    """A focal point answers for its state, a validator for its agency."""
    state = make.OrganisationFactory(code="MAR", country=make.CountryFactory(iso3="MAR", name_en="Morocco"))
    for name, organisation in (("focal_mar", state), ("unhcr", make.OrganisationFactory(code="UNHCR"))):
        people[name].organisation = organisation
        people[name].save()


WORLD = Remembered(make_world)
PEOPLE = Remembered(make_cast, after=WORLD)


@pytest.fixture(scope="session", autouse=True)
def _empty_database(django_db_setup: None, django_db_blocker: object) -> None:
    if not connection.settings_dict["NAME"].startswith("test_"):
        return  # no test that was chosen asks for a database by a mark
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # People have keys that stand for nothing else on a page.
        cursor.execute("SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), 864200)")
        Remembered.empty = keys()


@pytest.fixture
def client_of(cast: dict[str, User | None]) -> Callable[[str], Client]:
    def client(who: str) -> Client:
        browser = Client()
        if user := cast[who]:
            browser.force_login(user)
        return browser

    return client


@pytest.fixture
def restricted(world: World) -> Profile:
    """A published profile of MTM's Pillar I that says “marmalade”."""
    return make_restricted(world)


def make_restricted(world: World) -> Profile:
    return make.published_profile("marmalade", regional_map=world.mtm, pillar=world.irregular, slug="secret")


@pytest.fixture
def public(world: World) -> Profile:
    """A published profile of MTM's Pillar II that says “daylight”."""
    return make.published_profile("daylight", regional_map=world.mtm, pillar=world.development, slug="open")
