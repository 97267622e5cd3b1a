"""What a stranger's server may do to us, and what it may not."""

from __future__ import annotations

import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from ris.doors.fetching import Client, NotFetched
from tests.doors.answering import Asked, Said, answering

MEGABYTE = 1024**2


def client(*hosts: str, **more: Any) -> Client:
    return Client(hosts, **{"private_allowed": True, "first_wait": 0.001, **more})


def code(asking: Client, address: str) -> str:
    with pytest.raises(NotFetched) as trouble:
        asking.get(address)
    return trouble.value.code


def test_lines_are_kept_and_who_asks_is_said() -> None:
    with answering(lambda asked: Said(b"{}")) as server:
        asking = client(server.host, user_agent="ris (+https://rat.example.de)")
        for _time in range(3):
            assert asking.get(f"{server.base}/a").body == b"{}"
        assert len({each.line for each in server.asked}) == 1
        assert server.asked[0].headers["User-Agent"] == "ris (+https://rat.example.de)"
        assert (asking.requests, asking.bytes) == (3, 6)


def test_a_line_that_was_closed_meanwhile_is_opened_anew() -> None:
    def talk(asked: Asked) -> Said:
        return Said(b"{}", headers={"Connection": "keep-alive"})

    with answering(talk) as server:
        asking = client(server.host)
        asking.get(f"{server.base}/a")
        ((_connection, line),) = asking._lines.values()
        line.line.shutdown(socket.SHUT_RDWR)
        assert asking.get(f"{server.base}/b").status == 200


def test_our_own_network_is_not_asked() -> None:
    with answering(lambda asked: Said(b"{}")) as server:
        assert code(client(server.host, private_allowed=False), f"{server.base}/") == "private_address"
        assert server.asked == []


def test_a_name_that_also_means_an_address_of_ours_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One public and one private number: which of them answers must not be left to chance."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("193.99.144.80", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_args, **_more: pytest.fail("it was asked"))
    assert code(client("rat.example.de", private_allowed=False), "http://rat.example.de/") == "private_address"


def test_the_name_is_looked_up_once_and_its_number_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what is asked is the number that was checked, whatever the name means a moment later."""
    numbers = iter(["193.99.144.80", "127.0.0.1"])
    asked: list[Any] = []

    def look_up(_host: str, port: int, **_more: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(numbers), port))]

    def connect(where: tuple[str, int], **_more: object) -> socket.socket:
        asked.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert code(client("rat.example.de", private_allowed=False, tries=1), "http://rat.example.de/") == "unreachable"
    assert asked == [("193.99.144.80", 80)]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://rat.example.de/a", "file:///etc/passwd", "gopher://rat.example.de/", "http:///a", "http://rat.example.de:x/",
        "http://rat.example.de/a b", "http://rat.example.de/a\r\nHost: intern", "http://rat.example.de/ä", "//rat.example.de/",
        "http://wer:geheim@rat.example.de/", "javascript:alert(1)", "",
    ],
)  # fmt: skip
def test_what_is_no_web_address(address: str) -> None:
    assert code(client(), address) == "bad_address"


def test_only_the_hosts_of_the_source_are_asked() -> None:
    with answering(lambda asked: Said(b"{}")) as ours, answering(lambda asked: Said(b"{}")) as other:
        asking = client(ours.host)
        assert asking.get(f"{ours.base}/").status == 200
        assert code(asking, f"{other.base}/") == "other_host"  # the same machine, another door
        assert code(asking, "http://other.example.de/") == "other_host"
        assert other.asked == []


def test_redirects_are_followed_on_the_same_host_only() -> None:
    with answering(lambda asked: Said(b"other")) as other:

        def talk(asked: Asked) -> Said:
            where = {"/a": "/b", "/b": "c?x=1", "/out": f"{other.base}/", "/round": "/round", "/empty": ""}
            there = where.get(asked.path)
            return Said(b"there") if there is None else Said(status=302, headers={"Location": there})

        with answering(talk) as server:
            asking = client(server.host)
            answer = asking.get(f"{server.base}/a")
            assert (answer.body, answer.address) == (b"there", f"{server.base}/c?x=1")
            assert code(asking, f"{server.base}/out") == "other_host"
            assert code(asking, f"{server.base}/round") == "too_many_redirects"
            assert asking.get(f"{server.base}/empty").status == 302
        assert other.asked == []


def test_no_redirect_leads_out_of_encryption() -> None:
    from ris.doors.fetching.guarding import redirected_to, taken_apart

    secure = taken_apart("https://rat.example.de/oparl")
    with pytest.raises(NotFetched, match="not_secure"):
        redirected_to(secure, "http://rat.example.de/oparl")
    assert redirected_to(secure, "/neu#unten") == "https://rat.example.de/neu"
    assert redirected_to(taken_apart("http://rat.example.de/"), "https://rat.example.de/") == "https://rat.example.de/"


def test_an_answer_may_be_only_so_large() -> None:
    def talk(asked: Asked) -> Said:
        if asked.path == "/said":
            return Said(b"x" * 2000)
        if asked.path == "/unsaid":
            return Said(iter([b"x" * 500] * 4))
        return Said(b"x" * 1000)

    with answering(talk) as server:
        asking = client(server.host, max_bytes=1000)
        assert len(asking.get(f"{server.base}/fits").body) == 1000
        assert code(asking, f"{server.base}/said") == "too_large"
        assert code(asking, f"{server.base}/unsaid") == "too_large"


def test_a_small_answer_that_unpacks_to_much_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 200 * MEGABYTE)
    assert len(bomb) < MEGABYTE / 4
    with answering(lambda asked: Said(bomb, headers={"Content-Encoding": "gzip"})) as server:
        import tracemalloc

        asking = client(server.host, max_bytes=4 * MEGABYTE)
        tracemalloc.start()
        try:
            assert code(asking, f"{server.base}/") == "too_large"
            assert tracemalloc.get_traced_memory()[1] < 16 * MEGABYTE
        finally:
            tracemalloc.stop()


def test_packed_answers_are_unpacked_whole() -> None:
    plain = bytes(range(256)) * 5000
    packed = gzip.compress(plain)

    def talk(asked: Asked) -> Said:
        assert asked.headers["Accept-Encoding"] == "gzip"
        body = packed if asked.path == "/whole" else packed[: len(packed) // 2]
        return Said(body, headers={"Content-Encoding": "gzip" if asked.path != "/odd" else "zstd"})

    with answering(talk) as server:
        asking = client(server.host, tries=2)
        answer = asking.get(f"{server.base}/whole")
        assert (answer.body, answer.size) == (plain, len(packed))
        assert code(asking, f"{server.base}/half") == "unreachable"
        assert code(asking, f"{server.base}/odd") == "refused"


def test_a_server_that_sends_a_byte_now_and_then_does_not_hold_us() -> None:
    def drops() -> Iterator[bytes]:
        for _number in itertools.repeat(0, 200):
            time.sleep(0.02)
            yield b"x"

    with answering(lambda asked: Said(drops())) as server:
        assert code(client(server.host, timeout=0.3, tries=1), f"{server.base}/") == "too_slow"


def test_a_sick_server_is_asked_again() -> None:
    answers = iter(
        [Said(status=500), Said(b"half", headers={"Content-Length": "8", "Connection": "close"}), Said(b"{}")]
    )
    with answering(lambda asked: next(answers)) as server:
        assert client(server.host).get(f"{server.base}/").body == b"{}"
        assert len(server.asked) == 3


def test_waiting_doubles_and_is_never_the_same() -> None:
    waits: list[float] = []
    with answering(lambda asked: Said(status=500)) as server:
        asking = client(server.host, first_wait=1, tries=5, sleep=waits.append)
        assert code(asking, f"{server.base}/") == "refused"
    assert len(waits) == 4
    for number, wait in enumerate(waits):
        assert 0.7 * 2**number <= wait <= 1.3 * 2**number
    assert all(wait != round(wait) for wait in waits)


def test_a_busy_server_is_left_alone_as_long_as_it_asks() -> None:
    waits: list[float] = []
    said = {
        "/seconds": "7",
        "/moment": formatdate(time.time() + 30, usegmt=True),
        "/long": "86400",
        "/nonsense": "bald",
    }
    served: set[str] = set()

    def talk(asked: Asked) -> Said:
        if asked.path in served:
            return Said(b"{}")
        served.add(asked.path)
        return Said(status=429 if asked.path == "/seconds" else 503, headers={"Retry-After": said[asked.path]})

    with answering(talk) as server:
        asking = client(server.host, sleep=waits.append)
        asking.get(f"{server.base}/seconds")
        assert waits == [7.0]
        asking.get(f"{server.base}/moment")
        assert 25 < waits[1] <= 31
        asking.get(f"{server.base}/nonsense")
        assert waits[2] < 1
        # A day is for the next run to wait, not for this one.
        assert code(asking, f"{server.base}/long") == "busy"
        assert len(waits) == 3


def test_a_pause_between_requests() -> None:
    waits: list[float] = []
    with answering(lambda asked: Said(b"{}")) as server:
        asking = client(server.host, delay=5, sleep=waits.append)
        asking.get(f"{server.base}/a")
        asking.get(f"{server.base}/b")
    assert len(waits) == 1
    assert 4 < waits[0] <= 5


def test_what_has_not_changed_is_not_sent_again() -> None:
    def talk(asked: Asked) -> Said:
        same = asked.headers.get("If-None-Match") == '"1"' and asked.headers.get("If-Modified-Since") == "gestern"
        return Said(status=304) if same else Said(b"{}", headers={"ETag": '"1"', "Last-Modified": "gestern"})

    with answering(talk) as server:
        asking = client(server.host)
        first = asking.get(f"{server.base}/")
        again = asking.get(f"{server.base}/", etag=first.headers["etag"], modified=first.headers["last-modified"])
        assert (first.status, again.status, again.body) == (200, 304, b"")
        assert len({each.line for each in server.asked}) == 1


def test_no_such_name() -> None:
    assert code(client(), "http://gibt-es-nicht.invalid/") == "unknown_host"


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with answering(lambda asked: Said(b"{}"), secured_by=context) as server:
        assert code(client(), server.base.replace("127.0.0.1", "localhost")) == "bad_certificate"
        assert server.asked == []
