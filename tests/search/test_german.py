"""German words meet in all their spellings and forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.german import GermanAnalyzer, analyse, fold, parts_of, read_synonyms, stem


@pytest.mark.parametrize(
    "forms",
    [
        ("Straße", "Strasse", "STRASSEN", "straßen", "Straße"),
        ("München", "Muenchen", "MÜNCHEN", "München"),
        ("Bäcker", "Baecker"),
        ("Gemeinderat", "Gemeinderäte", "Gemeinderaete", "Gemeinderates"),
        ("Haus", "Häuser", "haeuser", "Häusern"),
        ("Beschluss", "Beschlüsse", "Beschluß"),
        ("Gebühr", "Gebühren", "Gebuehren"),
        ("Haus\u00adhalt", "Haushalt"),
        ("Café", "Cafe"),
    ],
)
def test_spellings_and_forms_of_a_word_are_one_term(forms: tuple[str, ...]) -> None:
    assert len({tuple(t.term for t in analyse(form) if not t.part) for form in forms}) == 1


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("Straßenbahnhaltestelle", "Haltestelle"),
        ("Strassenbahnhaltestellen", "Straßenbahn"),
        ("Klimaschutzkonzept", "Konzept"),
        ("Haushaltssatzung", "Satzung"),
        ("Radverkehrskonzept", "Radverkehr"),
        ("Mietspiegel", "Miete"),
        ("Schulhaus", "Schule"),
    ],
)
def test_compounds_hold_their_parts(word: str, part: str) -> None:
    assert stem(part) in parts_of(word)


@pytest.mark.parametrize("word", ["Fraktion", "Oberbürgermeisterin", "Verkehrsberuhigung", "Oppau", "x" * 300])
def test_what_is_no_compound_stays_whole(word: str) -> None:
    assert parts_of(word) == ()


def test_offsets_are_those_of_the_text_whatever_folding_does() -> None:
    text = "  Die Größe (in m²) der Straßenbahnhaltestelle – B-Plan W_104, §34: İstanbul"
    for token in analyse(text):
        assert text[token.start : token.end].strip() == text[token.start : token.end] != ""
    by_term = {token.term: text[token.start : token.end] for token in analyse(text)}
    assert by_term[stem("Haltestelle")] == "Straßenbahnhaltestelle"
    assert by_term["104"] == "104"
    assert [t.position for t in analyse("a b-c") if not t.part] == [0, 1, 2]


def test_references_stay_together_in_questions() -> None:
    analyzer = GermanAnalyzer()
    assert [ways[0].terms for ways in analyzer.question("B-Plan 1368/2027 § 34")] == [
        ("b", "plan"),
        ("1368", "2027"),
        ("34",),
    ]


def test_synonyms_lead_both_ways_and_the_list_is_clean() -> None:
    table = read_synonyms(["kita = kindertagesstätte # Kinder", "", "# nur ein Wort", "s-bahn = sbahn"])
    assert table[(stem("Kita"),)] == ((stem("Kindertagesstätten"),),)
    assert table[(stem("Kindertagesstätte"),)] == ((stem("Kita"),),)
    assert table[("s", "bahn")] == (("sbahn",),)
    shipped = Path("search/data/synonyms.txt").read_text(encoding="utf-8")
    assert ("ob",) not in read_synonyms(shipped.splitlines())


def test_fold_never_fails_on_odd_characters() -> None:
    for odd in ("\ud800", "\0", "ﬁ", "Ⅷ", "ẞ", "ǅ", "𝕳"):
        assert isinstance(fold(odd), str)
        analyse(odd)
