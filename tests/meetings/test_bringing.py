"""Documents of another system, fetched from a real server on loopback."""

from __future__ import annotations

import hashlib
import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.execution import execute
from jobs.models import Stage
from meetings.documents import want
from meetings.documents.places import passing_path
from meetings.documents.wording import words
from meetings.models import Audience, File, FilePage, FileReading, Keep, Source, TextState
from meetings.storage import path_of
from tests.meetings.test_documents import pdf
from tests.world import World


@dataclass
class Elsewhere:
    """Another city's server: what it holds by path, and how it was asked."""

    address: str = ""
    documents: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    """Path, range asked for, status answered."""
    breaks_off: bool = False
    knows_etags: bool = True
    leads_to: str = ""
    delay: float = 0.0
    """Seconds before it answers."""


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Elsewhere]:
    """Knows ranges, ETags and 304; can break off in the middle."""
    settings.FETCH_PRIVATE_ADDRESSES = True
    here = Elsewhere()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(here.delay)
            data = here.documents.get(self.path)
            asked = self.headers.get("Range", "")
            etag = f'"{hashlib.sha256(data or b"").hexdigest()[:16]}"'
            first = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            status = 404 if data is None else 206 if asked else 200
            if here.leads_to and data is not None:
                status = 302
            elif data is not None and here.knows_etags and self.headers.get("If-None-Match") == etag:
                status = 304
            here.asked.append((self.path, asked, status))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", here.leads_to)
            if data is None or status in {302, 304}:
                self.end_headers()
                return
            if here.knows_etags:
                self.send_header("ETag", etag)
            self.send_header("Content-Type", "application/pdf")
            self.send_header("Content-Length", str(len(data) - first))
            self.end_headers()
            half = here.breaks_off and not asked
            self.wfile.write(data[first : len(data) // 2] if half else data[first:])

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


@pytest.fixture
def source(world: World, elsewhere: Elsewhere) -> Source:
    return Source.objects.create(name="Karlsburg", address=f"{elsewhere.address}/oparl/system", body=world.body)


def mirrored(source: Source, elsewhere: Elsewhere, path: str, **facts: Any) -> File:
    identity = f"{elsewhere.address}/id{path}"
    row: File = File.objects.create(
        **{
            "body": source.body,
            "name": path,
            "address": f"{elsewhere.address}{path}",
            "mirrored_from": source,
            "source_id": identity,
            "audience": Audience.PUBLIC,
            "content_hash": "a" * 64,
            **facts,
        }
    )
    return row


def work() -> None:
    """Run all that is due, the fetching too, as a worker would."""
    for _round in range(50):
        due = list(Stage.objects.due().filter(name__startswith="documents.").order_by("pk"))
        if not due:
            return
        for stage in due:
            execute(stage.pk, worker="test", heartbeat=False)
    raise AssertionError("the work does not end")


@pytest.mark.django_db(transaction=True)
def test_text_wanted_is_fetched_and_read_and_the_bytes_are_thrown_away(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Die Haltestelle am Brunnen", "Seite zwei")
    file = mirrored(source, elsewhere, "/a.pdf", mime_type="application/msword")
    assert want([file.pk], how="text") == 1
    work()
    file.refresh_from_db()
    assert [page.text.strip() for page in FilePage.objects.filter(file=file)] == [
        "Die Haltestelle am Brunnen",
        "Seite zwei",
    ]
    assert (file.sha512, file.text_state, file.mime_type) == ("", TextState.READ, "application/pdf")
    assert file.size == len(elsewhere.documents["/a.pdf"])
    assert not passing_path(file.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_wanted_whole_lies_in_the_store(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Die Haltestelle am Brunnen")
    file = mirrored(source, elsewhere, "/a.pdf")
    want([file.pk], how="all")
    work()
    file.refresh_from_db()
    assert path_of(file.sha512).read_bytes() == elsewhere.documents["/a.pdf"]
    assert file.text_state == TextState.READ


@pytest.mark.django_db(transaction=True)
def test_wanting_again_asks_for_nothing_until_the_source_says_something_else(
    source: Source, elsewhere: Elsewhere
) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Alte Fassung")
    file = mirrored(source, elsewhere, "/a.pdf")
    want([file.pk], how="text")
    work()
    assert want([file.pk], how="text") == 0
    work()
    assert len(elsewhere.asked) == 1
    # It says that something changed, and the bytes are the same: nothing is written.
    file.refresh_from_db()
    before = file.modified
    File.objects.filter(pk=file.pk).update(content_hash="b" * 64, modified=before)
    assert want([file.pk], how="text") == 1
    work()
    file.refresh_from_db()
    assert file.modified == before
    assert elsewhere.asked[-1][2] == 304
    # And now they are others.
    elsewhere.documents["/a.pdf"] = pdf("Neue Fassung")
    File.objects.filter(pk=file.pk).update(content_hash="c" * 64)
    want([file.pk], how="text")
    work()
    assert FilePage.objects.get(file=file).text.strip() == "Neue Fassung"


@pytest.mark.django_db(transaction=True)
def test_more_may_be_wanted_later_and_less_never(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Text")
    file = mirrored(source, elsewhere, "/a.pdf")
    want([file.pk], how="text")
    work()
    assert want([file.pk], how="all") == 1
    work()
    file.refresh_from_db()
    assert path_of(file.sha512).exists()
    assert want([file.pk], how="text") == 0
    assert file.reading.keep == Keep.ALL


@pytest.mark.django_db(transaction=True)
def test_a_broken_line_is_taken_up_where_it_broke(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Die Haltestelle am Brunnen")
    elsewhere.breaks_off = True
    file = mirrored(source, elsewhere, "/a.pdf")
    want([file.pk], how="text")
    work()
    file.refresh_from_db()
    assert file.text_state == TextState.READ
    half = len(elsewhere.documents["/a.pdf"]) // 2
    assert [asked for _path, asked, _status in elsewhere.asked] == ["", f"bytes={half}-"]


@pytest.mark.django_db(transaction=True)
def test_what_is_not_there_is_noted_and_the_rest_goes_on(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Text")
    gone, there = mirrored(source, elsewhere, "/fehlt.pdf"), mirrored(source, elsewhere, "/a.pdf")
    want([gone.pk, there.pk], how="text")
    work()
    there.refresh_from_db()
    assert there.text_state == TextState.READ
    row = FileReading.objects.get(file=gone)
    assert "404" in words(row.code, row.values)
    assert row.due_from is not None
    assert row.due_from > timezone.now() + timedelta(hours=12)
    assert Stage.objects.get(name="documents.fetch").state == Stage.State.DONE


@pytest.mark.django_db(transaction=True)
def test_a_redirect_to_a_host_the_source_never_named_is_not_followed(source: Source, elsewhere: Elsewhere) -> None:
    elsewhere.documents["/a.pdf"] = pdf("Text")
    elsewhere.leads_to = elsewhere.address.replace("127.0.0.1", "127.0.0.2") + "/a.pdf"
    file = mirrored(source, elsewhere, "/a.pdf")
    want([file.pk], how="text")
    work()
    file.refresh_from_db()
    assert file.text_state == TextState.UNREAD
    assert file.reading.code == "other_host"
    assert "anderen Server" in words(file.reading.code, file.reading.values)
    assert [status for *_rest, status in elsewhere.asked] == [302]


@pytest.mark.django_db(transaction=True)
def test_too_large_is_not_taken(source: Source, elsewhere: Elsewhere, settings: Any) -> None:
    settings.MAX_DOCUMENT_BYTES = 100
    elsewhere.documents["/a.pdf"] = pdf("Text")
    file = mirrored(source, elsewhere, "/a.pdf")
    want([file.pk], how="all")
    work()
    file.refresh_from_db()
    assert (file.sha512, file.reading.code) == ("", "too_large")


@pytest.mark.django_db
def test_our_own_files_and_files_without_address_are_not_wanted(world: World, source: Source) -> None:
    assert want([world.file.pk, 999_999], how="all") == 0


@pytest.mark.django_db
def test_wanting_thousands_takes_few_queries(
    source: Source, elsewhere: Elsewhere, django_assert_max_num_queries: Any
) -> None:
    some = [mirrored(source, elsewhere, f"/{number}.pdf") for number in range(30)]
    with django_assert_max_num_queries(6):
        assert want([file.pk for file in some], how="text") == 30
