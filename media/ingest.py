"""Taking a recording in: judged first, then streamed into the store, then a row, then the stages. All or nothing.

A source that is refused leaves no row and no bytes, and nothing that it names is opened or fetched.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from jobs import pipeline
from media import ffmpeg, timeline
from media.models import Recording
from media.sniffing import HEAD, container_marked, ending_fits
from media.stages import facts_of, warnings_of
from media.wording import sentence
from meetings import storage
from meetings.models import File, Meeting


class NotARecording(Exception):
    """This source is not taken in. `code` with `values` for `media/wording.py`; `str()` is the sentence.

    Codes: those of `FfmpegError`, `already_here`, `changed_meanwhile`, `not_found`, `nothing_in_folder`, `overlapping`.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return sentence(self.code, self.values)


def add_recording(
    meeting: Meeting,
    source: Path,
    *,
    title: str = "",
    name: str = "",
    offset: int | None = None,
    wall_start: datetime | None = None,
    ours: bool = False,
) -> Recording:
    """Take this file in as the next recording of the meeting; the file itself stays where it is.

    `name`: what its owner calls it (the path's last part if empty). `offset`: ms on the meeting's clock; without it the first
    recording starts at 0, a later one by the difference of the wall times, else right after the one before.
    `ours`: an upload below `storage.tmp_dir()` that is whole; then it is not copied (60 GB take their time).
    Raises NotARecording; then nothing is left behind.
    """
    name = (name or source.name)[-300:]
    if not source.is_file():
        raise NotARecording("not_found", name=name)
    before = source.stat()
    try:
        facts = ffmpeg.probe(source, name)
    except ffmpeg.FfmpegError as error:
        raise NotARecording(error.code, **{"name": error.name, **error.values}) from error
    if ours:
        stored = storage.store_own(source)
    else:
        with source.open("rb") as stream:
            stored = storage.store(storage.chunks_of(stream))
    try:
        after = source.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or stored.size != before.st_size:
            raise NotARecording("changed_meanwhile", name=name)
        with transaction.atomic():
            recording = _write(meeting, stored, facts, title=title, name=name, offset=offset, wall_start=wall_start)
            pipeline.refresh("media.Recording", recording.pk)
    except BaseException:
        drop_unused(stored.sha512)
        raise
    return recording


def _write(
    meeting: Meeting,
    stored: storage.Stored,
    facts: ffmpeg.Probe,
    *,
    title: str,
    name: str,
    offset: int | None,
    wall_start: datetime | None,
) -> Recording:
    # Two uploads at once must not get the same place on the clock.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    others = list(Recording.objects.living().filter(meeting=meeting))
    if any(other.source_sha512 == stored.sha512 for other in others):
        raise NotARecording("already_here", name=name)
    start = offset if offset is not None else _place(others, wall_start)
    _no_overlap(others, start, facts.duration, name)
    try:
        with transaction.atomic():
            return Recording.objects.create(
                meeting=meeting,
                position=max((other.position for other in others), default=-1) + 1,
                title=title,
                source_name=name,
                source_sha512=stored.sha512,
                source_size=stored.size,
                offset=start,
                wall_start=wall_start,
                duration=facts.duration,
                has_video=facts.video is not None,
                has_audio=facts.sound is not None,
                facts=facts_of(facts),
                # How long it is silent or black is for the stage to say.
                warnings=warnings_of(facts, silence=0, black=0, ends=facts.duration),
            )
    except IntegrityError:
        raise NotARecording("already_here", name=name) from None


def _place(others: list[Recording], wall_start: datetime | None) -> int:
    """Where the next recording starts (ms on the meeting's clock)."""
    if not others:
        return 0
    parts = [timeline.Part(o.offset, o.duration, o.wall_start) for o in others if o.duration]
    if wall_start is not None and any(part.wall_start for part in parts):
        first = min((part for part in parts if part.wall_start), key=lambda part: part.offset)
        return first.wall_to_meeting(wall_start)
    return max((part.span.ends for part in parts), default=0)


def _no_overlap(others: list[Recording], start: int, duration: int, name: str) -> None:
    for other in others:
        if other.duration and other.offset < start + duration and start < other.offset + other.duration:
            raise NotARecording("overlapping", name=name)


def drop_unused(sha512: str) -> None:
    """Remove these bytes from the store unless a row (even a deleted one) still names them."""
    if Recording.objects.filter(source_sha512=sha512).exists() or File.objects.filter(sha512=sha512).exists():
        return
    with contextlib.suppress(FileNotFoundError):
        storage.path_of(sha512).unlink()


def media_in(folder: Path) -> list[Path]:
    """The media of a folder, in the order people number them (2 before 10). Raises NotARecording(nothing_in_folder)."""
    found = sorted((path for path in _files(folder) if _looks_like_a_medium(path)), key=_order)
    if not found:
        raise NotARecording("nothing_in_folder", name=str(folder))
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _looks_like_a_medium(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    # An ending we know as a medium is tried too, so that a damaged part is named instead of left out.
    return container_marked(head) is not None or not ending_fits(path.name, frozenset())


def _order(path: Path) -> list[tuple[int, int, str]]:
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part.lower()) for part in re.split(r"(\d+)", path.name) if part
    ]
