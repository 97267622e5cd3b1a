"""Real documents of every kind, and hostile ones, through the real parsers in their process and the real tesseract."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.core.management import call_command

from jobs import pipeline
from jobs.execution import execute
from jobs.models import Stage
from meetings.documents.places import bytes_of
from meetings.documents.recognising import mended
from meetings.documents.wording import words
from meetings.models import Audience, File, FilePage, PageOrigin, TextState
from meetings.storage import store
from ris.doors import ocr
from ris.doors.formats import kinds
from ris.doors.formats.reader import Kind, PageText, Reader, Unreadable
from tests.meetings import making_documents as making
from tests.world import World


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader(memory=1024, seconds=60)
    yield one
    one.close()


def read(reader: Reader, tmp_path: Path, data: bytes) -> tuple[Kind, list[PageText]]:
    path = tmp_path / "document"
    path.write_bytes(data)
    kind, *pages = reader.read(path)
    assert isinstance(kind, Kind)
    return kind, [page for page in pages if isinstance(page, PageText)]


@pytest.mark.parametrize(
    ("make", "mime_type"),
    [
        (lambda: making.text_pdf("Erste Seite", "Zweite Seite"), kinds.PDF),
        (lambda: making.word("Erste Seite", "Zweite Seite"), kinds.DOCX),
        (lambda: making.odt("Erste Seite", "Zweite Seite"), kinds.ODT),
    ],
    ids=["pdf", "docx", "odt"],
)
def test_the_text_is_read_page_by_page(
    reader: Reader, tmp_path: Path, make: Callable[[], bytes], mime_type: str
) -> None:
    kind, pages = read(reader, tmp_path, make())
    assert (kind.mime_type, kind.pages, kind.macros) == (mime_type, 2, False)
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].text.strip() == "Erste Seite"
    assert pages[1].text.strip().startswith("Zweite Seite")


def test_tables_of_word_are_read_and_macros_are_told(reader: Reader, tmp_path: Path) -> None:
    kind, pages = read(reader, tmp_path, making.with_macros(making.word("Text")))
    assert (kind.mime_type, kind.macros) == (kinds.DOCM, True)
    assert "Haushaltsstelle" in pages[0].text
    assert "90.000 Euro" in pages[0].text


@pytest.mark.parametrize(
    ("data", "mime_type", "text"),
    [
        ("Größe: 3 m²\r\nEnde".encode(), kinds.TEXT, "Größe: 3 m²\nEnde"),
        ("Größe".encode("cp1252"), kinds.TEXT, "Größe"),
        (b"<!DOCTYPE html><title>x</title><script>nie()</script><p>Hallo &amp; Tsch\xc3\xbcs", kinds.HTML, "Hallo & Tschüs"),
        (rb"{\rtf1\ansi Der Antrag \b wird\b0  angenommen.\par}", kinds.RTF, "Der Antrag wird angenommen."),
    ],
    ids=["utf-8", "windows", "html", "rtf"],
)  # fmt: skip
def test_plain_kinds_are_one_page(reader: Reader, tmp_path: Path, data: bytes, mime_type: str, text: str) -> None:
    kind, (page,) = read(reader, tmp_path, data)
    assert kind.mime_type == mime_type
    assert text in page.text
    assert "nie()" not in page.text


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (making.locked_pdf, {"locked"}),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), {"locked"}),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Word 97", {"no_text_kind"}),
        (lambda: making.text_pdf("Text")[:900], {"broken"}),
        (lambda: making.word("Text")[:5000], {"broken"}),
        (lambda: making.odt("Text")[:300], {"broken"}),
        (making.bomb, {"bomb"}),
        (making.laughing, {"broken"}),
        (making.laughing_odt, {"broken"}),
        (making.nested_word, {"broken", "too_deep", "bomb"}),
        (making.nested_odt, {"broken", "too_deep", "bomb"}),
        (lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 50, {"no_text_kind"}),
        (lambda: b"", {"no_text_kind"}),
        (lambda: b"PK\x03\x04" + b"\x00" * 40, {"no_text_kind", "broken"}),
        (lambda: b"%PDF-1.7\n" + b"\xff" * 5000, {"broken"}),
    ],
)
def test_what_cannot_be_read_is_told_and_the_next_document_is_read(
    reader: Reader, tmp_path: Path, make: Callable[[], bytes], codes: set[str]
) -> None:
    with pytest.raises(Unreadable) as trouble:
        read(reader, tmp_path, make())
    assert trouble.value.code in codes
    assert words(trouble.value.code) != trouble.value.code
    _kind, (page,) = read(reader, tmp_path, making.text_pdf("Danach"))
    assert page.text.strip() == "Danach"


def test_a_document_that_takes_too_much_memory_ends_its_process_and_nothing_else(tmp_path: Path) -> None:
    text = b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>"
    body = b"".join(text % number for number in range(1_500_000))
    xml = b"<w:document %s><w:body>%s</w:body></w:document>" % (making.NAMESPACE, body)
    hungry = Reader(memory=300, seconds=60)
    with pytest.raises(Unreadable) as trouble:
        read(hungry, tmp_path, making.changed(making.word("x"), {"word/document.xml": xml}))
    # lxml says so itself where it can; else the process is gone.
    assert trouble.value.code in {"too_hungry", "broken"}
    _kind, (page,) = read(hungry, tmp_path, b"Danach")
    assert page.text == "Danach"
    hungry.close()


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    slow = Reader(memory=1024, seconds=0.001)
    with pytest.raises(Unreadable, match="took_too_long"):
        read(slow, tmp_path, making.text_pdf(*["Text"] * 30))
    slow.close()


def test_a_crash_in_the_middle_is_one_documents_affair(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(making.text_pdf(*["Text"] * 200))
    answers = reader.read(path)
    next(answers)
    child = reader._child
    assert child is not None
    os.kill(child.pid, signal.SIGSEGV)
    with pytest.raises(Unreadable, match="too_hungry"):
        list(answers)
    kind, _pages = read(reader, tmp_path, b"Danach")
    assert kind.mime_type == kinds.TEXT


def test_whoever_breaks_off_does_not_get_the_rest_with_the_next_document(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(making.text_pdf(*["Alt"] * 200))
    answers = reader.read(tmp_path / "a")
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    _kind, (page,) = read(reader, tmp_path, b"Neu")
    assert page.text == "Neu"


# Through the stages


def taken_in(world: World, data: bytes) -> File:
    stored = store([data])
    file: File = File.objects.create(
        body=world.body, name="Unterlage", sha512=stored.sha512, size=stored.size, audience=Audience.PUBLIC
    )
    pipeline.refresh("meetings.File", file.pk)
    work()
    file.refresh_from_db()
    return file


def work() -> None:
    for _round in range(60):
        due = list(Stage.objects.due().filter(subject="meetings.File").order_by("pk"))
        if not due:
            return
        for stage in due:
            execute(stage.pk, worker="test", heartbeat=False)
    raise AssertionError("the work does not end")


def pages_of(file: File) -> list[tuple[int, str, str]]:
    return list(FilePage.objects.filter(file=file).values_list("number", "text", "origin"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("make", "state", "code", "mime_type"),
    [
        (lambda: making.text_pdf("Text der Vorlage"), TextState.READ, "", kinds.PDF),
        (lambda: making.with_macros(making.word("Text")), TextState.READ, "macros", kinds.DOCM),
        (making.locked_pdf, TextState.LOCKED, "locked", kinds.PDF),
        (making.bomb, TextState.BROKEN, "bomb", kinds.DOCX),
        (lambda: b"\x7fELF\x02\x01\x01\x00", TextState.OTHER, "no_text_kind", kinds.UNKNOWN),
    ],
    ids=["pdf", "macros", "locked", "bomb", "program"],
)
def test_the_state_of_the_text_says_what_became_of_it_and_no_stage_fails(
    world: World, make: Callable[[], bytes], state: str, code: str, mime_type: str
) -> None:
    file = taken_in(world, make())
    assert (file.text_state, file.reading.code, file.mime_type) == (state, code, mime_type)
    assert set(Stage.objects.of("meetings.File", file.pk).values_list("state", flat=True)) == {"done"}
    assert bool(pages_of(file)) == (state == TextState.READ)


@pytest.mark.django_db(transaction=True)
def test_a_scan_is_read_by_tesseract_and_its_text_is_called_recognised(world: World) -> None:
    file = taken_in(world, making.scan_pdf(making.GERMAN, "Zweite Seite: Beschlussvorschlag der Verwaltung"))
    first, second = pages_of(file)
    assert "Verlängerung der Straßenbahn" in " ".join(first[1].split())
    assert "38 Millionen Euro" in " ".join(first[1].split())
    assert "Beschlussvorschlag" in second[1]
    assert {first[2], second[2]} == {PageOrigin.RECOGNISED}
    assert file.text_state == TextState.RECOGNISED


@pytest.mark.django_db(transaction=True)
def test_only_pages_without_text_are_read_from_their_pictures(world: World) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for part in (making.text_pdf("Diese Seite hat ihren eigenen Text."), making.scan_pdf(making.GERMAN)):
        whole.import_pages(pypdfium2.PdfDocument(part))
    target = Path(installed.DATA_DIR) / "tmp" / "mixed.pdf"
    whole.save(target)
    file = taken_in(world, target.read_bytes())
    target.unlink()
    assert [origin for _number, _text, origin in pages_of(file)] == [PageOrigin.TEXT, PageOrigin.RECOGNISED]
    assert file.text_state == TextState.RECOGNISED


@pytest.mark.django_db(transaction=True)
def test_a_setting_switches_recognition_off_and_the_scan_is_called_a_scan(world: World, settings: Any) -> None:
    settings.OCR = False
    file = taken_in(world, making.scan_pdf(making.GERMAN))
    assert file.text_state == TextState.SCAN
    assert pages_of(file) == [(1, "", PageOrigin.PICTURE)]
    assert not Stage.objects.filter(name="documents.ocr").exists()


@pytest.mark.django_db(transaction=True)
def test_without_tesseract_the_stage_says_what_is_missing(world: World, settings: Any) -> None:
    settings.TESSERACT = "/gibt/es/nicht/tesseract"
    file = taken_in(world, making.scan_pdf("Text"))
    stage = Stage.objects.get(name="documents.ocr", subject_id=file.pk)
    assert stage.state == "failed"
    assert "nicht installiert" in stage.last_error
    assert file.text_state == TextState.SCAN


@pytest.mark.django_db(transaction=True)
def test_pages_already_recognised_are_not_read_once_more(world: World) -> None:
    file = taken_in(world, making.scan_pdf(making.GERMAN, making.GERMAN))
    FilePage.objects.filter(file=file, number=1).update(text="steht schon da")
    FilePage.objects.filter(file=file, number=2).update(text="", origin=PageOrigin.PICTURE)
    stage = Stage.objects.get(name="documents.ocr", subject_id=file.pk)
    pipeline.retry(stage)
    work()
    first, second = pages_of(file)
    assert first[1] == "steht schon da"
    assert "Straßenbahn" in second[1]
    assert bytes_of(file) is not None


def test_what_tesseract_hardly_believes_is_not_taken_for_text() -> None:
    head = "\t".join(["level"] * 12)
    row = "5\t1\t1\t1\t{line}\t1\t0\t0\t9\t9\t{confidence}\t{word}"
    sure = [row.format(line=1, confidence=95, word="Der"), row.format(line=1, confidence=92, word="Rat")]
    doubtful = [row.format(line=2, confidence=12, word="~§x"), row.format(line=2, confidence=21, word="|;")]
    assert ocr.text_of_table("\n".join([head, *sure, doubtful[0]])) == "Der Rat"
    assert ocr.text_of_table("\n".join([head, *doubtful])) == ""
    assert mended("Verwal-\ntung und Ein-\nKauf\x0c") == "Verwaltung und Ein-\nKauf"


def test_the_reading_process_ends_with_its_parent(tmp_path: Path) -> None:
    """A worker that is killed leaves no parser behind."""
    import subprocess
    import sys

    (tmp_path / "a").write_bytes(b"Text")
    program = (
        f"import sys, time; sys.path.insert(0, {str(installed.BASE_DIR)!r})\n"
        "from pathlib import Path\nfrom ris.doors.formats.reader import Reader\n"
        f"r = Reader(memory=1024, seconds=60); list(r.read(Path({str(tmp_path / 'a')!r})))\n"
        "print(r._child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    for _try in range(100):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            return
        time.sleep(0.1)
    raise AssertionError("the reading process lives on")


@pytest.mark.django_db(transaction=True)
def test_scans_are_read_when_recognition_is_switched_on_later(world: World, settings: Any) -> None:
    settings.OCR = False
    file = taken_in(world, making.scan_pdf(making.GERMAN))
    settings.OCR = True
    call_command("read_documents", "--scans", "--dry-run")
    work()
    assert pages_of(file)[0][2] == PageOrigin.PICTURE
    call_command("read_documents", "--scans")
    work()
    file.refresh_from_db()
    assert file.text_state == TextState.RECOGNISED


@pytest.mark.django_db(transaction=True)
def test_what_failed_is_tried_once_more_by_command(world: World, settings: Any) -> None:
    program, settings.TESSERACT = settings.TESSERACT, "/gibt/es/nicht/tesseract"
    file = taken_in(world, making.scan_pdf(making.GERMAN))
    settings.TESSERACT = program
    call_command("read_documents", "--failed")
    work()
    file.refresh_from_db()
    assert file.text_state == TextState.RECOGNISED
