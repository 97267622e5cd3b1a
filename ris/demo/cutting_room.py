"""From the schedule to the film: which camera, which caption, whose mouth, frame by frame, into ffmpeg."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image

from ris.demo import captions, pictures
from ris.demo.city import LAUTERFELS
from ris.demo.portraits import Mouth
from ris.demo.schedule import Moment, Schedule
from ris.demo.sitting import CHAIR, MEETING, STARTS, Result, Spoken
from ris.demo.voices import Sound, VoiceUnavailable, loudness_by_frame, program

FRAMES = 10
"""Frames a second: enough for mouths and a clock, and the film stays small."""
KEY_FRAME_EVERY = 5 * FRAMES

Camera = Literal["hall", "chair", "lectern"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """All that decides a picture but the clock."""

    camera: Camera
    item: str
    person: str = ""
    note: Literal["", "counting", "pause"] = ""
    result: Result | None = None
    mouth: Mouth = "closed"
    blink: bool = False


def _image(*parts: str) -> Image.Image:
    return Image.open(io.BytesIO(pictures.draw(pictures.svg(*parts)))).convert("RGBA")


@lru_cache
def _background(camera: Camera) -> Image.Image:
    rooms = {"hall": pictures.hall_camera, "chair": pictures.chair_camera, "lectern": pictures.lectern_camera}
    return _image(rooms[camera]())


@lru_cache
def _speaker(person: str, mouth: Mouth, blink: bool) -> Image.Image:
    return _image(pictures.speaker(person, at_chair=person == CHAIR, mouth=mouth, blink=blink))


@lru_cache(maxsize=8)
def _writing(item: str, person: str, note: str, result: Result | None) -> Image.Image:
    meeting = LAUTERFELS.meeting(MEETING)
    place = next(place for place in LAUTERFELS.locations if place.key == meeting.location)
    parts = [pictures.finish()]
    if note == "pause":
        parts.append(captions.pause_card("Am Rednerpult wird ein Mikrofon getauscht. Es geht gleich weiter."))
    elif result is not None:
        parts.append(captions.result_card(result))
    parts += [captions.header("Stadtrat Lauterfels", f"{meeting.name} · {place.room}"), captions.clock_plate()]
    if note != "pause":
        parts.append(captions.item_band(item, meeting.item(item).title))
    if note == "counting":
        parts.append(captions.counting_note())
    if person and result is None:
        fraction = LAUTERFELS.fraction_of(person)
        role = f"Fraktion {fraction.name}" if fraction else LAUTERFELS.person(person).profession
        parts.append(
            captions.lower_third(LAUTERFELS.person(person).name, role, fraction.colour if fraction else "#d8b35a")
        )
    return _image(*parts)


@lru_cache(maxsize=24)
def _picture(shot: Shot) -> Image.Image:
    picture = _background(shot.camera).copy()
    if shot.person and shot.camera != "hall":
        picture.alpha_composite(_speaker(shot.person, shot.mouth, shot.blink))
    picture.alpha_composite(_writing(shot.item, shot.person, shot.note, shot.result))
    return picture.convert("RGB")


@lru_cache
def _digits() -> dict[str, Image.Image]:
    """Each digit drawn once, so that a running clock costs nothing."""
    sheet = _image(
        *(
            captions.text(20 + 40 * place, 40, sign, 25, 600, anchor="middle")
            for place, sign in enumerate("0123456789:")
        )
    )
    return {sign: sheet.crop((11 + 40 * place, 14, 29 + 40 * place, 46)) for place, sign in enumerate("0123456789:")}


def _with_clock(picture: Image.Image, second: int) -> Image.Image:
    told = (datetime.combine(datetime.min, STARTS) + timedelta(seconds=second)).strftime("%H:%M:%S")
    stamped = picture.copy()
    x = 1170.0 - 0.5 * sum(9 if sign == ":" else 16 for sign in told)
    for sign in told:
        width = 9 if sign == ":" else 16
        digit = _digits()[sign]
        stamped.paste(digit, (round(x + width / 2 - 9), 33), digit)
        x += width
    return stamped


def _shot_of(moment: Moment, before: Moment | None) -> Shot:
    part = moment.part
    if isinstance(part, Spoken):
        return Shot(camera="chair" if part.speaker == CHAIR else "lectern", item=part.item, person=part.speaker)
    if (
        part.kind == "silence"
        and before is not None
        and isinstance(before.part, Spoken)
        and before.part.speaker != CHAIR
    ):
        return Shot(camera="lectern", item=part.item, person=before.part.speaker)
    note: Literal["", "counting", "pause"] = part.kind if part.kind in ("counting", "pause") else ""  # type: ignore[assignment]
    return Shot(camera="hall", item=part.item, note=note)


def shots(schedule: Schedule, sound: Sound) -> Iterator[Shot]:
    """The picture of every frame: cuts half way through a pause, results while the chair reads them out and after."""
    loudness = loudness_by_frame(sound, FRAMES)
    moments = schedule.moments
    planned = [_shot_of(moment, moments[place - 1] if place else None) for place, moment in enumerate(moments)]
    now = 0
    for frame in range(schedule.duration * FRAMES // 1000):
        at = frame * 1000 // FRAMES
        while now + 1 < len(moments) and at >= (moments[now].ends + moments[now + 1].starts) // 2:
            now += 1
        shot, moment = planned[now], moments[now]
        for shown in moments[max(0, now - 1) : now + 1]:
            if isinstance(shown.part, Spoken) and shown.part.result is not None:
                announced = shown.ends - min(5200, (shown.ends - shown.starts) * 7 // 10)
                if announced <= at < shown.ends + 1600 and moments[now].part.item == shown.part.item:
                    shot = Shot(camera="hall", item=shown.part.item, result=shown.part.result)
        if shot.camera != "hall":
            talking = isinstance(moment.part, Spoken) and moment.starts <= at < moment.ends
            level = loudness[frame] if talking else 0.0
            mouth: Mouth = "open" if level > 0.85 else "half" if level > 0.3 else "closed"
            shot = Shot(
                camera=shot.camera, item=shot.item, person=shot.person, mouth=mouth, blink=frame * 7919 % 43 == 0
            )
        yield shot


def write_film(schedule: Schedule, sound: Sound, soundtrack: Path, target: Path) -> None:
    """Draw all frames into ffmpeg: H.264 and AAC in MP4. Raises ``VoiceUnavailable`` when ffmpeg is missing or fails."""
    arguments = [program("ffmpeg"), "-v", "error", "-y"]
    arguments += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{pictures.WIDTH}x{pictures.HEIGHT}", "-r", str(FRAMES)]
    arguments += ["-i", "-", "-i", str(soundtrack), "-c:v", "libx264", "-preset", "medium", "-tune", "animation"]
    arguments += ["-crf", "29", "-pix_fmt", "yuv420p", "-g", str(KEY_FRAME_EVERY)]
    arguments += ["-c:a", "aac", "-b:a", "64k", "-ar", "48000", "-movflags", "+faststart", "-shortest", str(target)]
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(arguments, stdin=subprocess.PIPE, stderr=errors) as ffmpeg,
    ):
        assert ffmpeg.stdin is not None  # noqa: S101 - we asked for the pipe
        last: tuple[Shot, int] | None = None
        pixels = b""
        for frame, shot in enumerate(shots(schedule, sound)):
            if last != (shot, frame // FRAMES):
                last = (shot, frame // FRAMES)
                pixels = _with_clock(_picture(shot), frame // FRAMES).tobytes()
            ffmpeg.stdin.write(pixels)
        ffmpeg.stdin.close()
        if ffmpeg.wait(timeout=600) != 0:
            errors.seek(0)
            raise VoiceUnavailable("ffmpeg", errors.read()[-400:].decode(errors="replace"))
