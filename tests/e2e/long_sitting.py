"""A sitting of hours in the recorded world: items, voices and sentences as many and as hard to compress as real ones.

Spoken German has about 130 words a minute and packs to some 38 % of its size. The words are those of the invented city's papers
in an order of their own, some of them joined to compounds that stand nowhere else: no sentence helps to pack another.
"""

from __future__ import annotations

import random

from media.models import Chapter, ChapterItem, Rendition
from meetings.models import AgendaItem, Audience, Person
from ris.demo.city import _STORIES
from tests.recorded_world import RecordedWorld, timed
from transcripts.models import Segment, SpeakerTurn
from transcripts.words import pack

SENTENCE, WORDS = 6_000, 13
"""Length of a sentence (ms) and its words: 130 a minute."""
VOICE = 7
"""Sentences before somebody else speaks."""
PEOPLE = 24


def speak(here: RecordedWorld, *, items: tuple[int, ...], seed: int = 7) -> list[AgendaItem]:
    """Items of so many minutes each, one after the other from the first minute on. Returns them."""
    chance = random.Random(seed)
    known = " ".join(f"{paper.summary} {paper.text}" for story in _STORIES for paper in story.PAPERS).split()
    people = [
        Person.objects.create(
            body=here.world.body, given_name=f"Ada {n}", family_name=chance.choice(known), audience=Audience.PUBLIC
        )
        for n in range(PEOPLE)
    ]
    made, starts = [], 60_000
    for n, minutes in enumerate(items):
        item = AgendaItem.objects.create(
            meeting=here.world.meeting, position=50 + n, label=str(50 + n), title=" ".join(chance.choices(known, k=6)),
            public=True, audience=Audience.PUBLIC,
        )  # fmt: skip
        ends = starts + minutes * 60_000
        chapter = Chapter.objects.create(recording=here.recording, starts=starts, ends=ends, confidence=0.95)
        ChapterItem.objects.create(chapter=chapter, item=item)
        _debate(here, starts, ends, chance, known, people)
        made.append(item)
        starts = ends
    Rendition.objects.filter(recording=here.recording).update(duration=starts + 60_000 - 20_000)
    here.recording.duration = starts + 60_000
    here.recording.save()
    return made


def _debate(
    here: RecordedWorld, starts: int, ends: int, chance: random.Random, known: list[str], people: list[Person]
) -> None:
    length = SENTENCE * VOICE
    turns = SpeakerTurn.objects.bulk_create(
        SpeakerTurn(
            meeting=here.world.meeting, person=chance.choice(people), faction=here.world.faction, label="",
            starts=begins, ends=min(begins + length, ends),
        )
        for begins in range(starts, ends, length)
    )  # fmt: skip
    Segment.objects.bulk_create(
        Segment(
            transcript=here.transcript, starts=begins, ends=begins + SENTENCE - chance.randrange(50, 900), text=text,
            confidence=0.9, words=pack(timed(text, begins, begins + SENTENCE - 900)),
            speaker_turn=turns[(begins - starts) // length],
        )
        for begins in range(starts, ends, SENTENCE)
        for text in [said(chance, known)]
    )  # fmt: skip


def said(chance: random.Random, known: list[str]) -> str:
    """One sentence; one word in sixteen is a compound."""
    words = chance.choices(known, k=WORDS)
    words = [word + chance.choice(known).lower().strip(".,") if chance.random() < 1 / 16 else word for word in words]
    return " ".join(words).capitalize() + "."
