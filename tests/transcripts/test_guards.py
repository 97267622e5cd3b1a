"""What nobody said never becomes a word; what people say over and over stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transcripts.guards import guard, why_invented, without_loops
from transcripts.recognizers.scripted import spoken
from transcripts.words import Utterance, plain


def said(
    text: str,
    *,
    compression_ratio: float | None = 1.2,
    no_speech_probability: float | None = 0.01,
    average_log_probability: float | None = -0.2,
) -> Utterance:
    return replace(
        spoken(text, 0, 5_000),
        compression_ratio=compression_ratio,
        no_speech_probability=no_speech_probability,
        average_log_probability=average_log_probability,
    )


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"compression_ratio": 2.41}, "loop"),
        ({"compression_ratio": 2.4}, ""),
        ({"no_speech_probability": 0.7, "average_log_probability": -1.1}, "silence"),
        ({"no_speech_probability": 0.9, "average_log_probability": -0.3}, ""),
        ({"no_speech_probability": 0.1, "average_log_probability": -1.3}, ""),
        ({"no_speech_probability": 0.1, "average_log_probability": -1.51}, "hopeless"),
    ],
)
def test_the_engines_own_doubt_counts(numbers: dict[str, float], reason: str) -> None:
    assert why_invented(said("Das ist ein Satz.", **numbers)) == reason


def test_an_engine_without_numbers_is_believed() -> None:
    bare = Utterance(0, 900, "Guten Abend", spoken("Guten Abend", 0, 900, None).words)
    assert why_invented(bare) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Untertitel im Auftrag des ZDF, 2017",
        "Untertitel der Amara.org-Community",
        "Untertitelung aufgrund der Audioqualität nicht möglich",
        "Copyright WDR 2021",
        "Vielen Dank fürs Zuschauen!",
    ],
)
def test_credits_of_subtitle_files_are_dropped(text: str) -> None:
    left = guard([said(text)])
    assert (left.utterances, dict(left.dropped)) == ((), {"credits": 1})


@pytest.mark.parametrize(
    "text",
    [
        "Der WDR hat 2019 über unseren Stadtrat berichtet, und zwar ausführlich.",
        "Der Titel des Antrags wird geändert, der Untertitel bleibt.",
        "Vielen Dank für Ihre Aufmerksamkeit.",
    ],
)
def test_councillors_may_speak_of_such_things(text: str) -> None:
    assert [utterance.text for utterance in guard([said(text)]).utterances] == [text]


def test_a_loop_of_phrases_is_cut_to_its_first_round() -> None:
    looped = "Wir kommen zur Abstimmung " + "über den Antrag " * 5 + "der Fraktion"
    left = guard([said(looped)])
    assert left.utterances[0].text == "Wir kommen zur Abstimmung über den Antrag der Fraktion"
    assert left.dropped["repeats"] == 12


@pytest.mark.parametrize("text", ["Nein, nein, nein!", "Ja ja, sehr gut, sehr gut.", "Vier, vier, vier Stimmen"])
def test_what_people_repeat_stays(text: str) -> None:
    words = spoken(text, 0, 3_000).words
    assert plain(without_loops(words)) == text


def test_a_word_said_by_nobody_four_times_and_more_is_said_once() -> None:
    assert plain(without_loops(spoken("und und und und und und Schluss", 0, 3_000).words)) == "und Schluss"


def test_marks_alone_are_no_words_and_times_follow_what_is_left() -> None:
    left = guard([said("... Guten Abend ..."), said("...")])
    (utterance,) = left.utterances
    assert utterance.text == "Guten Abend"
    assert (utterance.start, utterance.end) == (utterance.words[0].start, utterance.words[-1].end)
    assert left.dropped["no_letters"] == 3
