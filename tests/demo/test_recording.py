"""The committed recording agrees with its script, its agenda and the people of the city."""

import csv
import itertools
import json
import subprocess
from pathlib import Path

import ris.demo
from ris.demo.city import LAUTERFELS
from ris.demo.portraits import PORTRAITS
from ris.demo.sitting import MEETING, SITTING, Interlude, Result, Spoken
from ris.demo.voices import VOICES

FOLDER = Path(ris.demo.__file__).parent / "recording"
FILM = FOLDER / "sitting.mp4"
MEETING_ROW = LAUTERFELS.meeting(MEETING)


def truth() -> dict:
    return json.loads((FOLDER / "truth.json").read_text())


def probe(*entries: str) -> dict:
    done = subprocess.run(
        ["ffprobe", "-v", "error", *entries, "-of", "json", str(FILM)], capture_output=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def test_the_film_is_small_and_as_long_as_the_truth_says():
    assert FILM.stat().st_size <= 15_000_000
    found = probe("-show_format", "-show_streams")
    codecs = {stream["codec_type"]: stream["codec_name"] for stream in found["streams"]}
    assert codecs == {"video": "h264", "audio": "aac"}
    assert abs(float(found["format"]["duration"]) - truth()["duration"]) < 0.3
    assert 360 <= truth()["duration"] <= 600


def test_one_can_jump_into_the_film_every_five_seconds():
    packets = probe("-select_streams", "v", "-show_entries", "packet=pts_time,flags")["packets"]
    keys = sorted(float(packet["pts_time"]) for packet in packets if "K" in packet["flags"])
    assert len(keys) > 100
    assert max(later - earlier for earlier, later in itertools.pairwise(keys)) <= 5.01


def test_what_was_made_is_what_the_script_says():
    spoken = [part for part in SITTING if isinstance(part, Spoken)]
    said = truth()["utterances"]
    assert [(u["speaker"], u["item"], u["text"], u["boundary"]) for u in said] == [
        (part.speaker, part.item, part.text, part.calls) for part in spoken
    ]
    kinds = [event["kind"] for event in truth()["events"]]
    assert kinds == [part.kind for part in SITTING if isinstance(part, Interlude)]
    assert {"pause", "applause", "silence", "counting"} <= set(kinds)


def test_time_only_moves_on_and_nobody_talks_over_another():
    ends = 0.0
    for utterance in truth()["utterances"]:
        assert ends <= utterance["start"] < utterance["end"]
        ends = utterance["end"]
    assert ends <= truth()["duration"]
    starts = [boundary["start"] for boundary in truth()["boundaries"]]
    assert starts == sorted(set(starts))


def test_the_agenda_is_the_public_part_of_the_sitting():
    agenda = json.loads((FOLDER / "agenda.json").read_text())
    assert [(line["number"], line["title"]) for line in agenda] == [
        (item.label, item.title) for item in MEETING_ROW.items if item.public
    ]
    called = [boundary["item"] for boundary in truth()["boundaries"]]
    never_called = {line["number"] for line in agenda} - set(called)
    assert never_called == {item.label for item in MEETING_ROW.items if item.result == "taken_off"}
    assert len(called) == len(set(called))


def test_nothing_of_the_non_public_part_is_spoken():
    words = " ".join(utterance["text"] for utterance in truth()["utterances"])
    hidden = [item for item in MEETING_ROW.items if not item.public]
    assert len(hidden) == 2
    for item in hidden:
        assert item.title not in words
        assert item.label not in {utterance["item"] for utterance in truth()["utterances"]}
    assert "Ostermann" not in words
    assert "Ziegelhütte" not in words


def test_the_microphone_log_names_people_of_the_city_in_order():
    with (FOLDER / "speakers.csv").open() as file:
        turns = list(csv.DictReader(file))
    names = {person.name for person in LAUTERFELS.persons}
    assert {turn["person"] for turn in turns} <= names
    assert len({turn["person"] for turn in turns}) == len(VOICES) == len(PORTRAITS) == 5
    clock = 0.0
    for turn in turns:
        assert clock <= float(turn["start"]) < float(turn["end"])
        clock = float(turn["end"])
    for utterance in truth()["utterances"]:
        name = LAUTERFELS.person(utterance["speaker"]).name
        assert any(
            turn["person"] == name
            and float(turn["start"]) <= utterance["start"]
            and utterance["end"] <= float(turn["end"])
            for turn in turns
        ), utterance["text"]


def test_the_cards_show_the_votes_of_the_minutes():
    voted = {
        (vote.yes, vote.no, vote.abstain, vote.accepted)
        for item in MEETING_ROW.items
        for vote in item.votes
        if vote.yes
    }
    cards: list[Result] = [part.result for part in SITTING if isinstance(part, Spoken) and part.result]
    assert len(cards) == 5
    for card in cards:
        assert (card.yes, card.no, card.abstain, card.accepted) in voted
