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


SAID_AND_WRITTEN = (
    ("seit 1987 am Bahnhof", "0214/2026", "seit 1987 am Bahnhof"),
    ("wohnen heute 6000 Menschen", "0214/2026", "wohnen heute 6.000 Menschen"),
    ("in fünf Jahren werden es 8000 sein", "0214/2026", "in fünf Jahren etwa 8.000"),
    ("hat vier Haltestellen", "0214/2026", "vier Haltestellen"),
    ("Sie kostet 38 Millionen Euro", "0214/2026", "38 Millionen Euro"),
    ("zahlen Bund und Land 85 Prozent", "0214/2026", "Bund und Land fördern 85 Prozent"),
    ("alle zehn Minuten, zwei Jahre lang", "0231/2026", "zwei Jahre lang einen Bus im Zehnminutentakt"),
    ("Hilfsfonds für die Geschäfte durchgesetzt: 300000 Euro", "0224/2026", "Hilfsfonds von 300.000 Euro"),
    ("bevor der erste Bagger kommt", "0224/2026", "bevor die Bauarbeiten beginnen"),
    ("zuerst in den Ausschuss geht", "0238/2026", "vor dem Bau im Ausschuss vorzulegen"),
    ("400 Kinder mit dem Rad", "0219/2026", "400 Kinder mit dem Rad"),
    ("elf Unfälle passiert", "0219/2026", "elf Unfälle"),
    ("elf Unfälle passiert", "0186/2026", "elf Unfälle"),
    ("fallen 62 Parkplätze weg", "0219/2026", "fallen 62 Stellplätze weg"),
    ("jede Nacht 200 Plätze leer", "0219/2026", "200 Plätze leer"),
    ("jeden Tag 250 Fahrräder", "0222/2026", "etwa 250 Räder"),
    ("180 Stellplätze", "0222/2026", "180 überdachte Stellplätze"),
    ("Das kostet 46000 Euro im Jahr", "0207/2026", "46.000 Euro im Jahr"),
    (
        "Seit drei Jahren essen die Kinder in der Turnhalle, in drei Schichten",
        "0198/2026",
        "seit drei Jahren 240 Kinder",
    ),
    ("für 240 Kinder", "0198/2026", "240 Kinder essen"),
    ("14 Laternen dunkel, und das seit fünf Wochen", "0226/2026", "seit fünf Wochen 14 Laternen"),
    ("in drei Wochen ist alles repariert", "0243/2026", "In drei Wochen ist alles repariert"),
    ("Ein Gutachten ist erst gestern gekommen", "0232/2026", "am Tag vor der Sitzung eingegangen"),
)


def test_what_is_said_stands_in_the_papers():
    words = " ".join(utterance["text"] for utterance in truth()["utterances"])
    for said, reference, written in SAID_AND_WRITTEN:
        paper = LAUTERFELS.paper(reference)
        text = " ".join(" ".join((paper.title, paper.text, paper.costs, *paper.points, *paper.answers)).split())
        assert said in words, said
        assert written in text, (reference, written)


def test_who_is_excused_and_what_the_committee_advised_is_said_in_the_sitting():
    words = " ".join(utterance["text"] for utterance in truth()["utterances"])
    assert [LAUTERFELS.person(key).family for key in MEETING_ROW.absent] == ["Seibert"]
    assert "Frau Seibert ist entschuldigt" in words
    assert "23 von 24 Ratsmitgliedern sind anwesend" in words
    (advice,) = (v for v in LAUTERFELS.meeting("mobility-9").item("2").votes if v.paper == "0214/2026")
    assert f"mit {advice.yes} zu {advice.no} Stimmen" in words
