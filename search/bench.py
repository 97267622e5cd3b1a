"""Measuring search on real council speech, in a throwaway index: analysis, engine, facets and snippets, without SQL."""

from __future__ import annotations

import json
import random
import re
import resource
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.utils import timezone
from haystack import connections, indexes
from haystack.backends import SQ
from haystack.query import SearchQuerySet

from search.highlight import Highlighter
from search.models import SpeechWindow
from search.query import parse
from search.search_indexes import CouncilIndex
from search.windows import Spoken, windows

ALIAS = "bench"
BATCH = 5000
QUERIES = 200
FACETS = ("kind", "speaker", "year", "organizations")

_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{4,}\b")


class BenchFailed(Exception):
    """The measurement cannot be made: code `no_archive`, `no_zstandard` or `no_speech`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall and CPU time to index, milliseconds a query, megabytes on disk and in memory."""

    sessions: int
    sentences: int
    docs: int
    index_s: float
    index_cpu_s: float
    size_mb: float
    rss_mb: float
    queries: int
    query_p50_ms: float
    query_p95_ms: float
    query_cpu_p50_ms: float
    query_cpu_p95_ms: float
    queries_without_hits: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech of a session: start and duration in ms."""

    session: str
    speaker: str
    start: int
    duration: int
    text: str


class BenchIndex(CouncilIndex, indexes.Indexable):
    """The fields of the real index, from values that lie ready."""

    model, kind_name = SpeechWindow, "speech"

    def before_batch(self, rows: Sequence[Any]) -> None:
        self._keys = {row.pk: ["public"] for row in rows}

    def facts(self, row: Any) -> dict[str, Any]:
        facts: dict[str, Any] = row.bench
        return facts


def measure(archive: Path, *, progress: Callable[[str], object] = lambda line: None) -> Measured:
    """Indexes the speech of an archive like `magdeburg-7.tar.zst` and asks it. Raises BenchFailed."""
    speeches = list(read_speeches(archive))
    if not speeches:
        raise BenchFailed("no_speech", archive=archive.name)
    rows, sentences = _windows(speeches)
    progress(f"{len(rows)} windows of {sentences} sentences")
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder, _connection(Path(folder) / "index") as backend:
        began, cpu = time.perf_counter(), time.process_time()
        with backend.rebuilding():
            for at in range(0, len(rows), BATCH):
                backend.update(BenchIndex(), rows[at : at + BATCH])
        index_s, index_cpu_s = time.perf_counter() - began, time.process_time() - cpu
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        progress(f"indexed in {index_s:.1f} s")
        texts = {row.pk: row.bench["text"] for row in rows}
        wall, used, without = _ask(texts, questions(speeches))
    return Measured(
        sessions=len({speech.session for speech in speeches}),
        sentences=sentences,
        docs=len(rows),
        index_s=round(index_s, 2),
        index_cpu_s=round(index_cpu_s, 2),
        size_mb=round(size / 1e6, 1),
        rss_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        queries=len(wall),
        query_p50_ms=_percentile(wall, 50),
        query_p95_ms=_percentile(wall, 95),
        query_cpu_p50_ms=_percentile(used, 50),
        query_cpu_p95_ms=_percentile(used, 95),
        queries_without_hits=without,
    )


def as_json(measured: Measured) -> str:
    """The figures as a JSON object."""
    return json.dumps(asdict(measured), indent=2)


def read_speeches(archive: Path) -> Iterator[Speech]:
    """All speeches with words of an archive, session by session."""
    try:
        import zstandard
    except ImportError as error:
        raise BenchFailed("no_zstandard") from error
    if not archive.is_file():
        raise BenchFailed("no_archive", archive=str(archive))
    with (
        archive.open("rb") as packed,
        zstandard.ZstdDecompressor().stream_reader(packed) as plain,
        tarfile.open(fileobj=plain, mode="r|") as tar,
    ):
        for member in tar:
            name = Path(member.name).name
            file = tar.extractfile(member) if name.startswith("session-speeches-") else None
            if file is None:
                continue
            session = name.removeprefix("session-speeches-").removesuffix(".json")
            for one in json.load(file):
                if one.get("transcription"):
                    start, duration = round(one["start"] * 1000), round(one["duration"] * 1000)
                    yield Speech(session, one["speaker"], start, duration, one["transcription"])


def questions(speeches: Sequence[Speech], count: int = QUERIES) -> list[str]:
    """Words people could ask for, drawn from the speech itself, the same at every run: words, pairs, phrases,
    beginnings, whole questions."""
    draw = random.Random(7)  # noqa: S311  a sample, no secret
    asked: list[str] = []
    while len(asked) < count:
        speech = draw.choice(speeches)
        nouns = _NOUN.findall(speech.text)
        if len(nouns) < 3:
            continue
        at = draw.randrange(len(nouns) - 2)
        one, two, three = nouns[at : at + 3]
        words = speech.text.split()
        start = draw.randrange(max(1, len(words) - 2))
        asked.append(
            (
                one,
                f"{one} {two}",
                '"' + " ".join(words[start : start + 2]).replace('"', "") + '"',
                f"{one[:5]}*",
                f"Was wurde über {one} und {two} zu {three} gesagt?",
            )[len(asked) % 5]
        )
    return asked


def _ask(texts: dict[int, str], asked: Sequence[str]) -> tuple[list[float], list[float], int]:
    """Milliseconds of wall and CPU time for each question, and how many found nothing. Each is asked twice: the second
    time counts, as the pages of an index in use are in memory."""
    wall: list[float] = []
    used: list[float] = []
    for question in asked:
        _answer(question, texts)
    without = 0
    for question in asked:
        began, cpu = time.perf_counter(), time.process_time()
        without += not _answer(question, texts)
        wall.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    return wall, used, without


def _answer(question: str, texts: dict[int, str]) -> int:
    """One search as the page makes it: filter by audience, four facets, twenty hits with snippets. Tells the total."""
    query = parse(question)
    search = SearchQuerySet(using=ALIAS).narrow(SQ(audiences__in=["public"])).filter(query.as_sq())
    for facet in FACETS:
        search = search.facet(facet)
    hits = search[:20]
    search.facet_counts()
    highlighter = Highlighter(query)
    for hit in hits:
        highlighter.snippet(texts[int(hit.pk)])
    return len(search)


def _windows(speeches: Sequence[Speech]) -> tuple[list[Any], int]:
    rows: list[Any] = []
    sentences = 0
    speakers: dict[str, int] = {}
    for speech in speeches:
        texts = [match.group().strip() for match in _SENTENCE.finditer(speech.text) if match.group().strip()]
        sentences += len(texts)
        letters, at, spoken = sum(map(len, texts)) or 1, 0, []
        for text in texts:
            ends = at + len(text)
            spoken.append(
                Spoken(
                    speech.start + speech.duration * at // letters,
                    max(speech.start + speech.duration * ends // letters, speech.start + 1),
                )
            )
            at = ends
        when = timezone.make_aware(datetime.fromisoformat(speech.session))
        speaker = speakers.setdefault(speech.speaker, len(speakers) + 1)
        for window in windows(spoken):
            row: Any = SpeechWindow(pk=len(rows) + 1)
            row.bench = {
                "text": " ".join(texts[window.first : window.last + 1]),
                "body": 1,
                "organizations": [1],
                "meeting": speech.session,
                "transcript": speech.session,
                "speaker": [speaker],
                "when": when,
                "starts": spoken[window.first].starts,
            }
            rows.append(row)
    return rows, sentences


@contextmanager
def _connection(path: Path) -> Iterator[Any]:
    """A second haystack connection for the time of the measurement."""
    settings.HAYSTACK_CONNECTIONS[ALIAS] = {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(path)}
    connections.connections_info[ALIAS] = settings.HAYSTACK_CONNECTIONS[ALIAS]
    try:
        connections[ALIAS].get_unified_index().build(indexes=[BenchIndex()])
        yield connections[ALIAS].get_backend()
    finally:
        connections.connections_info.pop(ALIAS, None)
        settings.HAYSTACK_CONNECTIONS.pop(ALIAS, None)


def _percentile(values: Sequence[float], percent: int) -> float:
    return round(quantiles(values, n=100, method="inclusive")[percent - 1], 2)
