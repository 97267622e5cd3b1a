"""The tantivy backend keeps what haystack's API promises, on the real engine."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from haystack import connections
from haystack.backends import SQ
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.inputs import AutoQuery, Clean, Exact, Not, Raw
from haystack.models import SearchResult
from haystack.query import SearchQuerySet

from search.backends.tantivy_backend import IndexOutdated, Words
from tests.search.conftest import NoteIndex, note

NOTES = [
    note(1, "Der alte Hafen wird saniert", title="Hafen", author="Anna Ahrens", tags=["bau", "hafen"], price=1.5),
    note(2, "Der neue Hafen bleibt geschlossen", author="Bruno", tags=["hafen"], doors=["members:1"], secret=True),
    note(3, "Ein Radweg am alten Fluss", title="Radweg am Hafen", author="Anna Ahrens", tags=["bau", "rad"]),
    note(4, "Die Brücke über den Fluss, der alte Weg", author="Clara", pages=None, tags=["rad", "rad"]),
    note(5, "<b>Hafen</b> & mehr", author="Bruno", doors=["office:1", "members:1"]),
]


@pytest.fixture
def filled(notes: Any) -> Any:
    notes.update(NoteIndex(), NOTES)
    return notes


def found(query: Any) -> list[int]:
    return [int(result.pk) for result in query]


def pks(query: Any) -> set[int]:
    return set(found(query))


def test_words_phrases_and_their_opposites(filled: Any) -> None:
    search = SearchQuerySet()
    assert pks(search.filter(content="hafen")) == {1, 2, 5}
    assert pks(search.filter(content="alte hafen")) == {1}
    assert pks(search.filter(content=Exact("alte Hafen"))) == {1}
    assert pks(search.filter(content=Exact("Hafen alte"))) == set()
    assert pks(search.exclude(content="hafen")) == {3, 4}
    assert pks(search.filter(SQ(content="radweg") | SQ(content="geschlossen"))) == {2, 3}
    assert pks(search.filter(~SQ(content="hafen") | SQ(content="saniert"))) == {1, 3, 4}
    assert pks(search.filter(content="fluss").exclude(author="Clara")) == {3}
    assert pks(search.filter(content=Not("hafen"))) == {3, 4}
    assert pks(search.filter(content=Clean("hafen"))) == {1, 2, 5}
    assert pks(search.filter(content="fehlt")) == set()
    assert pks(search.filter(nowhere="hafen")) == set()


def test_at_least_so_many_words(filled: Any) -> None:
    search = SearchQuerySet()
    assert pks(search.filter(content=Words("alte hafen fluss", minimum=2))) == {1, 4}
    assert pks(search.filter(content=Words("alte hafen fluss", minimum=1))) == {1, 2, 4, 5, 3}
    assert pks(search.filter(content=Words("alte fluss"))) == {4}


def test_auto_query_and_raw_strings(filled: Any) -> None:
    search = SearchQuerySet()
    assert pks(search.auto_query('"alte hafen"')) == {1}
    assert pks(search.auto_query("hafen -saniert")) == {2, 5}
    assert pks(search.filter(content=Raw("author_exact:Bruno AND NOT geschlossen"))) == {5}
    assert pks(search.raw_search('(radweg OR brücke) author_exact:"Anna Ahrens"')) == {3}
    assert pks(search.raw_search("pages:[2 TO 3]")) == {2, 3}
    assert pks(search.filter(content=AutoQuery("haf*"))) == {1, 2, 5}


@pytest.mark.parametrize(
    ("lookup", "value", "expected"),
    [
        ("content__startswith", "haf", {1, 2, 5}),
        ("content__startswith", "alte haf", {1}),
        ("content__endswith", "weg", {3, 4}),
        ("content__contains", "lte", {1, 3, 4}),
        ("content__fuzzy", "hafem", {1, 2, 5}),
        ("author__exact", "Anna Ahrens", {1, 3}),
        ("author__exact", "Anna", set()),
        ("author", "ahrens", {1, 3}),
        ("author__in", ["Bruno", "Clara"], {2, 4, 5}),
        ("author__in", [], set()),
        ("author__gt", "Bruno", {4}),
        ("author__lte", "Bruno", {1, 2, 3, 5}),
        ("author_exact__startswith", "Anna", {1, 3}),
        ("author_exact__contains", "run", {2, 5}),
        ("tags", "hafen", {1, 2}),
        ("tags__exact", "rad", {3, 4}),
        ("doors", "members:1", {2, 5}),
        ("doors__in", ["all", "office:1"], {1, 3, 4, 5}),
        ("pages", 3, {3}),
        ("pages__gt", 2, {3, 5}),
        ("pages__gte", 2, {2, 3, 5}),
        ("pages__lt", 2, {1}),
        ("pages__range", (2, 3), {2, 3}),
        ("pages__in", [1, 5], {1, 5}),
        ("price__lte", 1.5, {1, 2, 3} - {2} | {2}),
        ("price", 2.5, {5}),
        ("secret", True, {2}),
        ("secret", False, {1, 3, 4, 5}),
        ("day", date(2024, 1, 3), {2}),
        ("day__gte", date(2024, 1, 5), {4, 5}),
        ("written__lt", datetime(2024, 1, 3, 12, tzinfo=UTC), {1}),
        ("written__lte", "2024-01-03T12:00:00+00:00", {1, 2}),
        ("written", date(2024, 1, 4), {3}),
        ("written__range", [date(2024, 1, 2), date(2024, 1, 4)], {1, 2}),
        ("typed", "rad", {3}),
        ("typed", "Ha", {1, 3}),
        ("pages", "viele", set()),
    ],
)
def test_lookups(filled: Any, lookup: str, value: Any, expected: set[int]) -> None:
    assert pks(SearchQuerySet().filter(**{lookup: value})) == expected


def test_results_bring_their_values_back(filled: Any) -> None:
    result = SearchQuerySet().filter(author__exact="Clara")[0]
    assert isinstance(result, SearchResult)
    assert (result.app_label, result.model_name, result.pk, result.id) == ("auth", "group", "4", "auth.group.4")
    assert result.written == datetime(2024, 1, 5, 12, tzinfo=UTC)
    assert result.day == date(2024, 1, 5)
    assert result.tags == ["rad", "rad"]
    assert result.pages is None
    assert list(SearchQuerySet().filter(author__exact="Clara").values_list("pk", "author")) == [["4", "Clara"]]

    class Own(SearchResult):  # type: ignore[misc]
        pass

    assert isinstance(SearchQuerySet().result_class(Own).filter(content="hafen")[0], Own)


def test_order_by_one_field_or_several_with_the_unknown_last(filled: Any) -> None:
    search = SearchQuerySet()
    assert found(search.order_by("-written")) == [5, 4, 3, 2, 1]
    assert found(search.order_by("pages"))[-1] == 4
    assert found(search.order_by("-pages")) == [5, 3, 2, 1, 4]
    assert found(search.order_by("author", "-written")) == [3, 1, 5, 2, 4]
    assert found(search.order_by("-author", "pages")) == [4, 2, 5, 1, 3]
    assert found(search.filter(content="hafen").order_by("-author", "-pages")[1:3]) == [2, 1]
    with pytest.raises(SearchBackendError):
        list(search.order_by("text"))


def test_slices_count_and_pages(filled: Any) -> None:
    search = SearchQuerySet().order_by("written")
    assert len(search) == 5
    assert found(search[1:3]) == [2, 3]
    assert search[4].pk == "5"
    assert found(search[10:20]) == []
    assert SearchQuerySet().filter(content="hafen").count() == 3


def test_a_field_with_boost_lifts_and_a_boosted_word_too(filled: Any) -> None:
    assert found(SearchQuerySet().filter(content="hafen"))[0] == 1  # its title says so too
    assert found(SearchQuerySet().filter(content="fluss").boost("radweg", 5.0))[0] == 3
    assert found(SearchQuerySet().filter(content="fluss").boost("brücke", 5.0))[0] == 4


def test_narrow_and_models_filter_without_ranking(filled: Any) -> None:
    search = SearchQuerySet().filter(content="hafen")
    assert pks(search.narrow("doors:all")) == {1}
    assert pks(search.narrow('doors:"members:1"')) == {2, 5}
    assert pks(search.narrow(SQ(doors__in=["all", "office:1"]))) == {1, 5}
    assert search.narrow("doors:all")[0].score == pytest.approx(search[0].score)
    from django.contrib.auth.models import Group

    assert pks(search.models(Group)) == {1, 2, 5}


def test_facets_count_exactly_and_each_document_once(filled: Any) -> None:
    counts = SearchQuerySet().facet("author").facet("tags").facet("written").facet_counts()["fields"]
    assert counts["author"] == [("Anna Ahrens", 2), ("Bruno", 2), ("Clara", 1)]
    assert counts["tags"] == [("bau", 2), ("hafen", 2), ("rad", 2)]
    assert (datetime(2024, 1, 2, 12, tzinfo=UTC), 1) in counts["written"]
    narrowed = SearchQuerySet().filter(content="hafen").narrow("doors:all").facet("author", limit=1)
    assert narrowed.facet_counts()["fields"]["author"] == [("Anna Ahrens", 1)]


def test_facets_stay_exact_above_a_thousand_values(notes: Any) -> None:
    rows = [note(n, "viel", author=f"Person {n % 1500}", tags=[f"t{n % 3}"]) for n in range(3000)]
    notes.update(NoteIndex(), rows)
    counts = SearchQuerySet().filter(content="viel").facet("author").facet("tags").facet_counts()["fields"]
    assert len(counts["author"]) == 1500
    assert {count for _, count in counts["author"]} == {2}
    assert counts["tags"] == [("t0", 1000), ("t1", 1000), ("t2", 1000)]


def test_date_and_query_facets(filled: Any) -> None:
    search = SearchQuerySet().date_facet("written", date(2024, 1, 1), date(2024, 2, 1), "day", 2)
    assert sum(count for _, count in search.facet_counts()["dates"]["written"]) == 5
    search = SearchQuerySet().query_facet("author", "Bruno")
    assert list(search.facet_counts()["queries"].values()) == [2]


def test_highlight_marks_and_escapes(filled: Any) -> None:
    results = {r.pk: r.highlighted["text"][0] for r in SearchQuerySet().filter(content="hafen").highlight()}
    assert results["1"] == "Der alte <mark>Hafen</mark> wird saniert"
    assert results["5"] == "&lt;b&gt;<mark>Hafen</mark>&lt;/b&gt; &amp; mehr"


def test_more_like_this_leaves_itself_out(filled: Any) -> None:
    alike = SearchQuerySet().more_like_this(NOTES[3])
    assert 4 not in pks(alike)
    assert 3 in pks(alike)
    assert pks(SearchQuerySet().filter(author__exact="Bruno").more_like_this(NOTES[0])) <= {2, 5}


def test_update_replaces_remove_and_clear_take_away(filled: Any) -> None:
    filled.update(NoteIndex(), [note(1, "Etwas ganz anderes")])
    assert pks(SearchQuerySet().filter(content="saniert")) == set()
    assert pks(SearchQuerySet().filter(content="anderes")) == {1}
    assert SearchQuerySet().count() == 5
    filled.remove(NOTES[0])
    filled.remove("auth.group.2")
    assert pks(SearchQuerySet().all()) == {3, 4, 5}
    from django.contrib.auth.models import Group

    filled.clear(models=[Group])
    assert SearchQuerySet().count() == 0
    filled.update(NoteIndex(), NOTES)
    filled.clear()
    assert SearchQuerySet().count() == 0


def test_a_document_may_skip_itself(notes: Any) -> None:
    class Picky(NoteIndex):
        def prepare(self, obj: Any) -> Any:
            if obj.pk == 2:
                raise SkipDocument
            return super().prepare(obj)

    notes.update(Picky(), NOTES)
    assert pks(SearchQuerySet().all()) == {1, 3, 4, 5}


def test_bad_values_raise_or_are_left_out_as_silently_fail_says(use_engine: Any, tmp_path: Path) -> None:
    bad = note(9, "schlecht", pages="viele")
    backend = use_engine(tmp_path / "loud", [NoteIndex()])
    with pytest.raises(ValueError, match="viele"):
        backend.update(NoteIndex(), [NOTES[0], bad])
    assert SearchQuerySet().count() == 0
    backend = use_engine(tmp_path / "silent", [NoteIndex()], SILENTLY_FAIL=True)
    backend.update(NoteIndex(), [NOTES[0], bad])
    assert pks(SearchQuerySet().all()) == {1}
    assert list(SearchQuerySet().order_by("text")) == []


def test_nothing_indexed_yet_answers_with_nothing(notes: Any) -> None:
    search = SearchQuerySet().filter(content="hafen").facet("author")
    assert (search.count(), list(search), search.facet_counts()) == (0, [], {})


def test_an_index_of_another_analysis_is_not_read_wrongly(filled: Any, use_engine: Any, tmp_path: Path) -> None:
    backend = use_engine(tmp_path / "index", [NoteIndex()], ANALYZER="search.german.GermanAnalyzer")
    with pytest.raises(IndexOutdated):
        list(SearchQuerySet().filter(content="hafen"))
    with pytest.raises(IndexOutdated):
        backend.update(NoteIndex(), NOTES)
    with backend.rebuilding():
        backend.update(NoteIndex(), NOTES)
    assert pks(SearchQuerySet().filter(content="Häfen")) == {1, 2, 5}


HOSTILE = [
    "AND OR",
    "(",
    ")))(((",
    "*",
    "**",
    "10..20",
    '"',
    '""" "',
    "\ud800",
    "a\0b",
    "x" * 10_000,
    "wort " * 2_000,
    "[a TO",
    "text:[* TO *]",
    "-",
    "--- -",
    "NOT",
    "NOT NOT NOT",
    "\\",
    "field:",
    ":::",
    "' OR 1=1 --",
    "(" * 500 + "a" + ")" * 500,
    "🏛️ 𝕳𝖆𝖋𝖊𝖓",
    "ǰ̱ İ ß",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(filled: Any, text: str) -> None:
    search = SearchQuerySet()
    for query in (
        search.filter(content=text),
        search.auto_query(text),
        search.filter(content=Exact(text)),
        search.filter(content__startswith=text),
        search.filter(author__exact=text),
        search.filter(author_exact__contains=text),
        search.raw_search(text or " "),
        search.narrow(text),
        search.filter(written__gt=text),
    ):
        assert len(query.highlight()[:5]) <= 5


def test_german_compounds_are_found_by_part_but_rank_below_the_word(use_engine: Any, tmp_path: Path) -> None:
    backend = use_engine(tmp_path / "german", [NoteIndex()], ANALYZER="search.german.GermanAnalyzer")
    rows = [
        note(1, "Die Straßenbahnhaltestelle ist barrierefrei"),
        note(2, "Diese Haltestelle ist barrierefrei"),
        note(3, "Kindertagesstätten der Stadt"),
    ]
    backend.update(NoteIndex(), rows)
    search = SearchQuerySet()
    assert found(search.filter(content="Haltestellen")) == [2, 1]
    assert found(search.filter(content=Exact("Haltestelle"))) == [2]
    assert found(search.filter(content="strassenbahnhaltestelle")) == [1]
    assert found(search.filter(content="Kita")) == [3]
    assert found(search.filter(content__startswith="Haltestellen")) == [2]
    assert connections["default"].get_backend() is backend
