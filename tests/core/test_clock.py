"""Times by the clock of the office: typed and shown in its zone, stored in UTC, also on the nights on which it is changed."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from imap.core import clock


def utc(*at):
    return datetime(*at, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (datetime(2027, 1, 15, 10), [utc(2027, 1, 15, 9)]),
        (datetime(2027, 7, 15, 10), [utc(2027, 7, 15, 8)]),
        (datetime(2027, 3, 28, 1, 59), [utc(2027, 3, 28, 0, 59)]),
        (datetime(2027, 3, 28, 2, 30), []),  # put forward from 02:00 to 03:00
        (datetime(2027, 3, 28, 3), [utc(2027, 3, 28, 1)]),
        (datetime(2027, 10, 31, 2, 30), [utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 1, 30)]),  # put back
        (datetime(2027, 10, 31, 3), [utc(2027, 10, 31, 2)]),
        (datetime(1, 1, 1), []),
    ],
)
def test_what_the_clock_shows_is_a_moment_or_none_or_two(shown, meant):
    assert clock.moments(shown) == meant


def test_a_zone_that_never_changes_its_clocks_knows_every_time(settings):
    settings.OFFICE_TIME_ZONE = "Asia/Amman"
    assert clock.moments(datetime(2027, 3, 28, 2, 30)) == [utc(2027, 3, 27, 23, 30)]


def test_a_time_that_is_left_out_is_refused_with_the_zone():
    with pytest.raises(ValidationError, match=r"put forward over it \(Central European Time\)"):
        clock.must_be_shown(datetime(2027, 3, 28, 2, 30))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "31 October 2027, 02:30 (Central European Time, UTC+01:00)"),
        ("fr", "31 octobre 2027, 02:30 (heure d’Europe centrale, UTC+01:00)"),
        ("ar", "توقيت وسط أوروبا"),
    ],
)
def test_a_moment_is_said_with_its_zone_in_the_readers_language(language, words):
    with translation.override(language):
        assert words in clock.in_words(utc(2027, 10, 31, 1, 30))


def test_another_zone_is_a_setting(settings):
    settings.OFFICE_TIME_ZONE = "UTC"
    assert clock.in_words(utc(2027, 10, 31, 1, 30)) == "31 October 2027, 01:30 (UTC, UTC+00:00)"
