"""The index on disk survives kills, second writers and rebuilds, and readers go on meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from haystack.query import SearchQuerySet

from search.backends.tantivy.analysis import PlainAnalyzer
from search.backends.tantivy.schema import Plan
from search.backends.tantivy.store import Store, WriterBusy
from tests.search.conftest import NoteIndex, note


def count() -> int:
    return SearchQuerySet().filter(content="wort").count()


def test_a_second_writer_waits_and_is_told_clearly(notes: Any) -> None:
    notes.update(NoteIndex(), [note(1, "wort")])
    with notes.store.writing():
        other = Store(notes.path, notes.store.plan, wait=0.2)
        began = time.monotonic()
        with pytest.raises(WriterBusy, match="Another process"), other.writing():
            pass
        assert time.monotonic() - began < 2
    with Store(notes.path, notes.store.plan).writing():
        pass


def test_a_failed_batch_leaves_nothing(notes: Any) -> None:
    notes.update(NoteIndex(), [note(1, "wort")])

    def write_and_fail() -> None:
        with notes.store.writing() as writer:
            writer.add_document(notes.store.plan.document_of(NoteIndex().full_prepare(note(2, "wort"))))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert count() == 1


def test_another_reader_sees_a_commit_within_a_second(notes: Any) -> None:
    notes.update(NoteIndex(), [note(1, "wort")])
    reader = Store(notes.path, notes.store.plan)
    before = reader.searcher()
    assert before is not None
    assert before.num_docs == 1
    notes.update(NoteIndex(), [note(2, "wort")])
    after = reader.searcher()
    assert after is not None
    assert after.num_docs == 2
    assert before.num_docs == 1  # a view once taken stays as it was


def test_many_changes_are_seen_together(notes: Any) -> None:
    notes.update(NoteIndex(), [note(1, "wort"), note(2, "wort")])
    with notes.together():
        notes.remove_where("pages", 1)
        notes.update(NoteIndex(), [note(3, "wort"), note(4, "wort")])
        assert count() == 2
    assert count() == 3


def test_an_aborted_rebuild_keeps_the_old_index_and_leaves_no_folder(notes: Any) -> None:
    notes.update(NoteIndex(), [note(1, "wort")])

    def rebuild_and_fail() -> None:
        with notes.rebuilding():
            notes.update(NoteIndex(), [note(2, "wort"), note(3, "wort")])
            assert count() == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        rebuild_and_fail()
    assert count() == 1
    assert len(list(notes.path.glob("generation-*"))) == 1
    notes.update(NoteIndex(), [note(2, "wort")])
    assert count() == 2


def test_searches_go_on_while_indexes_are_swapped(notes: Any) -> None:
    rows = [note(n, "wort") for n in range(1, 21)]
    notes.update(NoteIndex(), rows)
    plan = notes.store.plan
    seen: list[int] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        store = Store(notes.path, plan)
        while not stop.is_set():
            try:
                searcher = store.searcher()
                assert searcher is not None
                from tantivy import Query

                seen.append(len(searcher.search(Query.term_query(plan.schema, "text", "wort"), limit=50).hits))
            except BaseException as error:  # noqa: BLE001  whatever a reader meets is the finding
                failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(20):
        with notes.rebuilding():
            notes.update(NoteIndex(), rows)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert len(seen) > 100
    assert set(seen) == {20}
    assert len(list(notes.path.glob("generation-*"))) == 1


WRITER = """
    import os, sys, time
    sys.path.insert(0, os.getcwd())
    from pathlib import Path
    from django.conf import settings
    settings.configure(HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}})
    from search.backends.tantivy.analysis import PlainAnalyzer
    from search.backends.tantivy.schema import Plan
    from search.backends.tantivy.store import Store
    plan = Plan({}, PlainAnalyzer())
    store = Store(Path(sys.argv[1]), plan, heap_bytes=15_000_000)
    batch = 0
    while True:
        with store.writing() as writer:
            for number in range(200):
                writer.add_document(plan.document_of({"id": f"{batch}.{number}", "django_ct": "a.b", "django_id": "1"}))
        batch += 1
        print(batch, flush=True)
"""


@pytest.mark.kill
def test_a_kill_while_writing_leaves_the_last_commit_and_a_free_lock(tmp_path: Path) -> None:
    plan = Plan({}, PlainAnalyzer())
    path = tmp_path / "index"
    expected = 0
    for batches, moment in ((1, 0.0), (2, 0.004), (3, 0.011), (2, 0.02)):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        ) as writer:
            assert writer.stdout is not None
            for _ in range(batches):
                assert writer.stdout.readline()
            time.sleep(moment)
            writer.send_signal(signal.SIGKILL)
        store = Store(path, plan, wait=1)
        searcher = store.searcher()
        assert searcher is not None
        assert searcher.num_docs % 200 == 0
        assert searcher.num_docs >= expected + batches * 200
        with store.writing() as again:  # the lock died with its holder
            for number in range(200):
                again.add_document(plan.document_of({"id": f"x{number}", "django_ct": "a.b", "django_id": "1"}))
        expected = searcher.num_docs + 200
