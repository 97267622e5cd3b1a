"""Calls of agenda items in many wordings, as chairs say them and as recognizers write them."""

from __future__ import annotations

import random

import pytest

from transcripts.alignment import Entry, align
from transcripts.alignment.canonical import canonical
from transcripts.alignment.programme import same_number
from transcripts.recognizers.scripted import spoken
from transcripts.words import Word

AGENDA = [
    Entry("1", "Einwohnerfragestunde"),
    Entry("2", "Neubau der Kindertagesstätte Rosengarten"),
    Entry("3", "Bebauungsplan Am Alten Hafen"),
    Entry("4.1", "Jahresabschluss der Stadtwerke"),
    Entry("4.2", "Entlastung des Aufsichtsrates"),
    Entry("5", "Baumschutzsatzung"),
    Entry("6", "Verschiedenes"),
]
TALK = [
    "Das sehe ich anders, und das habe ich im Ausschuss auch gesagt.",
    "Wir haben darüber lange beraten, vielen Dank an die Verwaltung.",
    "Ich frage mich, was das am Ende kosten soll.",
    "Meine Fraktion wird dem zustimmen.",
    "Wer ist dafür, wer ist dagegen, wer enthält sich?",
]
CALL_OF_1 = "Ich rufe auf Tagesordnungspunkt 1, Einwohnerfragestunde."
WORDINGS = [
    "Ich rufe auf Tagesordnungspunkt {n}, {t}.",
    "Wir kommen zu Punkt {n}, {t}.",
    "Dann sind wir bei TOP {n}: {t}.",
    "Tag in Ordnungspunkt {n}, {t}.",
    "Als nächster Punkt folgt {t}.",
    "Dann geht es weiter mit Tagesordnungspunkt {n}, {t}.",
    "Ich rufe Punkt {n} der Tagesordnung auf, {t}.",
]


def meeting(*lines: str) -> tuple[list[Word], list[int]]:
    """The lines one behind the other, six seconds each with a short pause; their starts in ms."""
    words: list[Word] = []
    starts: list[int] = []
    for i, line in enumerate(lines):
        starts.append(i * 7_000)
        words += spoken(line, i * 7_000, i * 7_000 + 6_000).words
    return words, starts


def texts(line: str) -> list[str]:
    return [token.text for token in canonical(spoken(line, 0, 3_000).words)]


@pytest.mark.parametrize(
    ("heard", "tokens"),
    [
        ("Tagesordnungspunkt fünf Punkt eins", ["§top", "#5.1"]),
        ("Tag in Ordnungspunkt 8", ["§top", "#8"]),
        ("Tage Mordnungsdunkt zwei,", ["§top", "#2"]),
        ("T.O.P. 3", ["§top", "#3"]),
        ("TOP 12", ["§top", "#12"]),
        ("Punkt siebenundzwanzig", ["§punkt", "#27"]),
        ("der dritte Punkt", ["der", "#3°", "§punkt"]),
        ("eine Ordnung der Tagung", ["eine", "ordnung", "der", "tagung"]),
        ("im Tag in Ordnung auf", ["im", "tagesordnung", "auf"]),
        ("zum letzten Bund", ["zum", "letzten", "§punkt"]),
        ("der bunte Bund der Länder", ["der", "bunte", "bund", "der", "länder"]),
    ],
)
def test_what_recognizers_make_of_an_item_has_one_spelling(heard: str, tokens: list[str]) -> None:
    assert texts(heard) == tokens


@pytest.mark.parametrize("seed", range(6))
def test_every_call_is_found_at_its_second_and_nothing_else(seed: int) -> None:
    dice = random.Random(seed)
    lines: list[str] = []
    calls: dict[int, int] = {}
    for i, entry in enumerate(AGENDA):
        calls[i] = len(lines)
        lines.append(dice.choice(WORDINGS).format(n=entry.number.replace(".", " Punkt "), t=entry.title))
        lines += dice.sample(TALK, 4)
    words, starts = meeting(*lines)
    assert {call.entry: call.at for call in align(words, AGENDA).calls} == {i: starts[at] for i, at in calls.items()}


def test_an_item_that_is_only_spoken_of_is_not_called() -> None:
    words, _starts = meeting(
        "Ich rufe auf Tagesordnungspunkt 2, Neubau der Kindertagesstätte Rosengarten.",
        "Das haben wir unter Tagesordnungspunkt 1 schon besprochen.",
        "Die Finanzierung behandeln wir später unter Punkt 5.",
    )
    assert [call.entry for call in align(words, AGENDA).calls] == [1]


def test_an_item_taken_off_or_postponed_is_a_proposal_and_no_chapter() -> None:
    words, _starts = meeting(
        "Tagesordnungspunkt 3 ist heute abgesetzt.",
        "Punkt 5 der Tagesordnung wurde vertagt.",
        "Ich rufe auf Tagesordnungspunkt 6, Verschiedenes.",
    )
    found = align(words, AGENDA)
    assert [(finding.entry, finding.status) for finding in found.findings] == [(2, "taken_off"), (5, "postponed")]
    assert [call.entry for call in found.calls] == [6]


@pytest.mark.parametrize(
    "line",
    [
        "Ich beantrage, dass Tagesordnungspunkt 3 vertagt wird.",
        "Tagesordnungspunkt 3 ist nicht abgesetzt.",
        "Wird Tagesordnungspunkt 3 vertagt?",
        "Tagesordnungspunkt 3 ist abgelehnt.",
        "Tagesordnungspunkt 3 ist heute abgestimmt.",
        "Tagesordnungspunkt 3 ist damit abgeschlossen.",
    ],
)
def test_a_wish_a_denial_and_a_question_take_nothing_off(line: str) -> None:
    assert align(meeting(line)[0], AGENDA).findings == ()


def test_a_strong_call_against_the_order_is_kept() -> None:
    words, starts = meeting(
        "Ich rufe auf Tagesordnungspunkt 5, Baumschutzsatzung.",
        *TALK,
        "Wir kommen zu Tagesordnungspunkt 2, Neubau der Kindertagesstätte Rosengarten.",
        *TALK,
        "Ich rufe auf Tagesordnungspunkt 6, Verschiedenes.",
    )
    assert [(call.entry, call.at) for call in align(words, AGENDA).calls] == [
        (5, starts[0]),
        (1, starts[6]),
        (6, starts[12]),
    ]


def test_a_bare_cue_is_less_sure_than_number_and_title_together() -> None:
    sure = align(meeting("Ich rufe auf Tagesordnungspunkt 3, Bebauungsplan Am Alten Hafen.")[0], AGENDA).calls[0]
    assert sure.confidence >= 0.9
    (number_alone,) = align(meeting("Wir machen weiter mit Punkt 5.")[0], AGENDA).calls
    assert number_alone.confidence < sure.confidence


def test_without_words_or_agenda_nothing_is_found() -> None:
    assert align([], AGENDA).calls == ()
    assert align(meeting(*TALK)[0], []).calls == ()


@pytest.mark.parametrize(
    ("number", "call"),
    [
        ("2", "Als nächster Punkt folgt der Neubau der Kindertagesstätte Rosengarten."),
        ("2", "Wir kommen zum zweiten Tagesordnungspunkt."),
        ("4.1", "Dann kommen wir zum Tagesordnungspunkt vier Punkt eins, Jahresabschluss der Stadtwerke."),
        ("4.2", "Und weiter geht es mit TOP 4.2."),
        ("6", "Damit kommen wir zum letzten Punkt, Verschiedenes."),
        # As recognizers write it down:
        ("2", "Wir kommen zum Tag in Ordnungspunkt 2, Neubau der Kindertagesstäde Rosen Garten."),
        ("3", "Ich hofe auf Top 3, Bebauungsplanam Alten Hafen."),
        ("4.1", "Wir kommen zu Tagesordnungspunkt 4, Punkt 1, Jahresabschlussder Stadtwerke."),
        ("4.2", "Dann sind wir bei 4.2, Entlastung des Aufsicht Rates."),
        ("5", "Ich rufe auf den Tagesordnungspunktfünf, Baumschutz Satzung."),
        ("4.1", "Willkommen zu Tagesordnungspunkt 1, Jahresabschluss der Stadtwerke."),
        ("5", "Ich ufer bunt im Tag in Ordnung auf, Baumschutzsatzung."),
        ("6", "Damit kommen die zum resten Bund, Verschiedenes."),
    ],
)
def test_a_call_is_found_in_whatever_words(number: str, call: str) -> None:
    words, starts = meeting(CALL_OF_1, *TALK, call, *TALK)
    calls = align(words, AGENDA).calls
    assert [(AGENDA[found.entry].number, found.at) for found in calls] == [("1", starts[0]), (number, starts[6])]


@pytest.mark.parametrize(
    "mention",
    [
        "Das haben wir unter Tagesordnungspunkt 5 im Ausschuss schon besprochen.",
        "Dazu kommen wir später noch unter Tagesordnungspunkt 4.2.",
        "Wie bei Punkt 3 bereits erwähnt, fehlt dafür das Geld.",
        "Damit ist der Tagesordnungspunkt 3 erledigt.",
        "Im Rosengarten spielen am Nachmittag viele Kinder.",
        "Das ist der wichtigste Punkt in meiner Rede, und er kostet 5 Millionen.",
    ],
)
def test_who_only_speaks_of_an_item_does_not_call_it(mention: str) -> None:
    words, _starts = meeting(CALL_OF_1, *TALK, mention, *TALK)
    assert [AGENDA[call.entry].number for call in align(words, AGENDA).calls] == ["1"]


@pytest.mark.parametrize(
    ("said", "number", "status"),
    [
        ("Tagesordnungspunkt 5 wird heute abgesetzt.", "5", "taken_off"),
        ("Tag in Ordnungspunkt 5 ist heute abgeletzt.", "5", "taken_off"),
        ("Der Tagesordnungspunkt 3 entfällt, die Vorlage wurde zurückgezogen.", "3", "taken_off"),
        ("Den Tagesordnungspunkt 3 nehmen wir von der Tagesordnung.", "3", "taken_off"),
        ("Den Bebauungsplan Am Alten Hafen setzen wir heute ab.", "3", "taken_off"),
        ("Tagesordnungspunkt 4.2 wird auf die nächste Sitzung vertagt.", "4.2", "postponed"),
        ("Die Entlastung des Aufsichtsrates ist verschoben.", "4.2", "postponed"),
    ],
)
def test_whoever_tells_an_items_fate_does_not_call_it(said: str, number: str, status: str) -> None:
    words, starts = meeting(CALL_OF_1, *TALK, said, *TALK, "Ich rufe auf Tagesordnungspunkt 6, Verschiedenes.")
    found = align(words, AGENDA)
    assert [(AGENDA[f.entry].number, f.status, f.at) for f in found.findings] == [(number, status, starts[6])]
    assert [AGENDA[call.entry].number for call in found.calls] == ["1", "6"]


def test_a_call_begins_with_its_own_sentence_even_where_no_full_stop_was_heard() -> None:
    words, starts = meeting(CALL_OF_1, *TALK, "Die sieben Rumben handeln das Wort", "Dann sind wir bei 4.2.")
    joined = [*words[:-5], *spoken("Dann sind wir bei 4.2.", words[-6].end + 100, words[-6].end + 2_000).words]
    calls = align(joined, AGENDA).calls
    assert [(AGENDA[call.entry].number, call.at) for call in calls] == [("1", starts[0]), ("4.2", joined[-5].start)]


def test_who_opens_the_sitting_and_calls_the_first_item_in_one_breath_calls_it_from_there() -> None:
    opening = spoken("Guten Abend, ich eröffne die Sitzung des Rates.", 3_000, 6_900)
    call = spoken("Ich rufe auf Tagesordnungspunkt 1, Einwohnerfragestunde.", 7_000, 10_000)
    assert [c.at for c in align([*opening.words, *call.words], AGENDA).calls] == [3_000]
    later = spoken("Ich rufe auf Tagesordnungspunkt 1, Einwohnerfragestunde.", 12_000, 15_000)
    assert [c.at for c in align([*opening.words, *later.words], AGENDA).calls] == [12_000]


def test_the_title_belongs_to_the_call_and_not_to_the_mention_before_it() -> None:
    words, starts = meeting(
        "Der Tagesordnungspunkt Nachtragshaushalt fand heute keine Mehrheit.",
        "Wir kommen zu Punkt 5 der Tagesordnung, Baumschutzsatzung.",
    )
    assert [(AGENDA[call.entry].number, call.at) for call in align(words, AGENDA).calls] == [("5", starts[1])]


def test_what_was_postponed_and_called_all_the_same_is_only_called() -> None:
    words, starts = meeting(
        "Tagesordnungspunkt 5 wird vertagt.", *TALK, "Ich rufe nun doch Tagesordnungspunkt 5 auf, Baumschutzsatzung."
    )
    found = align(words, AGENDA)
    assert [(AGENDA[call.entry].number, call.at) for call in found.calls] == [("5", starts[6])]
    assert found.findings == ()


def test_an_agenda_without_numbers_is_found_by_its_titles() -> None:
    agenda = [Entry("", entry.title) for entry in AGENDA]
    words, starts = meeting(
        "Ich rufe auf: Neubau der Kindertagesstätte Rosengarten.", *TALK, "Als nächstes die Baumschutzsatzung."
    )
    assert [(call.entry, call.at) for call in align(words, agenda).calls] == [(1, starts[0]), (5, starts[6])]


def test_a_number_with_its_dots_swallowed_is_the_same() -> None:
    assert same_number("6.24", "624")
    assert same_number("6.24.", "6.24")
    assert not same_number("62", "6.2")
    assert not same_number("", "")
