"""Where an index lies on disk: generations, the pointer to the current one, one writer, readers that never wait.

PATH/current            name of the generation in use, replaced by rename
PATH/writer.lock        held (flock) by whoever writes or rebuilds; freed by the system when that process dies
PATH/<generation>/      tantivy's files and `plan.json` (digest of fields and analysis)
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from haystack.exceptions import SearchBackendError

from search.backends.tantivy.schema import Plan

HEAP_BYTES = 100_000_000
_Stamp = tuple[int, int, int]


class WriterBusy(SearchBackendError):
    """Another process writes or rebuilds this index; nothing was written."""


class IndexOutdated(SearchBackendError):
    """The index was built with other fields or another analysis; `rebuild_index` makes it anew."""


class Store:
    """One index on disk, for one process; safe for threads."""

    def __init__(self, path: Path, plan: Plan, *, wait: float = 10.0, heap_bytes: int = HEAP_BYTES) -> None:
        self.path, self.plan, self.wait, self.heap_bytes = path, plan, wait, heap_bytes
        self._opening = threading.Lock()
        self._index: tantivy.Index | None = None
        self._folder = path
        self._pointer_seen: _Stamp | None = None
        self._commit_seen: _Stamp | None = None
        self._writer: tantivy.IndexWriter | None = None  # open in `writing` or `rebuilding`: what is nested joins it
        self.is_rebuilding = False

    # Reading

    def searcher(self) -> tantivy.Searcher | None:
        """A view of the last commit, or None when nothing was ever indexed. Two `stat` calls tell what is new."""
        for attempt in range(5):
            pointer = _stamp(self.path / "current")
            if pointer is None:
                return None
            try:
                with self._opening:
                    if pointer != self._pointer_seen or self._index is None:
                        self._open(pointer)
                    elif _stamp(self._folder / "meta.json") != self._commit_seen:
                        self._commit_seen = _stamp(self._folder / "meta.json")
                        self._index.reload()
                    return self._index.searcher() if self._index else None
            except (ValueError, OSError):
                # Between our look at the pointer and the opening a rebuild was swapped in and its elder swept away.
                self._index = None
                if attempt == 4:
                    raise
                time.sleep(0.02 * (attempt + 1))
        return None

    def _open(self, pointer: _Stamp) -> None:
        folder = self.path / (self.path / "current").read_text().strip()
        self._check(folder)
        commit = _stamp(folder / "meta.json")
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")
        index.reload()
        self._index, self._folder, self._pointer_seen, self._commit_seen = index, folder, pointer, commit

    def _check(self, folder: Path) -> None:
        built_by = json.loads((folder / "plan.json").read_text())["digest"]
        if built_by != self.plan.digest:
            raise IndexOutdated("The search index was built with other fields or another analysis: run rebuild_index.")

    # Writing

    @contextmanager
    def writing(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is committed at the end and undone by an exception. WriterBusy, IndexOutdated.

        Inside another `writing` or `rebuilding` of this store it is the same writer, and the outermost end commits.
        """
        if self._writer is not None:
            yield self._writer
            return
        with self._lock():
            folder = self._current() or self._new_generation(point=True)
            self._check(folder)
            writer = tantivy.Index.open(str(folder)).writer(self.heap_bytes, 1)
            with self._finish(writer):
                yield writer

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Everything written inside goes to a new generation, which replaces the old one at the end by rename.
        Readers keep the old one until then; an exception leaves it in place. Holds the writer's lock throughout."""
        with self._lock():
            self._sweep()
            folder = self._new_generation(point=False)
            try:
                writer = tantivy.Index.open(str(folder)).writer(self.heap_bytes, 1)
                self.is_rebuilding = True
                with self._finish(writer):
                    yield
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            finally:
                self.is_rebuilding = False
            self._point_to(folder)
            self._sweep()

    @contextmanager
    def _finish(self, writer: tantivy.IndexWriter) -> Iterator[None]:
        self._writer = writer
        try:
            yield
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            self._writer = None
            writer.wait_merging_threads()  # else small segments pile up: dropping a writer ends its merges

    def _current(self) -> Path | None:
        try:
            return self.path / (self.path / "current").read_text().strip()
        except FileNotFoundError:
            return None

    def _new_generation(self, *, point: bool) -> Path:
        folder = self.path / f"generation-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        (folder / "plan.json").write_text(json.dumps({"digest": self.plan.digest}))
        tantivy.Index(self.plan.schema, str(folder))
        if point:
            self._point_to(folder)
        return folder

    def _point_to(self, folder: Path) -> None:
        beside = self.path / f"current.{os.getpid()}"
        with beside.open("w") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path / "current")

    def _sweep(self) -> None:
        """Removes generations nobody points to (also those of a rebuild that was killed). Readers that still have
        one open keep their mapped files until they look again."""
        current = self._current()
        for folder in self.path.glob("generation-*"):
            if folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        give_up = time.monotonic() + self.wait
        with (self.path / "writer.lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= give_up:
                        raise WriterBusy("Another process is writing this search index.") from None
                    time.sleep(0.05)
            yield  # closing the file frees the lock


def _stamp(path: Path) -> _Stamp | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
