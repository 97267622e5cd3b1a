"""`kill -9` while documents are fetched, read and recognised, by real workers: in the end everything is there once."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.models import Stage
from meetings.documents import want
from meetings.documents.places import reading_folder
from meetings.models import File, FilePage, FileReading, Source, TextState
from tests.jobs.killing import kill_while_running, work_to_the_end
from tests.meetings.making_documents import GERMAN, scan_pdf, text_pdf
from tests.meetings.test_bringing import Elsewhere, elsewhere, mirrored, source  # noqa: F401  fixtures

PAPERS = 12


@pytest.mark.kill
@pytest.mark.timeout(600)
def test_a_kill_loses_no_document_and_brings_none_twice(
    process_environment: dict[str, str],
    source: Source,  # noqa: F811
    elsewhere: Elsewhere,  # noqa: F811
    settings: Any,
) -> None:
    environment = process_environment | {"FETCH_PRIVATE_ADDRESSES": "1"}
    long = text_pdf(*[f"Seite {number} von vielen: {GERMAN}" for number in range(400)])
    for number in range(PAPERS):
        elsewhere.documents[f"/{number}.pdf"] = text_pdf(f"Vorlage {number}")
    elsewhere.documents["/long.pdf"] = long
    elsewhere.documents["/scan.pdf"] = scan_pdf(*[f"Blatt {number}. {GERMAN}" for number in range(4)])
    elsewhere.delay = 0.1
    files = {path: mirrored(source, elsewhere, path) for path in elsewhere.documents}
    want([file.pk for file in files.values()], how="text")

    kill_while_running(environment, "documents.fetch", progress_above=20)
    brought = set(FileReading.objects.exclude(brought="").values_list("file", flat=True))
    assert brought
    kill_while_running(environment, "documents.text")
    kill_while_running(environment, "documents.ocr", progress_above=20)
    assert work_to_the_end(environment) == 0

    assert set(
        File.objects.filter(pk__in=[file.pk for file in files.values()]).values_list("text_state", flat=True)
    ) == {
        TextState.READ,
        TextState.RECOGNISED,
    }
    for number in range(PAPERS):
        assert FilePage.objects.get(file=files[f"/{number}.pdf"]).text.strip() == f"Vorlage {number}"
    assert FilePage.objects.filter(file=files["/long.pdf"]).count() == 400
    scanned = list(FilePage.objects.filter(file=files["/scan.pdf"]).values_list("text", flat=True))
    assert [f"Blatt {number}" in text for number, text in enumerate(scanned)] == [True] * 4
    # At most the document in hand at each kill was asked for once more.
    whole = [path for path, asked, status in elsewhere.asked if status == 200 and not asked]
    assert len(whole) <= len(files) + 3
    assert not [path for path in reading_folder().rglob("*") if path.is_file()]
    assert not Stage.objects.unsettled().filter(name__startswith="documents.").exists()
