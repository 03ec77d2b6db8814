"""Numbers as people type them are read right, or asked about, or refused and kept."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from profiles.collection.numbers import canonical, read_number, shown_number
from profiles.collection.values import bounds_in_words

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234", "1234"),
        ("١٢٣٤", "1234"),
        ("۱۲۳۴", "1234"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("٣٫١٤١", "3.141"),
        ("1 234 567,89", "1234567.89"),
        ("1\u202f234\u00a0567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12,5", "12.5"),
        ("0,123", "0.123"),
        ("-7", "-7"),
        ("−7", "-7"),
        ("  42 ", "42"),
        ("007", "7"),
    ],
)
def test_a_number_with_one_reading_is_read(typed, value):
    found = read_number(typed)
    assert canonical(found.value) == value


@pytest.mark.parametrize("typed", ["1,234", "1.234", "١,٢٣٤", "12.500"])
def test_a_number_with_two_readings_is_asked_about(typed):
    found = read_number(typed)
    assert found.value is None
    assert len(found.readings) == 2


@pytest.mark.parametrize(("typed", "value"), [("1,234", 1234), ("1.234", 1234), ("١٬٢٣٤", 1234)])
def test_a_whole_number_has_no_decimals_to_ask_about(typed, value):
    assert read_number(typed, whole=True).value == value


@pytest.mark.parametrize(
    "typed", ["abc", "12 persons", "1 23", "12,345,67", "1e5", "--1", "1/2", "", "1,2,3", "9" * 30]
)
def test_what_is_no_number_is_refused_in_words(typed):
    found = read_number(typed)
    assert found.value is None
    assert not found.readings
    assert found.fault


def test_decimals_where_a_whole_number_is_wanted_are_refused():
    assert "whole" in read_number("12.5", whole=True).fault


kept = st.decimals(
    min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False
).map(canonical)


@given(kept)
def test_a_number_is_itself_when_typed_plainly(number):
    found = read_number(number)
    assert Decimal(number) in ({found.value} if found.value is not None else set(found.readings))


@given(kept, st.sampled_from(["ar", "en", "fr"]), st.booleans())
def test_a_number_as_a_language_shows_it_is_read_back_or_asked_about(number, language, in_arabic_digits):
    shown = shown_number(number, language)
    found = read_number(shown.translate(ARABIC_INDIC) if in_arabic_digits else shown)
    assert Decimal(number) in ({found.value} if found.value is not None else set(found.readings))


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(typed):
    found = read_number(typed)
    assert (found.value is not None) + bool(found.readings) + bool(found.fault) == 1


def test_a_number_beyond_the_column_is_too_large():
    assert "too large" in read_number("1234567890123456789").fault


def test_bounds_are_said_in_words():
    with override("en"):
        assert "It is 0 or more. It is 100 or less." in bounds_in_words(". >= 0 and . <= 100")
        assert bounds_in_words("${a} = 'b'") == "This answer is not possible here."
