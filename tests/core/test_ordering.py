"""Positions that give way to each other."""

from imap.core.admin.ordering import LAST, next_free


def test_a_number_that_is_taken_gives_way_to_one_that_a_column_holds():
    assert next_free({1, 2, 7}) == 8
    assert next_free({1, 2, LAST}) == 3
