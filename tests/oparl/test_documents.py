"""A real city's documents: all of them are fetched by the rules of their source and read; a second time nobody is asked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F

from meetings.models import File, FilePage, FileReading, TextState
from tests.meetings.test_bringing import work
from tests.oparl.karlsruhe import served

FEW, MOST = 20, 0.7
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{5,}")
"""The script sets the PDF files anew from their text breaking words as it goes, so not every word is whole in both."""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)
def test_all_documents_of_a_city_are_fetched_and_read_once(shared: Path, settings: Any) -> None:
    archive = shared / "data" / "karlsruhe-mini.unpacked"
    if not archive.is_dir():
        pytest.skip("the archive is not unpacked here")
    settings.FETCH_PRIVATE_ADDRESSES = True
    with served(shared, archive) as base:
        call_command("import_oparl", f"{base}/system", files="text", verbosity=0)
        work()
        files = File.objects.filter(mirrored_from__isnull=False)
        assert files.count() == 336
        assert set(files.values_list("text_state", flat=True)) == {TextState.READ}
        assert not FileReading.objects.exclude(code="").exists()
        assert not files.exclude(sha512="").exists()
        texts: dict[str, str] = {}
        for identity, text in FilePage.objects.order_by("file", "number").values_list("file__source_id", "text"):
            key = identity.rpartition("/oparl/")[2]
            texts[key] = f"{texts.get(key, '')} {text}"
        compared = 0
        for line in (archive / "filetext.jsonl").read_text().splitlines():
            said = json.loads(line)
            words = set(WORD.findall(said["text"] or ""))
            if len(words) > FEW:
                ours = set(WORD.findall(texts[said["id"].rpartition("/oparl/")[2]]))
                compared += 1
                assert len(words & ours) > MOST * len(words), said["id"]
        assert compared > 200

        seen = dict(FileReading.objects.values_list("file", "seen_at"))
        call_command("import_oparl", f"{base}/system", files="text", verbosity=0)
        work()
        assert dict(FileReading.objects.values_list("file", "seen_at")) == seen
        assert not FileReading.objects.exclude(brought=F("wanted")).exists()
