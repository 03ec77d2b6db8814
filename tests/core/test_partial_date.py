"""Dates as far as they are known, in the reader's language."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from imap.core.numbers import chosen
from imap.core.partial_date import Period, is_partial_date


@pytest.mark.parametrize(
    ("period", "precision", "en", "fr", "ar"),
    [
        (Period("2007"), "year", "2007", "2007", "2007"),
        (Period("2003-02"), "month", "February 2003", "février 2003", "فبراير 2003"),
        (Period("2012-05-22"), "day", "22 May 2012", "22 mai 2012", "22 مايو 2012"),
        (Period("2012-05-22", "2012-05-22"), "day", "22 May 2012", "22 mai 2012", "22 مايو 2012"),
        (
            Period("2004-12-13", "2004-12-14"), "day",
            "13–14 December 2004", "13–14 décembre 2004", "13–14 ديسمبر 2004",
        ),
        (
            Period("2012-01-31", "2012-02-01"), "day",
            "31 January 2012 – 1 February 2012", "31 janvier 2012 – 1 février 2012", "31 يناير 2012 – 1 فبراير 2012",
        ),
        (Period("2009", "2010"), "year", "2009 – 2010", "2009 – 2010", "2009 – 2010"),
    ],
)  # fmt: skip
def test_a_period_is_said_as_precisely_as_it_is_known(period, precision, en, fr, ar):
    assert period.precision == precision
    for language, words in {"en": en, "fr": fr, "ar": ar}.items():
        with translation.override(language):
            assert str(period) == words


def test_digits_are_the_readers():
    token = chosen.set("arab")
    with translation.override("ar"):
        assert str(Period("2004-12-13", "2004-12-14")) == "١٣–١٤ ديسمبر ٢٠٠٤"
    chosen.reset(token)


def test_a_day_that_is_not_known_is_never_made_up():
    assert Period("2003-02").days is None
    assert Period("2007").days is None
    assert Period("2012-05-22").days is not None


@pytest.mark.parametrize(
    "text", ["2003-13", "2003-02-30", "2003-2", "3", "2003-00", "February", "2003-02-13T10:00", "2003\n"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValidationError):
        is_partial_date(text)


@pytest.mark.parametrize("text", ["2003", "2003-02", "2004-02-29"])
def test_a_year_a_month_and_a_day_are_taken(text):
    assert is_partial_date(text) is None
