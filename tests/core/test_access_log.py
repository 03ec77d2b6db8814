"""The lines of the access log."""

import pytest

from imap.access_log import masked


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("GET /ar/meetings/personal-link/abc:def/files/3/ HTTP/1.1", "GET /ar/meetings/personal-link/…/files/3/ HTTP/1.1"),
        ("https://portal.example/meetings/personal-link/abc:def", "https://portal.example/meetings/personal-link/…"),
        ("GET /accounts/news/stop/WzEs:x/?a=b HTTP/1.1", "GET /accounts/news/stop/…/?a=b HTTP/1.1"),
        ("GET /accounts/password/reset/key/1-set-password/ HTTP/1.1", "GET /accounts/password/reset/key/…/ HTTP/1.1"),
        ("GET /en/mtm/?q=stop HTTP/1.1", "GET /en/mtm/?q=stop HTTP/1.1"),
    ],
)  # fmt: skip
def test_it_holds_no_secret_of_an_address(line: str, shown: str) -> None:
    assert masked(line) == shown
