"""A backup is a plain dump, and a restore of it loses nothing: above all no trigger."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.gis.geos import LineString, Point
from django.db import connection, connections

from imap.regions.models import Country, RegionalMap
from profiles.models import City, Hub, Leg, Route

WRITTEN, RESTORED = "written", "restored"
MODELS = {"hub": Hub, "city": City, "leg": Leg}
AGADEZ, SEBHA = Point(8.037, 17.021, srid=4326), Point(14.433, 27.038, srid=4326)
TRIGGERS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
pytestmark = pytest.mark.django_db(databases=["default", WRITTEN, RESTORED])


def tool(name: str, *arguments: str | Path) -> str:
    """A program of the server's own version, with the server that the tests use."""
    server = connection.settings_dict
    program = Path(f"/usr/lib/postgresql/{connection.pg_version // 10000}/bin") / name
    where = ["-h", server["HOST"], "-p", str(server["PORT"] or 5432), "-U", server["USER"]]
    password = {"PGPASSWORD": server["PASSWORD"]} if server["PASSWORD"] else {}
    done = subprocess.run(
        [program, *where, *arguments], env=os.environ | password, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def restored_from(source: str, alias: str, dump: Path) -> Iterator[None]:
    """A fresh database, made as docs/operating.md says from a dump of another; Django knows it by `alias`."""
    name = f"{connection.settings_dict['NAME']}_{alias}"
    tool("pg_dump", "--format=custom", "-f", dump, connections[source].settings_dict["NAME"])
    tool("dropdb", "--if-exists", "--force", name)
    tool("createdb", name)
    try:
        tool("pg_restore", "--exit-on-error", "-d", name, dump)
        connections.databases[alias] = {**connection.settings_dict, "NAME": name}
        yield
    finally:
        connections[alias].close()
        del connections[alias], connections.databases[alias]
        tool("dropdb", "--force", name)


def write_places() -> None:
    """A hub, a city and a leg, committed."""

    def write(model, **fields):
        return model.objects.using(WRITTEN).create(**fields)

    regional_map = write(RegionalMap, slug="mtm", name_en="MTM")
    about = {"regional_map": regional_map, "slug": "agadez", "name_en": "Agadez", "name_ar": "أغاديز"}
    country = write(Country, iso3="NER", name_en="Niger")
    for model in (Hub, City):
        write(model, **about, country=country, point=AGADEZ)
    path = LineString(AGADEZ, SEBHA, srid=4326)
    write(Leg, route=write(Route, **about), start_name_en="Agadez", end_name_en="Sebha", path=path)


@pytest.fixture(scope="module", autouse=True)
def databases(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The tests' own database, copied into one that holds places, and a restore of that one."""
    folder = tmp_path_factory.mktemp("backup")
    with django_db_blocker.unblock(), restored_from("default", WRITTEN, folder / "empty.dump"):
        write_places()
        with restored_from(WRITTEN, RESTORED, folder / "imap.dump"):
            yield


def triggers(alias: str) -> list[tuple[str, str]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(TRIGGERS)
        return cursor.fetchall()


def contents(alias: str, dump: Path) -> list[str]:
    """Everything in a database, each by its kind, schema and name."""
    tool("pg_dump", "--format=custom", "-f", dump, connections[alias].settings_dict["NAME"])
    lines = tool("pg_restore", "--list", dump).splitlines()
    return sorted(line.split(maxsplit=3)[3] for line in lines if not line.startswith(";"))


def test_every_trigger_stands_after_a_restore():
    assert {"profiles_hub", "profiles_city", "profiles_leg"} <= {
        table for table, _name in triggers("default")
    }
    assert triggers(RESTORED) == triggers("default")


def test_nothing_else_is_lost_either(tmp_path):
    assert contents(RESTORED, tmp_path / "restored") == contents("default", tmp_path / "default")


@pytest.mark.parametrize("kind", MODELS)
def test_rows_come_back_with_what_is_made_of_them(kind):
    rows = [MODELS[kind].objects.using(alias).values() for alias in (WRITTEN, RESTORED)]
    assert rows[0][0]["shown"]
    assert list(rows[1]) == list(rows[0])


@pytest.mark.parametrize("kind", MODELS)
def test_the_restored_database_writes_the_history_of_places(kind):
    column, moved = ("path", LineString(SEBHA, AGADEZ, srid=4326)) if kind == "leg" else ("point", SEBHA)
    place = MODELS[kind].objects.using(RESTORED).get()
    rows = MODELS[kind].objects.using(RESTORED).filter(pk=place.pk)
    rows.update(**{column: getattr(place, column)})  # as it is: no change, no history
    rows.update(**{column: moved})
    rows.update(**({"mode": "air"} if kind == "leg" else {"slug": "bilma"}))
    events = apps.get_model("profiles", f"{kind}event").objects.using(RESTORED).order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "update", "update"]
    assert getattr(events[1], column).equals_exact(moved)
