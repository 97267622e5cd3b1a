"""Recordings in the JSON of meetings and items: files, clock and chapters, in public time alone (docs/api.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser

from media.models import Chapter, ChapterItem, Recording
from media.storage import product_folder
from ris.oparl.server.models import Part, RecordingFile
from ris.oparl.server.values import address, filled, moment, site
from ris.pages.addresses import address_of
from transcripts.captions import spans_of, timeline_of

ANYONE = AnonymousUser()
Fields = dict[int, dict[str, Any]]
NAMES = {"audio": "Tonaufzeichnung", "captions": "Untertitel", "text": "Wortlaut", "chapters": "Kapitel"}
ENDINGS = {"audio": "m4a", "captions": "vtt", "text": "txt", "chapters": "vtt"}


def recordings_of(rows: Any) -> list[Any]:
    """Of these recordings, which everyone may see, those that can be heard, in the order of the sitting."""
    heard = rows.filter(current_rendition__isnull=False)
    return list(heard.select_related("current_rendition", "meeting").order_by("meeting", "offset", "pk"))


def files_of(recordings: Collection[int]) -> dict[int, dict[str, str]]:
    """Recording → part → id of its File."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = RecordingFile.objects.visible_to(ANYONE).filter(public_now=True, recording__in=recordings)
    for recording, part, uuid in rows.values_list("recording_id", "part", "uuid"):
        found[recording][part] = address("file", uuid)
    return found


def recordings(meetings: Collection[Any]) -> Fields:
    """What of a sitting can be heard and seen; times in seconds of public time."""
    rows = recordings_of(Recording.objects.filter(meeting__in=[meeting.pk for meeting in meetings]).visible_to(ANYONE))
    if not rows:
        return {}
    files = files_of([row.pk for row in rows])
    found: Fields = defaultdict(lambda: {"ris:recording": []})
    for row in rows:
        rendition = row.current_rendition
        folder = f"/aufnahmen/{row.uuid}/{rendition.digest}/"
        master = dict(rendition.files).get("master")
        told = [
            ("name", row.title or row.meeting.name),
            ("duration", rendition.duration / 1000),
            ("begins", moment(row.wall_start)),
            ("video", row.has_video),
            ("stream", site(folder + master["path"]) if master else None),
        ]
        ids = files[row.pk]
        for name, part in (
            ("file", "audio"),
            ("captions", "captions"),
            ("transcript", "text"),
            ("chapters", "chapters"),
        ):
            told.append((name, ids.get(part)))
        found[row.meeting_id]["ris:recording"].append(filled(told))
    return dict(found)


def heard(items: Collection[Any]) -> Fields:
    """Where an item is dealt with in the recordings, and by that when it was (OParl `start`, `end`)."""
    links = list(
        ChapterItem.objects.filter(
            item__in=[item.pk for item in items], chapter__in=_chapters(), chapter__recording__in=_heard()
        )
        .select_related("chapter")
        .order_by("chapter__starts", "pk")
    )
    if not links:
        return {}
    heard_in = {link.chapter.recording_id for link in links}
    rows = {row.pk: row for row in recordings_of(Recording.objects.filter(pk__in=heard_in).visible_to(ANYONE))}
    clocks = {key: spans_of(timeline_of(row, row.current_rendition)) for key, row in rows.items()}
    files = files_of(list(rows))
    found: Fields = defaultdict(lambda: {"ris:recording": []})
    times: dict[int, list[datetime]] = defaultdict(list)
    for link in links:
        chapter, row = link.chapter, rows.get(link.chapter.recording_id)
        inside = [
            (max(chapter.starts, at), min(chapter.ends, at + length), public - at)
            for at, public, length in clocks.get(chapter.recording_id, [])
            if chapter.starts < at + length and at < chapter.ends
        ]
        if row is None or not inside:
            continue
        first, last = inside[0], inside[-1]
        where = address_of(row.meeting, t=f"{first[0] / 1000:g}")
        told = [
            ("file", files[row.pk].get("audio")),
            ("start", (first[0] + first[2]) / 1000),
            ("end", (last[1] + last[2]) / 1000),
            ("web", site(where)),
        ]
        found[link.item_id]["ris:recording"].append(filled(told))
        if row.wall_start is not None:
            times[link.item_id] += [
                row.wall_start + timedelta(milliseconds=ms - row.offset) for ms in (first[0], last[1])
            ]
    for item, moments in times.items():
        found[item]["start"], found[item]["end"] = moment(min(moments)), moment(max(moments))
    return dict(found)


def _chapters() -> Any:
    return Chapter.objects.visible_to(ANYONE)


def _heard() -> Any:
    return Recording.objects.visible_to(ANYONE).filter(current_rendition__isnull=False)


def parts_of_recordings(rows: Collection[Any]) -> Fields:
    """What a file of a recording is like, and from which other it was made: captions and text from the sound."""
    files = files_of([row.recording_id for row in rows])
    found: Fields = {}
    for row in rows:
        recording, meeting = row.recording, row.recording.meeting
        facts = recording.current_rendition.files[row.part]
        beside = files[recording.pk]
        is_audio = row.part == Part.AUDIO
        told: list[tuple[str, Any]] = [
            ("name", f"{NAMES[row.part]}: {recording.title or meeting.name}"),
            ("fileName", f"{meeting.slug}-{row.part}.{ENDINGS[row.part]}"),
            ("mimeType", facts["mime_type"].split(";")[0]),
            ("size", facts.get("size")),
            ("externalServiceUrl", site(address_of(meeting)) if is_audio else None),
            ("masterFile", None if is_audio else beside.get("audio")),
            ("derivativeFile", sorted(beside[part] for part in beside if part != "audio") if is_audio else []),
            ("text", _text(recording, recording.current_rendition.digest, facts) if row.part == Part.TEXT else None),
        ]
        found[row.pk] = filled(told)
    return found


def _text(recording: Recording, digest: str, facts: dict[str, Any]) -> str:
    path: Path = product_folder(recording, digest) / facts["path"]
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""  # it is just being written anew
