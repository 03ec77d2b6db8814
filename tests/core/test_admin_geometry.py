"""Places as editors type them: read, or refused with a reason that helps."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form

from imap.core.admin.geometry import LineField, PointField


class PlaceForm(Form):
    point = PointField(required=False)
    path = LineField(required=False)


@pytest.mark.parametrize(
    "typed",
    [
        "36.8, 10.18",
        "36.8 10.18",
        "36,8; 10,18",
        "٣٦٫٨، ١٠٫١٨",
        '{"type": "Point", "coordinates": [10.18, 36.8]}',
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [10.18, 36.8]}}',
        "POINT (10.18 36.8)",
    ],
)
def test_a_point_is_read_in_the_ways_that_people_write_it(typed):
    point = PointField().clean(typed)
    assert (point.x, point.y, point.srid) == (10.18, 36.8, 4326)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Tunis", "WKT"),
        ("36.8", "latitude and longitude"),
        ("36.8, 10.18\n36.9, 10.2", "one position"),
        ("91, 10", "between −85 and 85"),
        ("36, 181", "between −180 and 180"),
        ('{"type": "Polygon", "coordinates": []}', "GeoJSON"),
        ('{"type": "Point", "coordinates": ["a", "b"]}', "GeoJSON"),
        ('{"type": "Point", "coordinates": [NaN, 1]}', "not a number"),
        ("{" * 5000, "GeoJSON"),
        ("POINT (10.18)", "WKT"),
        ("SRID=3857;POINT (1 1)", "WKT"),
        ("POLYGON ((0 0, 1 1, 1 0, 0 0))", "WKT"),
    ],
)
def test_what_cannot_be_a_point_is_refused_with_a_reason(typed, reason):
    with pytest.raises(ValidationError) as refusal:
        PointField().clean(typed)
    assert reason in " ".join(refusal.value.messages)


def test_a_line_is_read_a_position_a_line():
    path = LineField().clean("17.021, 8.037\n\n27.038, 14.433\n32.9, 13.18")
    assert path.coords == ((8.037, 17.021), (14.433, 27.038), (13.18, 32.9))
    assert LineField().clean("LINESTRING (8.037 17.021, 14.433 27.038)").num_points == 2


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("17.021, 8.037", "two different"),
        ("17, 8\n17, 8", "two different"),
        ("17, 8\nnorth, 9", "Line 2"),
        ("\n".join(f"{n / 10}, 8" for n in range(201)), "at most 200"),
    ],
)
def test_what_cannot_be_a_leg_is_refused_with_a_reason(typed, reason):
    with pytest.raises(ValidationError) as refusal:
        LineField().clean(typed)
    assert reason in " ".join(refusal.value.messages)


def test_what_was_typed_stays_in_the_box_when_it_is_refused():
    form = PlaceForm({"point": "91, 10", "path": "17, 8\nnorth, 9"})
    assert not form.is_valid()
    assert "91, 10</textarea>" in str(form["point"])
    assert "north, 9</textarea>" in str(form["path"])


def test_a_stored_place_is_written_as_it_would_be_typed_and_does_not_change_by_saving():
    point = PointField().clean("36.806494, 10.181531")
    assert PointField().prepare_value(point) == "36.806494, 10.181531"
    assert not PointField().has_changed(point, "36.806494, 10.181531")
    assert PointField().has_changed(point, "36.9, 10.181531")
    assert PointField().has_changed(point, "no place")
