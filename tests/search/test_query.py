"""A reader's question becomes a tree, and nothing a reader types makes it fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from haystack.query import SearchQuerySet
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlight import Highlighter
from search.query import MAX_TERMS, minimum, parse
from tests.search.conftest import NoteIndex, note

TEXTS = {
    1: "Wir haben über die Straßenbahn in der Gartenstraße gesprochen und den Radweg vertagt.",
    2: "Die Straßenbahn fährt nicht. Der Radweg kommt.",
    3: "Der Haushalt 2024 wurde beschlossen, Vorlage 1368/2027 zum B-Plan W 104.",
    4: "Die Haltestelle am Marktplatz.",
    5: "Die Straßenbahnhaltestelle am Marktplatz <script>alert(1)</script>.",
    6: "Marktplatz und Rathaus.",
}


@pytest.fixture
def texts(use_engine: Any, tmp_path: Path) -> Any:
    backend = use_engine(tmp_path / "texts", [NoteIndex()], ANALYZER="search.german.GermanAnalyzer")
    backend.update(NoteIndex(), [note(pk, text) for pk, text in TEXTS.items()])
    return backend


def ask(question: str) -> set[int]:
    return {int(result.pk) for result in SearchQuerySet().filter(parse(question).as_sq())}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Straßenbahn Radweg", {1, 2}),
        ("Straßenbahn -Gartenstraße", {2, 5}),
        ("Radweg OR Haushalt", {1, 2, 3}),
        ("Radweg ODER Haushalt ODER Rathaus", {1, 2, 3, 6}),
        ('"Radweg vertagt"', {1}),
        ("„Radweg vertagt“", {1}),
        ('"vertagt Radweg"', set()),
        ("Garten*", {1}),
        ("Haltestell* Marktplatz", {4}),
        ("1368/2027", {3}),
        ("B-Plan W 104", {3}),
        ("Marktplatz Haltestelle", {4, 5}),
        ("Wer hat was über die Gartenstraße gesagt?", {1}),
        ("Wann wurde der Haushalt beschlossen?", {3}),
        ("Marktplatz Rathaus Brücke", {6}),
        ('-"am Marktplatz" Marktplatz', {6}),
    ],
)
def test_questions_find(texts: Any, question: str, expected: set[int]) -> None:
    assert ask(question) == expected


def test_two_words_both_more_words_most() -> None:
    assert [minimum(n) for n in (1, 2, 3, 4, 5, 10)] == [1, 2, 2, 3, 3, 7]


def test_question_words_stay_when_there_is_nothing_else() -> None:
    assert parse("wer ist das").plain_words == ["wer", "ist", "das"]
    assert parse('"wer ist das" Haushalt').terms[0].text == "wer ist das"


def test_only_exclusions_are_no_question() -> None:
    assert parse("-Haushalt").is_empty
    assert parse("  ").is_empty
    assert parse('AND ( * - ""').plain_words == ["AND"]


def test_too_long_is_cut_and_said() -> None:
    query = parse("wort " * 2000)
    assert query.cut
    assert len(query.terms) <= MAX_TERMS
    assert parse("x" * 10_000).cut


HOSTILE = [
    "AND OR",
    "(",
    "*",
    "10..20",
    "\ud800",
    "a\0b",
    "OR OR OR",
    "-",
    "--a",
    '"',
    "„",
    "-*",
    "a* b* c*",
    "x" * 10_000,
]


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_give_results_or_none(texts: Any, question: str) -> None:
    query = parse(question)
    hits = list(SearchQuerySet().filter(query.as_sq())[:5]) if not query.is_empty else []
    assert len(hits) < len(TEXTS)
    Highlighter(query).snippet(TEXTS[5])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_is_read_and_any_text_is_marked(text: str) -> None:
    query = parse(text)
    query.as_sq()
    html = Highlighter(query).html(text)
    rest = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in rest
    assert ">" not in rest


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Radweg", "-Haus", "OR", '"der Weg"', "Bah*", "(", "*", "wer", "§", "ß"]), max_size=8))
def test_every_mixture_of_signs_makes_a_tree(pieces: list[str]) -> None:
    query = parse(" ".join(pieces))
    assert query.is_empty or str(query.as_sq())


def test_highlighting_marks_words_forms_and_parts_and_escapes_the_rest() -> None:
    highlighter = Highlighter(parse("Haltestellen"))
    assert highlighter.html(TEXTS[4]) == "Die <mark>Haltestelle</mark> am Marktplatz."
    html = highlighter.html(TEXTS[5])
    assert "<mark>Straßenbahnhaltestelle</mark>" in html
    assert "&lt;script&gt;" in html
    assert Highlighter(parse('"am Marktplatz"')).html(TEXTS[6]) == "Marktplatz und Rathaus."
    assert Highlighter(parse("Rat*")).html(TEXTS[6]) == "Marktplatz und <mark>Rathaus</mark>."
    assert Highlighter(parse("-Rathaus Marktplatz")).html(TEXTS[6]) == "<mark>Marktplatz</mark> und Rathaus."


def test_a_snippet_is_short_and_names_the_word_a_hit_lands_on() -> None:
    text = "Vorab etwas. " * 60 + "Dann sprechen wir über die Straßenbahn in der Gartenstraße. " + "Und danach. " * 60
    snippet = Highlighter(parse("Gartenstraße Straßenbahn")).snippet(text)
    assert len(snippet.html) < 320
    assert snippet.html.startswith("… ")
    assert "<mark>Gartenstraße</mark>" in snippet.html
    assert snippet.first == text.index("Straßenbahn")
    assert snippet.first_word == "Straßenbahn"
    assert Highlighter(parse("Mond")).snippet(text).first is None


def test_a_question_about_speech_is_known_as_one() -> None:
    assert parse("Was wurde zur Straßenbahn gesagt?").about_speech
    assert parse("Wer sprach über Bäume").about_speech
    assert not parse("Straßenbahn").about_speech
    assert not parse('Straßenbahn "gesagt"').about_speech, "in quotes it is the word itself that is looked for"
    assert not parse("Straßenbahn -gesagt").about_speech
