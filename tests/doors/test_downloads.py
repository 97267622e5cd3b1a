"""Files of a stranger: taken up where the line broke, also after a kill; not taken again; only from its own hosts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from ris.doors.fetching import Download, NotFetched, download
from tests.doors.answering import Answering, Asked, Said, answering

FILE = bytes(range(256)) * 40  # 10 KiB


def of(server: Answering, target: Path, path: str = "/a.pdf", **more: Any) -> Download:
    return download(f"{server.base}{path}", target, **{"max_bytes": 100_000, "private_allowed": True, **more})


def serving(*, etag: str = '"1"', breaks: list[int] | None = None, body: bytes = FILE) -> Any:
    """A server that knows ranges and breaks off after these bytes, one after the other."""
    left = list(breaks or [])

    def talk(asked: Asked) -> Said:
        headers = {"ETag": etag, "Content-Type": "application/pdf", "Last-Modified": "Mon, 23 Sep 2019 10:00:00 GMT"}
        if asked.headers.get("If-None-Match") == etag:
            return Said(status=304, headers={"ETag": etag})
        first, status = 0, 200
        if "Range" in asked.headers and asked.headers.get("If-Range") == etag:
            first, status = int(asked.headers["Range"].removeprefix("bytes=").rstrip("-")), 206
            headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
        rest = body[first:]
        return Said(rest[: left.pop(0)] if left else rest, status, {**headers, "Content-Length": str(len(rest))})

    return talk


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that would have been waited."""
    seconds: list[float] = []
    monkeypatch.setattr("ris.doors.fetching.files.time.sleep", seconds.append)
    return seconds


def test_a_file_with_what_the_server_says_of_it(tmp_path: Path) -> None:
    with answering(serving()) as server:
        done = of(server, tmp_path / "a", hosts=[server.host], user_agent="ris (+wir)")
    assert (done.size, done.sha512) == (len(FILE), hashlib.sha512(FILE).hexdigest())
    assert (done.mime, done.etag, done.changed) == ("application/pdf", '"1"', True)
    assert (tmp_path / "a").read_bytes() == FILE
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert server.asked[0].headers["User-Agent"] == "ris (+wir)"


def test_what_has_not_changed_does_not_come_again(tmp_path: Path) -> None:
    with answering(serving()) as server:
        done = of(server, tmp_path / "a", etag='"1"')
    assert (done.changed, done.etag, done.size) == (False, '"1"', 0)
    assert list(tmp_path.iterdir()) == []


def test_it_goes_on_after_the_process_died(tmp_path: Path) -> None:
    """What a killed process left, with the validator beside it, is taken up by the next."""
    (tmp_path / "a").write_bytes(FILE[:4000])
    (tmp_path / "a.seen").write_text('"1"')
    with answering(serving()) as server:
        done = of(server, tmp_path / "a")
    assert done.sha512 == hashlib.sha512(FILE).hexdigest()
    assert server.asked[0].headers["Range"] == "bytes=4000-"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("known", ['"0"', None])
def test_the_beginning_of_another_version_is_not_taken_up(tmp_path: Path, known: str | None) -> None:
    (tmp_path / "a").write_bytes(b"old" * 1000)
    if known:
        (tmp_path / "a.seen").write_text(known)
    with answering(serving()) as server:
        assert of(server, tmp_path / "a").sha512 == hashlib.sha512(FILE).hexdigest()


def test_a_line_that_breaks_again_and_again(tmp_path: Path) -> None:
    with answering(serving(breaks=[3000, 3000, 1])) as server:
        assert of(server, tmp_path / "a").sha512 == hashlib.sha512(FILE).hexdigest()
    assert [each.headers.get("Range") for each in server.asked] == [None, "bytes=3000-", "bytes=6000-", "bytes=6001-"]


def test_a_server_that_only_breaks_leaves_the_beginning_for_the_next_run(tmp_path: Path) -> None:
    with answering(serving(breaks=[3000, *[0] * 10])) as server, pytest.raises(NotFetched) as trouble:
        of(server, tmp_path / "a")
    assert trouble.value.code == "unreachable"
    assert (tmp_path / "a").read_bytes() == FILE[:3000]
    assert (tmp_path / "a.seen").read_text() == '"1"'


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(status=404), "refused"),
        (Said(status=304), "refused"),  # nobody asked whether it changed
        (Said(b"x" * 200_000), "too_large"),
        (Said(iter([b"x" * 50_000] * 4)), "too_large"),
        (Said(status=302, headers={"Location": "http://other.example.de/"}), "other_host"),
        (Said(status=302, headers={"Location": "file:///etc/passwd"}), "bad_address"),
        (Said(status=503, headers={"Retry-After": "86400"}), "busy"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_not_to_be_had_leaves_nothing(tmp_path: Path, said: Said, code: str) -> None:
    with answering(lambda asked: said) as server, pytest.raises(NotFetched) as trouble:
        of(server, tmp_path / "a", hosts=[server.host])
    assert trouble.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_busy_server_is_left_alone_as_long_as_it_asks(tmp_path: Path, waits: list[float]) -> None:
    answers = iter([Said(status=429, headers={"Retry-After": "9"}), Said(FILE)])
    with answering(lambda asked: next(answers)) as server:
        assert of(server, tmp_path / "a").size == len(FILE)
    assert waits == [9.0]
