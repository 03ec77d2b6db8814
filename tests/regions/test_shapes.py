"""The world's countries, shapes and borders, from the real file: loaded once for these questions."""

import io
import json
from collections.abc import Iterator

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from imap.core.translation import texts_of
from imap.portal.demo.files import HERE
from imap.regions import topojson
from imap.regions.models import Border, Country, Shape
from imap.regions.shapes import DISPUTED, world_atlas

EDGE = 20037508.35


@pytest.fixture(scope="module")
def world_shapes(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """What the command said; its rows stand until the last test of this module is through."""
    out = io.StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_shapes", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


def test_a_second_run_changes_nothing(world_shapes):
    out = io.StringIO()
    call_command("load_shapes", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert all("nothing changed" in line for line in lines)


def test_every_country_has_its_codes_and_a_name_in_three_languages(world_shapes):
    assert Country.objects.count() == 250
    assert set(Country.objects.filter(m49="").values_list("iso3", flat=True)) == {"XKX"}
    assert set(Country.objects.filter(region="").values_list("iso3", flat=True)) == {"ATA"}
    assert all(all(texts_of(country, "name").values()) for country in Country.objects.all())
    morocco = Country.objects.get(iso3="MAR")
    assert (morocco.iso2, morocco.m49, morocco.region) == ("MA", "504", "015")
    assert texts_of(morocco, "name") == {"ar": "المغرب", "en": "Morocco", "fr": "Maroc"}


@pytest.mark.parametrize(
    ("iso3", "document", "today"),
    [
        ("CPV", "Cape Verde", "Cabo Verde"),
        ("TUR", "Turkey", "Türkiye"),
        ("MKD", "The former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("SYR", "Syria", "Syrian Arab Republic"),
        ("MAR", "Morocco", None),
    ],
)
def test_the_documents_name_and_the_united_nations_of_today(world_shapes, iso3, document, today):
    country = Country.objects.get(iso3=iso3)
    assert str(country.shown_name) == document
    assert (str(country.shown_un_name) if country.shown_un_name else None) == today


def test_kosovo_carries_its_asterisk_and_footnote_in_three_languages(world_shapes):
    kosovo = Country.objects.get(iso3="XKX")
    assert kosovo.is_user_assigned
    assert all(name.endswith("*") for name in texts_of(kosovo, "name").values())
    footnotes = texts_of(kosovo, "name_footnote")
    assert all("1244" in footnote for footnote in footnotes.values())
    stated = (HERE / "facts" / "kosovo_footnote.txt").read_text(encoding="utf-8").strip()
    assert footnotes["en"] == stated
    assert list(Country.objects.exclude(name_footnote_en=None).exclude(name_footnote_en="")) == [kosovo]


def test_the_five_features_without_an_id_are_known_by_name(world_shapes):
    topology = topojson.read(json.loads(world_atlas().read_text(encoding="utf-8")), "countries")
    nameless = {feature.name for feature in topology.features if not feature.id}
    shapes = {shape.key: shape for shape in Shape.objects.filter(key__in=nameless)}
    assert len(nameless) == 5
    assert set(shapes) == nameless
    assert shapes["Kosovo"].country.iso3 == "XKX"
    assert shapes["Kosovo"].name_en == "Kosovo*"
    assert shapes["Indian Ocean Ter."].name_en == "Christmas Island · Cocos (Keeling) Islands"
    for key in ("Somaliland", "N. Cyprus", "Siachen Glacier"):
        assert shapes[key].country is None
        assert not shapes[key].name_en


def test_every_feature_became_a_shape_and_australia_is_the_large_one(world_shapes):
    assert Shape.objects.count() == 241
    assert Shape.objects.get(country__iso3="AUS").label_rank == 1
    assert not any(
        shape.country is None and shape.name_en for shape in Shape.objects.filter(key__regex="^[0-9]")
    )


def test_labels_lie_on_their_land(world_shapes):
    for shape in Shape.objects.all():
        assert shape.area.valid, shape
        assert shape.area.intersects(shape.label), shape


@pytest.mark.parametrize("table", ["regions_shape", "regions_border"])
def test_what_is_drawn_is_finite_and_within_the_square_of_web_mercator(world_shapes, table):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min(ST_XMin(drawn)), min(ST_YMin(drawn)), max(ST_XMax(drawn)), max(ST_YMax(drawn)) FROM {table}"
        )
        assert all(-EDGE <= edge <= EDGE for edge in cursor.fetchone())


@pytest.mark.parametrize(
    ("iso3", "inside", "outside"),
    [
        ("RUS", (-175.0, 66.5), (0.0, 66.5)),
        ("RUS", (100.0, 60.0), (-100.0, 60.0)),
        ("FJI", (178.0, -17.8), (0.0, -17.0)),
        ("ATA", (0.0, -80.0), (0.0, -50.0)),
        ("ZAF", (25.0, -30.0), (28.2, -29.5)),
    ],
)
def test_antimeridian_pole_and_enclaves(world_shapes, iso3, inside, outside):
    area = Shape.objects.get(country__iso3=iso3).area
    assert area.contains(Point(*inside, srid=4326))
    assert not area.contains(Point(*outside, srid=4326))


def test_every_rule_for_a_disputed_line_finds_its_line(world_shapes):
    for first, second, extent in DISPUTED:
        between = "/".join(sorted((first, second))) + (" (disputed part)" if extent else "")
        assert Border.objects.get(between=between).is_disputed, between
    dashed = {
        name.split(" (")[0]
        for name in Border.objects.filter(is_disputed=True).values_list("between", flat=True)
    }
    assert dashed == {"/".join(sorted((first, second))) for first, second, _extent in DISPUTED}


def test_a_line_disputed_in_part_is_dashed_in_part(world_shapes):
    crimea = Border.objects.get(between="RUS/UKR (disputed part)")
    assert crimea.line.extent[3] < 46.5
    assert not Border.objects.get(between="RUS/UKR").is_disputed


def test_a_plain_border_is_not_dashed(world_shapes):
    assert not Border.objects.get(between="DZA/MAR").is_disputed


def test_without_the_file_the_command_says_what_to_do(world_shapes, monkeypatch):
    monkeypatch.setattr("imap.regions.shapes.finders.find", lambda path: None)
    with pytest.raises(CommandError, match="npm ci"):
        call_command("load_shapes", stdout=io.StringIO())


def test_arcs_are_decoded_and_walked_backwards():
    document = {
        "transform": {"scale": [0.5, 0.25], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4]]],
        "objects": {
            "areas": {
                "geometries": [
                    {"id": 1, "type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "one"}},
                    {"type": "MultiPolygon", "arcs": [[[~1, ~0]]], "properties": {"name": "other"}},
                ]
            }
        },
    }
    topology = topojson.read(document, "areas")
    one, other = topology.features
    assert (one.id, other.id) == ("1", "")
    assert topology.ring([0, 1]) == [(10, 20), (11, 20), (11, 21), (10, 21), (10, 20)]
    assert topology.ring([~1, ~0]) == topology.ring([0, 1])[::-1]
    assert topology.area(one).area == 1
    ((_first, _second, line),) = topology.shared_lines()
    assert line.length == 4


def test_a_ring_over_the_antimeridian_is_cut_in_two():
    parts = topojson.polygon([[(179, 0), (-179, 0), (-179, 1), (179, 1), (179, 0)]])
    assert sorted(part.extent for part in parts) == [(-180, 0, -179, 1), (179, 0, 180, 1)]


def test_a_ring_around_the_pole_is_closed_along_it():
    ring = [(-180, -70), (-90, -70), (0, -70), (90, -70), (180, -70)]
    (part,) = topojson.polygon([ring])
    assert part.extent == (-180, -topojson.MERCATOR_LATITUDE, 180, -70)
