"""What the player needs of one recording: its public files, its clock, its chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext as _

from media.models import Recording, Rendition
from media.timeline import Edit, Kind, Part, Timeline
from meetings.models import Meeting
from ris.pages import when
from ris.pages.wording import number_of_item


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A span of the recording (ms on the meeting's clock) with the agenda items dealt with in it."""

    starts: int
    ends: int
    labels: tuple[str, ...]
    title: str
    item_ids: tuple[int, ...]
    needs_check: bool

    @property
    def seconds(self) -> str:
        """Its start as `?t=` says it."""
        return when.seconds(self.starts)

    @property
    def label(self) -> str:
        """The numbers of its items: `5`, in a joint debate `5, 6`."""
        return ", ".join(label for label in self.labels if label)

    @property
    def spoken(self) -> str:
        """`TOP 5 · Radweg am Lauterufer`."""
        return f"{self.number} · {self.title}" if self.label else self.title

    @property
    def number(self) -> str:
        """`TOP 5`, in the reader's language; nothing where the span is no item's."""
        return number_of_item(self.label) if self.label else ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the recording that visitors may take with them; `size` in bytes."""

    word: str
    kind: str
    href: str
    size: int


@dataclass(frozen=True, slots=True)
class Player:
    """One recording ready to be played. `start` is where it stands first (ms on the meeting's clock)."""

    recording: Recording
    rendition: Rendition
    title: str
    spans: tuple[tuple[int, int, int], ...]
    chapters: tuple[ChapterMark, ...]
    start: int | None = None
    borders: tuple[tuple[int, int], ...] = ()
    """Only these spans are meant (ms on the meeting's clock); empty: the whole recording."""
    voices: tuple[tuple[int, int, str], ...] = ()
    """Who has the floor from when to when."""

    @property
    def key(self) -> str:
        """Unique on a page, also where search shows several players."""
        return f"{self.recording.uuid.hex[:8]}-{self.start or 0}"

    @property
    def has_video(self) -> bool:
        return self.recording.has_video is not False

    @property
    def master(self) -> str:
        return self._address("master.m3u8")

    @property
    def audio(self) -> str:
        return self._address_if("audio")

    @property
    def poster(self) -> str:
        return self._address_if("poster")

    @property
    def captions(self) -> str:
        return self._address_if("captions")

    @property
    def public_start(self) -> str:
        """Media fragment `#t=` in seconds of public time, for browsers without script."""
        if self.start is None:
            return ""
        for meeting, public, length in self.spans:
            if self.start < meeting:
                return when.seconds(public)
            if self.start < meeting + length:
                return when.seconds(public + self.start - meeting)
        return ""

    @property
    def first(self) -> int:
        """Where the recording begins on the meeting's clock (ms)."""
        return self.spans[0][0] if self.spans else 0

    @property
    def last(self) -> int:
        """Where it ends (ms)."""
        return self.spans[-1][0] + self.spans[-1][2] if self.spans else 0

    @property
    def facts(self) -> dict[str, Any]:
        """What the script reads: spans and chapters."""
        return {
            "spans": [list(span) for span in self.spans],
            "chapters": [[mark.starts, mark.ends, mark.spoken] for mark in self.chapters],
            "voices": [list(voice) for voice in self.voices],
            "borders": [list(border) for border in self.borders],
        }

    @property
    def downloads(self) -> list[Download]:
        """What there is to take along: sound, captions, text. A film of the whole sitting does not exist as one file."""
        words = {"audio": (_("Sound"), "M4A"), "captions": (_("Captions"), "VTT"), "text": (_("Transcript"), "TXT")}
        files = dict(self.rendition.files)
        return [
            Download(word, kind, self._address(files[name]["path"]), int(files[name].get("size") or 0))
            for name, (word, kind) in words.items()
            if name in files
        ]

    @property
    def borders_end(self) -> int:
        """Where the last border ends (ms): there the meeting goes on."""
        return self.borders[-1][1] if self.borders else self.last

    def within(self, borders: Sequence[tuple[int, int]]) -> Player:
        """The same recording for these spans alone."""
        return replace(self, borders=tuple(borders))

    def holds(self, ms: int) -> bool:
        """Whether this moment of the meeting's clock lies in this recording."""
        return self.first <= ms <= self.last

    def _address(self, path: str) -> str:
        return f"/aufnahmen/{self.recording.uuid}/{self.rendition.digest}/{path}"

    def _address_if(self, name: str) -> str:
        known = dict(self.rendition.files).get(name)
        return self._address(known["path"]) if known else ""


def public_spans(recording: Recording, rendition: Rendition) -> tuple[tuple[int, int, int], ...]:
    """What of the recording is in the rendition: (meeting's clock, public time, length), all ms, in order."""
    if not recording.duration:
        return ()
    edits = [Edit(Kind(kind), starts, ends) for kind, starts, ends in rendition.edits]
    spans, total = [], 0
    for span in Timeline(Part(recording.offset, recording.duration), edits).public_spans:
        spans.append((span.starts, total, span.length))
        total += span.length
    return tuple(spans)


def players_of(
    meeting: Meeting,
    user: AbstractBaseUser | AnonymousUser,
    chapters: dict[int, list[ChapterMark]],
    at: int | None = None,
) -> list[Player]:
    """The recordings of a meeting that can be played; the one that holds `at` (ms) stands there.

    One query; none for a meeting read as for lists (`seen_recordings`).
    """
    rows: Sequence[Recording] | None = getattr(meeting, "seen_recordings", None)
    if rows is None:
        known = Recording.objects.filter(meeting=meeting, current_rendition__isnull=False).visible_to(user)
        rows = list(known.select_related("current_rendition"))
    ordered = sorted(rows, key=lambda row: row.offset)
    players = (player_of(row, meeting, tuple(chapters.get(row.pk, ())), at) for row in ordered)
    return [player for player in players if player]


def player_of(
    recording: Recording, meeting: Meeting, chapters: tuple[ChapterMark, ...] = (), at: int | None = None
) -> Player | None:
    """The player of one recording, read with its current rendition; None where nothing of it is public."""
    rendition = recording.current_rendition
    spans = public_spans(recording, rendition) if rendition else ()
    if rendition is None or not spans:
        return None
    holds = at is not None and spans[0][0] <= at <= spans[-1][0] + spans[-1][2]
    title = recording.title or meeting.name
    return Player(recording, rendition, title, spans, chapters, at if holds else None)


def is_unrecorded(players: Sequence[Player], at: int | None) -> bool:
    """Whether somebody asks for a moment (ms, the meeting's clock) that no recording has: before, after, or cut out."""
    spans = [span for player in players for span in player.spans]
    return at is not None and bool(spans) and not any(begins <= at < begins + length for begins, _, length in spans)


def chosen(players: Sequence[Player], at: int | None) -> Player | None:
    """The player shown: the one that holds the moment, else the first."""
    holding = [player for player in players if at is not None and player.holds(at)]
    return next(iter(holding or players), None)
