"""What becomes of a recording: probe → (mezzanine | render). Products lie in folders named by the stage's digest."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction

import media.tidying  # noqa: F401  its stage is registered with these
from jobs.registry import stage
from jobs.run import Run, Unworkable
from media import (
    ffmpeg,
    reading_log,  # noqa: F401  registers its stage
    rendering,
    wording,
)
from media.ffmpeg import FfmpegError, Probe
from media.models import Recording, Rendition
from media.storage import MEZZANINE, master_of, product_folder
from media.timeline import Edit, Kind, Part, Timeline
from meetings.storage import tmp_dir

SUBJECT = "media.Recording"
TYPES = {".m4a": "audio/mp4", ".webp": "image/webp", ".jpg": "image/jpeg", ".m3u8": "application/vnd.apple.mpegurl"}
FILES = (
    ("master", "master.m3u8"),
    ("audio", "audio.m4a"),
    ("poster", "poster.jpg"),  # of renditions made before posters were WebP
    ("poster", "poster.webp"),
)


@contextmanager
def readable_errors() -> Iterator[None]:
    """What ffmpeg says about a file does not change by trying again, but for what the machine may have caused."""
    try:
        yield
    except FfmpegError as error:
        if error.code in {"failed", "took_too_long", "not_installed"}:
            raise
        raise Unworkable(error.code, name=error.name, **error.values) from error


def master_inputs(recording_id: int) -> Mapping[str, Any]:
    """The bytes."""
    return {"sha512": Recording.objects.values_list("source_sha512", flat=True).get(pk=recording_id)}


@stage(
    "media.probe",
    subject=SUBJECT,
    queue="cpu",
    version=1,
    inputs=master_inputs,
    max_seconds=4 * 3600,
    words=wording.sentence,
)
def probe(recording_id: int, run: Run) -> None:
    """What the file is, and what the office should know about it (no sound, long black, long silence)."""
    recording = Recording.objects.get(pk=recording_id)
    source = master_of(recording)
    with readable_errors():
        facts = ffmpeg.probe(source, recording.source_name)
        heard = ffmpeg.silent_and_black(source, facts, progress=run.progress)
    with run.still_mine():
        recording.refresh_from_db()
        recording.duration = heard.ends
        recording.has_video, recording.has_audio = facts.video is not None, facts.sound is not None
        recording.facts = facts_of(facts) | {"silence_ms": heard.silence, "black_ms": heard.black}
        recording.warnings = warnings_of(facts, silence=heard.silence, black=heard.black, ends=heard.ends)
        recording.save(update_fields=["duration", "has_video", "has_audio", "facts", "warnings", "modified"])


def facts_of(facts: Probe) -> dict[str, Any]:
    """What the admin shows."""
    shown: dict[str, Any] = {"containers": sorted(facts.containers)}
    if facts.video:
        shown["video"] = asdict(facts.video) | {"rate": float(facts.video.rate)}
    if facts.sound:
        shown["sound"] = asdict(facts.sound)
    return shown


def warnings_of(facts: Probe, *, silence: int, black: int, ends: int) -> list[str]:
    """Codes of `media/wording.py`; half of the recording is what an operator would want to know. All in ms."""
    found = []
    if ends < facts.duration:
        found.append("cut_off")
    if facts.sound is None:
        found.append("no_audio")
    elif silence * 2 >= facts.duration:
        found.append("long_silence")
    if facts.video is None:
        found.append("no_video")
    elif black * 2 >= facts.duration:
        found.append("long_black")
    return found


@stage(
    "media.mezzanine", subject=SUBJECT, queue="cpu", after=["media.probe"], version=1, inputs=master_inputs,
    max_seconds=4 * 3600, words=wording.sentence,
)  # fmt: skip
def mezzanine(recording_id: int, run: Run) -> None:
    """The sound for the recognizer, whole and private. A recording without sound has none."""
    recording = Recording.objects.get(pk=recording_id)
    folder = product_folder(recording, run.digest)
    if not recording.has_audio or (folder / MEZZANINE).exists():
        return
    with half_made(folder, run) as work, readable_errors():
        ffmpeg.mezzanine(
            master_of(recording), work / MEZZANINE, duration=recording.duration or 0, progress=run.progress
        )


def edits_of(recording: Recording) -> list[list[Any]]:
    """The edits in force: [kind, starts, ends] in ms on the meeting's clock, in order."""
    rows = recording.edits.living().order_by("starts", "ends", "kind").values_list("kind", "starts", "ends")
    return [list(row) for row in rows]


def render_inputs(recording_id: int) -> Mapping[str, Any]:
    """Bytes, edits and the place on the meeting's clock (edits count from there)."""
    recording = Recording.objects.get(pk=recording_id)
    return {"sha512": recording.source_sha512, "edits": edits_of(recording), "offset": recording.offset}


def render_present(recording_id: int) -> bool:
    """Whether a current rendition with the edits in force stands on disk."""
    recording = Recording.objects.select_related("current_rendition").get(pk=recording_id)
    rendition = recording.current_rendition
    return (
        rendition is not None
        and rendition.edits == edits_of(recording)
        and (product_folder(recording, rendition.digest) / "master.m3u8").exists()
    )


@stage(
    "media.render", subject=SUBJECT, queue="cpu", after=["media.probe"], version=1, inputs=render_inputs,
    present=render_present, max_seconds=12 * 3600, words=wording.sentence,
)  # fmt: skip
def render(recording_id: int, run: Run) -> None:
    """The public rendition under the edits in force; older ones go when the new one stands."""
    recording = Recording.objects.get(pk=recording_id)
    folder = product_folder(recording, run.digest)
    edits = edits_of(recording)
    line = Timeline(
        Part(recording.offset, recording.duration or 1),
        [Edit(Kind(kind), starts, ends) for kind, starts, ends in edits],
    )
    with readable_errors():
        facts = ffmpeg.probe(master_of(recording), recording.source_name)
        if not (folder / "master.m3u8").exists():
            with half_made(folder, run) as work:
                rendering.render(master_of(recording), work, facts, line, progress=run.progress)
    files = {
        name: {"path": path, "size": (folder / path).stat().st_size, "mime_type": TYPES[Path(path).suffix]}
        for name, path in FILES
        if (folder / path).exists()
    }
    with run.still_mine():
        recording.refresh_from_db()
        if edits_of(recording) != edits:
            # An edit came meanwhile: this one must never be shown; its own stage is already waiting.
            if not Rendition.objects.filter(recording=recording, digest=run.digest).exists():
                shutil.rmtree(folder, ignore_errors=True)
            return
        rendition, _ = Rendition.objects.update_or_create(
            recording=recording,
            digest=run.digest,
            defaults={"edits": edits, "files": files, "duration": line.public_duration},
        )
        recording.current_rendition = rendition
        recording.save(update_fields=["current_rendition", "modified"])
        old = list(Rendition.objects.filter(recording=recording).exclude(pk=rendition.pk))
    remove_renditions(recording, old)


def remove_renditions(recording: Recording, old: list[Rendition]) -> None:
    """Take renditions off: first the rows, so that nobody is sent to files that are going."""
    folders = [product_folder(recording, rendition.digest) for rendition in old]
    with transaction.atomic():
        Rendition.objects.filter(pk__in=[rendition.pk for rendition in old]).delete()
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def half_made(folder: Path, run: Run) -> Iterator[Path]:
    """A folder to work in that becomes `folder` when the block ends well.

    What a killed attempt left goes when the next one begins; if there is none, `media/tidying.py` finds it.
    """
    prefix = f"product-{run.stage_id}-"
    for left in tmp_dir().glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)  # an attempt without its lease; should it still write, it fails
    work = Path(tempfile.mkdtemp(dir=tmp_dir(), prefix=prefix))
    try:
        yield work
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            shutil.rmtree(folder)
        work.chmod(0o750)
        work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
