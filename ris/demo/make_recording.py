"""Make the demo recording from its script: ``python -m ris.demo.make_recording``.

Needs pico2wave, ffmpeg and the font Inter on the machine, and the dependency group ``demo-recording``
(docs/decisions/0007-demo-recording.md says how to get them). Nobody needs it to run the demo: what it makes is committed.
"""

from __future__ import annotations

import csv
import json
import logging
import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from ris.demo.city import LAUTERFELS
from ris.demo.cutting_room import write_film
from ris.demo.schedule import Moment, Schedule, plan
from ris.demo.sitting import MEETING, SITTING, Interlude, Spoken
from ris.demo.voices import RATE, VOICES, Sound, VoiceUnavailable, applause, in_the_hall, room_tone, speak

log = logging.getLogger("ris.demo")

FOLDER = Path(__file__).parent / "recording"
SEED = 20_31
"""The same noise each time, so that two runs of the script make the same sound."""


def synthesise(folder: Path) -> tuple[Schedule, Sound]:
    """Every breath of the script spoken and put in its place; the whole sound with the room around it."""
    spoken: dict[int, Sound] = {}
    for place, part in enumerate(SITTING):
        if isinstance(part, Spoken):
            spoken[place] = speak(part.text, VOICES[part.speaker], folder)
            log.info("voice %d of %d", place + 1, len(SITTING))
    schedule = plan(SITTING, {place: len(sound) * 1000 // RATE for place, sound in spoken.items()})
    random = np.random.default_rng(SEED)
    speech = np.zeros(schedule.duration * RATE // 1000, dtype=np.float32)
    for moment in schedule.moments:
        start = moment.starts * RATE // 1000
        if isinstance(moment.part, Spoken):
            sound = spoken[moment.place]
            speech[start : start + len(sound)] += sound
    sound = in_the_hall(speech, random) + room_tone(len(speech), random)
    for moment in schedule.moments:
        if isinstance(moment.part, Interlude) and moment.part.kind == "applause":
            start, stop = moment.starts * RATE // 1000, moment.ends * RATE // 1000
            sound[start:stop] += applause(stop - start, random)
    return schedule, np.asarray(np.clip(sound, -0.98, 0.98), dtype=np.float32)


def truth(schedule: Schedule) -> dict[str, object]:
    """What is said when, in the form of the benches: seconds on the meeting's clock."""
    utterances = [
        {
            "id": number,
            "start": moment.starts / 1000,
            "end": moment.ends / 1000,
            "speaker": part.speaker,
            "kind": "tts",
            "item": part.item,
            "boundary": part.calls,
            "text": part.text,
            "source": "pico",
            "words": len(part.text.split()),
        }
        for number, (moment, part) in enumerate(schedule.utterances)
    ]
    return {
        "sr": RATE,
        "duration": schedule.duration / 1000,
        "utterances": utterances,
        "events": [
            {"kind": moment.part.kind, "start": moment.starts / 1000, "end": moment.ends / 1000}
            for moment in schedule.moments
            if isinstance(moment.part, Interlude)
        ],
        "boundaries": [
            {"item": part.item, "start": moment.starts / 1000, "text": part.text}
            for moment, part in schedule.utterances
            if part.calls
        ],
    }


def microphone_log(schedule: Schedule) -> list[tuple[str, float, float]]:
    """Name, start and end (s, meeting's clock) of each time a microphone was on; breaths of one speech are one turn."""
    turns: list[tuple[str, int, int]] = []
    last: Moment | None = None
    for moment, part in schedule.utterances:
        name = LAUTERFELS.person(part.speaker).name
        follows = last is not None and moment.place == last.place + 1
        if turns and follows and turns[-1][0] == name:
            turns[-1] = (name, turns[-1][1], moment.ends)
        else:
            turns.append((name, moment.starts, moment.ends))
        last = moment
    return [(name, starts / 1000, ends / 1000) for name, starts, ends in turns]


def write_products(schedule: Schedule, folder: Path) -> None:
    """Truth, agenda and microphone log beside the film."""
    agenda = [{"number": item.label, "title": item.title} for item in LAUTERFELS.meeting(MEETING).items if item.public]
    for name, content in (("truth.json", truth(schedule)), ("agenda.json", agenda)):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    with (folder / "speakers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("person", "start", "end"))
        writer.writerows(microphone_log(schedule))


def main() -> int:
    """Make everything under ``recording/``; 1 when a program is missing."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    FOLDER.mkdir(exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as work:
            schedule, sound = synthesise(Path(work))
            soundtrack = Path(work) / "sitting.wav"
            soundfile.write(soundtrack, sound, RATE, subtype="PCM_16")
            write_film(schedule, sound, soundtrack, Path(work) / "sitting.mp4")
            (FOLDER / "sitting.mp4").write_bytes((Path(work) / "sitting.mp4").read_bytes())
    except VoiceUnavailable as missing:
        log.error("%s: %s", missing.code, missing.detail)
        return 1
    write_products(schedule, FOLDER)
    log.info("%d s, %d bytes", schedule.duration // 1000, (FOLDER / "sitting.mp4").stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
