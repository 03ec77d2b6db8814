"""Going out to the web: no private address is reached by any way, and no answer exhausts whoever asked."""

import gzip
import socket
import time

import pytest

from imap.core import fetching, public_addresses
from imap.core.fetching import Limits, NotFetched, fetch, waiting_time
from imap.core.public_addresses import Refused, is_public, target_of
from tests.web_server import serving


@pytest.fixture
def web(settings):
    settings.FETCH_FROM_LOOPBACK = True
    with serving() as server:
        yield server


def refusal(url, **options) -> str:
    with pytest.raises(NotFetched) as refused:
        fetch(url, **options)
    return refused.value.reason


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "169.254.0.1", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "fec0::1",
        "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "::127.0.0.1", "2001:db8::1",
    ],
)  # fmt: skip
def test_no_address_of_a_network_of_ones_own_is_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "193.0.6.139", "2a00:1450:4001:80b::200e", "::ffff:8.8.8.8"])
def test_addresses_of_the_web_are_public(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", "private"), ("http://localhost/", "private"), ("http://[::1]/", "private"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data/", "private"), ("http://169.254.169.254/", "private"),
        ("http://0.0.0.0/", "private"), ("http://0/", "private"), ("http://2130706433/", "private"),
        ("http://0x7f.1/", "private"), ("http://0177.0.0.1/", "private"), ("https://10.0.0.1/", "private"),
        ("http://8.8.8.8:22/", "port"), ("http://8.8.8.8:8080/", "port"), ("file:///etc/passwd", "address"),
        ("ftp://8.8.8.8/", "address"), ("gopher://8.8.8.8/", "address"), ("javascript:alert(1)", "address"),
        ("http://user:word@8.8.8.8/", "address"), ("http://", "address"), ("http://8.8.8.8:99999/", "address"),
        ("http://8.8.8.8/a\r\nHost: b", "address"), ("", "address"), ("http://[fe80::1%25eth0]/", "private"),
    ],
)  # fmt: skip
def test_what_is_refused_before_anything_is_asked(url, reason, monkeypatch):
    monkeypatch.setattr(fetching.socket, "create_connection", lambda *a, **k: pytest.fail("it went out"))
    said = refusal(url)
    assert said == reason or (said in ("address", "unknown_host") and reason == "private" and "[fe80" in url)


def test_loopback_is_refused_unless_a_test_lets_it_in(settings):
    with serving() as server:
        assert refusal(server.url("/")) in ("private", "port")
        assert server.asked == []


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    rows = [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(public_addresses.socket, "getaddrinfo", lambda *a, **k: rows)
    with pytest.raises(Refused) as refused:
        target_of("http://two-faced.example/")
    assert refused.value.reason == "private"


def test_a_name_that_changes_its_address_is_asked_once(monkeypatch):
    """DNS rebinding: public when it is looked at, private when it is connected to. The connection goes to what was looked at."""
    answers = iter([[(0, 0, 0, "", ("8.8.8.8", 80))], [(0, 0, 0, "", ("127.0.0.1", 80))]])
    monkeypatch.setattr(public_addresses.socket, "getaddrinfo", lambda *a, **k: next(answers))
    went_to = []

    def connect(address, timeout):
        went_to.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    assert refusal("http://rebinding.example/") == "unreachable"
    assert went_to == [("8.8.8.8", 80)]


@pytest.mark.parametrize(
    "location", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]:1/", "file:///etc/passwd", "//10.0.0.1/x"]
)  # fmt: skip
def test_each_hop_of_a_redirect_is_looked_at(web, settings, location):
    web.routes["/feed"] = (302, {"Location": location}, b"")
    assert refusal(web.url("/feed")) in ("private", "address", "port", "unreachable")
    assert [path for _verb, path, _headers in web.asked] == ["/feed"]


def test_redirects_are_followed_and_lasting_ones_are_told(web):
    web.routes["/old"] = (301, {"Location": "/new"}, b"")
    web.routes["/new"] = (200, {}, b"here")
    answer = fetch(web.url("/old"))
    assert (answer.status, answer.body, answer.moved_to) == (200, b"here", web.url("/new"))
    web.routes["/old"] = (302, {"Location": "/new"}, b"")
    assert fetch(web.url("/old")).moved_to == ""


def test_a_redirect_to_an_arabic_address_is_followed(web):
    """Written as it is read, in UTF-8, as many servers do."""

    def answer(handler):
        handler.wfile.write("HTTP/1.0 302 Found\r\nLocation: /هجرة?س=1\r\n\r\n".encode())

    web.routes["/a"] = answer
    web.routes["/%D9%87%D8%AC%D8%B1%D8%A9?%D8%B3=1"] = (200, {}, b"here")
    assert fetch(web.url("/a")).body == b"here"


def test_a_circle_of_redirects_ends(web):
    web.routes["/a"] = (302, {"Location": "/a"}, b"")
    assert refusal(web.url("/a")) == "loop"
    assert len(web.asked) == 6


def test_that_nothing_changed_is_an_answer_without_a_body(web):
    """Its head may tell the size and the packing of what it stands for."""
    web.routes["/same"] = (304, {"Content-Length": "5000", "Content-Encoding": "gzip"}, b"")
    assert (fetch(web.url("/same")).status, fetch(web.url("/same")).body) == (304, b"")


def test_a_large_answer_is_cut_while_it_comes(web):
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _chunk in range(10_000):
                handler.wfile.write(b"x" * 65536)
                sent.append(1)
        except OSError:
            return

    web.routes["/endless"] = endless
    assert refusal(web.url("/endless"), limits=Limits(size=200_000)) == "too_large"
    time.sleep(0.2)
    assert len(sent) < 1000


def test_an_announced_size_is_believed_where_it_is_too_large(web):
    web.routes["/large"] = (200, {"Content-Length": "999999999"}, b"x")
    assert refusal(web.url("/large")) == "too_large"


def test_a_small_file_that_unfolds_into_a_large_one_is_too_large(web):
    bomb = gzip.compress(b"0" * 50_000_000)
    web.routes["/bomb"] = (200, {"Content-Encoding": "gzip"}, bomb)
    assert len(bomb) < 100_000
    assert refusal(web.url("/bomb"), limits=Limits(size=1_000_000)) == "too_large"


def test_compressed_answers_are_read(web):
    web.routes["/zipped"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"words"))
    assert fetch(web.url("/zipped")).body == b"words"


@pytest.mark.parametrize("when", ["in the head", "in the body"])
def test_an_answer_that_drips_is_cut_at_the_limit_of_time(web, when):
    def drip(handler):
        line = handler.connection
        try:
            line.sendall(b"HTTP/1.0 200 OK\r\n" + (b"\r\n" if when == "in the body" else b"X-Slow: "))
            for _each in range(200):
                line.sendall(b"a")
                time.sleep(0.05)
        except OSError:
            return

    web.routes["/drip"] = drip
    started = time.monotonic()
    assert refusal(web.url("/drip"), limits=Limits(seconds=0.6, silence=0.5)) == "timeout"
    assert time.monotonic() - started < 3


def test_a_server_that_says_nothing_is_left(web):
    web.routes["/silent"] = lambda handler: time.sleep(2)
    assert refusal(web.url("/silent"), limits=Limits(silence=0.3)) == "timeout"


@pytest.mark.parametrize(
    ("said", "reason"), [(b"no answer at all\r\n\r\n", "broken"), (b"", "broken"), (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "broken")]
)  # fmt: skip
def test_what_is_no_answer_is_told_and_never_raised_otherwise(web, said, reason):
    def speak(handler):
        handler.connection.sendall(said)
        handler.connection.shutdown(socket.SHUT_RDWR)

    web.routes["/odd"] = speak
    assert refusal(web.url("/odd")) == reason


def test_the_portal_says_who_asks(web, settings):
    settings.SITE_URL = "https://portal.example.org"
    web.routes["/"] = (200, {}, b"")
    fetch(web.url("/"))
    assert web.asked[0][2]["user-agent"] == "i-Map/1.0 (+https://portal.example.org/en/about/)"
    assert "cookie" not in web.asked[0][2]


@pytest.mark.parametrize(
    ("said", "seconds"), [("120", 120), ("0", 0), ("", None), ("soon", None), ("99999999999", 7 * 86400), ("-5", None)]
)  # fmt: skip
def test_how_long_a_server_asks_to_wait(said, seconds):
    found = waiting_time(said)
    assert (found.total_seconds() if found is not None else None) == seconds
