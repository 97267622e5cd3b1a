"""Subtitles and chapters: readable, in public time, and valid for the W3C's own parser."""

import pytest

from media.timeline import Edit, Kind, Part, Timeline
from tests import checkers
from transcripts import webvtt
from transcripts.words import Word

TEXT = "Meine Damen und Herren, ich rufe Tagesordnungspunkt 5.1 auf: Straßenbahn & Radweg <in> der Kastanienallee, Vorlage 12."


def spoken(text: str, start: int = 0, step: int = 400) -> list[Word]:
    return [Word(token, start + n * step, start + (n + 1) * step - 20, 0.9) for n, token in enumerate(text.split())]


def test_cues_have_two_lines_at_most_and_lose_no_word() -> None:
    cues = webvtt.subtitles([spoken(TEXT)], lambda ms: ms)
    assert " ".join(cue.text.replace("\n", " ") for cue in cues) == TEXT
    for cue in cues:
        assert len(cue.text.split("\n")) <= 2
        assert max(map(len, cue.text.split("\n"))) <= webvtt.LINE
        assert cue.ends > cue.starts
    assert [cue.starts for cue in cues] == sorted(cue.starts for cue in cues)


def test_a_cut_moves_what_follows_and_hides_what_it_touches() -> None:
    line = Timeline(Part(0, 60_000), [Edit(Kind.CUT, 10_000, 20_000)])
    sentences = [spoken("Vorher gesagt", 2_000), spoken("Streng geheim", 9_900), spoken("Nachher gesagt", 22_000)]
    cues = webvtt.subtitles(sentences, line.to_public)
    assert [(cue.starts, cue.text) for cue in cues] == [(2_000, "Vorher gesagt"), (12_000, "Nachher gesagt")]


def test_chapters_count_only_what_is_public() -> None:
    spans = [(0, 0, 10_000), (20_000, 10_000, 40_000)]
    cues = webvtt.chapters(
        [(5_000, 30_000, "A"), (12_000, 18_000, "geheim"), (30_000, 60_000, "B")], lambda ms: ms, spans
    )
    assert [(cue.starts, cue.ends, cue.text) for cue in cues] == [(5_000, 20_000, "A"), (20_000, 50_000, "B")]


@pytest.mark.parametrize("text", [TEXT, "--> Pfeil", "& < >", "ein sehrlangeswort" * 8])
def test_the_parser_of_the_w3c_finds_nothing(text: str) -> None:
    document = webvtt.document(webvtt.subtitles([spoken(text), spoken(text, 90_000)], lambda ms: ms))
    assert checkers.webvtt_faults(document) == []


def test_the_text_says_what_it_is_not() -> None:
    text = webvtt.plain_text([("Sabine Kettler", ["Guten Abend.", "Danke."]), ("", ["Ja."])])
    assert text.startswith("Automatisch erzeugt, nicht geprüft")
    assert "Sabine Kettler: Guten Abend. Danke." in text
