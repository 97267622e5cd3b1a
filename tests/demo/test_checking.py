"""The clerk's ear: what was heard wrongly in the first minutes is corrected by hand, the rest stays as the machine heard it."""

import json

import pytest

from media.models import Recording
from ris.demo.checking import TRUTH, UNTIL, check_passages, shared_out
from tests.recorded_world import timed
from tests.world import World
from transcripts.models import Correction, Segment, Transcript
from transcripts.words import pack

FAULTS = {"Stadtrates": "Chatrates", "beschlussfähig.": "Beschlusferig.", "rufe auf Tages": "rufe Auftages"}


def test_words_heard_as_one_and_one_heard_as_two_stay_in_their_passage():
    heard = [["Ich", "rufe", "Auftagesordnungspunkt", "4,"], ["die", "Linden", "alle."], ["Bitte."]]
    said = ["Ich", "rufe", "auf", "Tagesordnungspunkt", "4:", "die", "Lindenallee.", "Bitte."]
    assert shared_out(heard, said) == [
        ["Ich", "rufe", "auf", "Tagesordnungspunkt", "4:"],
        ["die", "Lindenallee."],
        ["Bitte."],
    ]


@pytest.mark.django_db
def test_the_first_minutes_are_checked_and_say_what_the_script_says(world: World) -> None:
    recording = Recording.objects.create(
        meeting=world.meeting, source_name="sitzung.mp4", source_sha512="2" * 128, source_size=1, duration=600_000
    )
    transcript = Transcript.objects.create(recording=recording, version=1, engine="scripted", model="-", current=True)
    said = json.loads(TRUTH.read_text())["utterances"]
    for utterance in said:
        text = utterance["text"]
        for right, wrong in FAULTS.items():
            text = text.replace(right, wrong)
        starts, ends = round(utterance["start"] * 1000), round(utterance["end"] * 1000)
        Segment.objects.create(
            transcript=transcript, starts=starts, ends=ends, text=text, words=pack(timed(text, starts, ends))
        )
    checked = check_passages(recording, by=world.dora)
    rows = list(Segment.objects.filter(transcript=transcript).order_by("starts"))
    assert checked == sum(row.checked_at is not None for row in rows)
    assert 8 <= checked < len(rows)
    for row, utterance in zip(rows, said, strict=True):
        assert (row.checked_at is not None) == (row.ends <= UNTIL)
        if row.checked_at:
            assert row.text == utterance["text"]
    corrections = Correction.objects.filter(recording=recording)
    assert {row.source for row in corrections} == {"hand"}
    assert 2 <= corrections.count() < checked
    assert check_passages(recording, by=world.dora) == 0
    assert corrections.count() == Correction.objects.filter(recording=recording).count()
