"""From haystack's SQ trees to tantivy's query objects. Text is analysed or compared, never parsed by tantivy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

import tantivy
from haystack.backends import SearchNode
from tantivy import FieldType, Occur, Query

from search.backends.tantivy.analysis import Way
from search.backends.tantivy.inputs import Words
from search.backends.tantivy.schema import (
    ANALYSED,
    GRAMS,
    NUMBERS,
    PARTS,
    Field,
    Kind,
    Plan,
    clean,
    raw,
    to_integer,
)

MAX_VALUES = 10_000  # of a raw field looked through for gt, lt, range, contains and endswith
TIE = 0.2  # how much the second best way to find a word adds


class QueryBuilder:
    """Builds queries against one searcher (raw ranges and pieces of words look into its dictionary)."""

    def __init__(self, plan: Plan, searcher: tantivy.Searcher | None, parse: Callable[[str], SearchNode]) -> None:
        self.plan, self.schema, self.searcher, self.parse = plan, plan.schema, searcher, parse

    # Trees

    def tree(self, node: SearchNode) -> Query:
        """The query of a tree; an empty one matches everything."""
        children = [self._child(child) for child in node.children]
        if not children:
            return Query.all_query()
        joined = any_of(children) if node.connector == "OR" else all_of(children)
        return not_(joined) if node.negated else joined

    def _child(self, child: Any) -> Query:
        if isinstance(child, SearchNode):
            return self.tree(child)
        expression, value = child
        name, lookup = SearchNode().split_expression(expression)
        return self.lookup(name, lookup, value)

    def lookup(self, name: str, lookup: str, value: Any) -> Query:
        """One condition. An unknown field matches nothing; a value that does not fit its field neither."""
        field = self.plan.document if name == "content" else self.plan.fields.get(name)
        if field is None or field.kind is Kind.STORED:
            return Query.empty_query()
        kind = getattr(value, "input_type_name", None)
        if kind in ("raw", "auto_query"):
            return self.tree(self.parse(str(value.query_string)))
        if kind == "not":
            return not_(self.lookup(name, lookup, str(value.query_string)))
        if kind == "exact":
            return self.exact(field, str(value.query_string), phrase=True)
        minimum = value.minimum if isinstance(value, Words) else None
        if kind is not None:
            value = value.query_string
        if hasattr(value, "values_list"):
            value = list(value)
        try:
            return self._by_lookup(field, lookup, value, minimum, ranked=name == "content")
        except (ValueError, TypeError, OverflowError):
            return Query.empty_query()

    def _by_lookup(self, field: Field, lookup: str, value: Any, minimum: int | None, *, ranked: bool) -> Query:
        if lookup == "in":
            return any_of([self.exact(field, one) for one in value])
        if lookup == "range":
            low, high = value
            return self.between(field, low, high)
        if lookup in ("gt", "gte"):
            return self.between(field, value, None, include_low=lookup == "gte")
        if lookup in ("lt", "lte"):
            return self.between(field, None, value, include_high=lookup == "lte")
        if lookup == "exact" or (field.kind not in ANALYSED and field.kind not in GRAMS and lookup == "content"):
            return self.exact(field, value)
        text = clean(str(value))
        if lookup == "startswith":
            return self.startswith(field, text)
        if lookup in ("contains", "endswith"):
            return self.piece(field, text, at_end=lookup == "endswith")
        if lookup == "fuzzy":
            return self.fuzzy(field, text)
        return self.content(field, text, minimum, ranked=ranked)

    # Conditions

    def content(self, field: Field, text: str, minimum: int | None = None, *, ranked: bool = False) -> Query:
        """Words of a text in any order. Fields with a boost of their own add to the rank of `content` hits."""
        if field.kind in GRAMS:
            terms = [term[:15] for term in self.plan_words(text)]
            return all_of([Query.term_query(self.schema, field.name, term) for term in terms]) if terms else nothing()
        groups = self.plan.analyzer.question(text)
        if not groups:
            return nothing()
        found = self._groups(field, groups, minimum)
        if not ranked or not self.plan.boosted:
            return found
        extra = [
            (Occur.Should, Query.boost_query(self._groups(other, groups, 1), other.boost))
            for other in self.plan.boosted
        ]
        return Query.boolean_query([(Occur.Must, found), *extra])

    def _groups(self, field: Field, groups: Iterable[Iterable[Way]], minimum: int | None) -> Query:
        words = [self._ways(field, ways) for ways in groups]
        if minimum is None or minimum >= len(words):
            return all_of(words)
        return Query.boolean_query(
            [(Occur.Should, word) for word in words], minimum_number_should_match=max(1, minimum)
        )

    def _ways(self, field: Field, ways: Iterable[Way]) -> Query:
        queries = []
        for way in ways:
            name = field.name + PARTS if way.within == "parts" else field.name
            query = self._sequence(name, list(way.terms))
            queries.append(query if way.weight == 1.0 else Query.boost_query(query, way.weight))
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, tie_breaker=TIE)

    def _sequence(self, name: str, terms: list[str]) -> Query:
        if len(terms) == 1:
            return Query.term_query(self.schema, name, terms[0])
        return Query.phrase_query(self.schema, name, list(terms))

    def exact(self, field: Field, value: Any, *, phrase: bool = False) -> Query:
        """The very value; in analysed text the very phrase."""
        if field.kind in NUMBERS:
            return self._number(field, value)
        if field.column and not phrase:
            return neutral(Query.term_query(self.schema, field.column, raw(value), "basic"))
        if field.kind is Kind.KEYWORD:
            return neutral(Query.term_query(self.schema, field.name, raw(value), "basic"))
        if field.kind in GRAMS:
            return self.content(field, str(value))
        terms = self.plan.analyzer.phrase(clean(str(value)))
        return self._sequence(field.name, terms) if terms else nothing()

    def _number(self, field: Field, value: Any) -> Query:
        if field.kind is Kind.BOOLEAN:
            flag = value if isinstance(value, bool) else str(value).lower() in ("true", "1", "t", "yes")
            return neutral(Query.term_query(self.schema, field.name, flag, "basic"))
        if field.kind is Kind.DATETIME and isinstance(value, date) and not isinstance(value, datetime):
            return self.between(field, value, value + timedelta(days=1), include_high=False)
        return self.between(field, value, value)

    def between(
        self, field: Field, low: Any, high: Any, *, include_low: bool = True, include_high: bool = True
    ) -> Query:
        """Values from `low` to `high`; None leaves an end open."""
        if low == "*":
            low = None
        if high == "*":
            high = None
        if low is None and high is None:
            return Query.all_query()
        if field.kind in (Kind.INTEGER, Kind.DATE, Kind.DATETIME):
            ends = [None if end is None else to_integer(end, field.kind) for end in (low, high)]
            kind = FieldType.Integer
        elif field.kind is Kind.FLOAT:
            ends = [None if end is None else float(end) for end in (low, high)]  # type: ignore[misc]
            kind = FieldType.Float
        elif field.column:
            return self._raw_between(field.column, low, high, include_low, include_high)
        else:
            return nothing()
        query = Query.range_query(self.schema, field.name, kind, ends[0], ends[1], include_low, include_high)
        return neutral(query)

    def _raw_between(self, column: str, low: Any, high: Any, include_low: bool, include_high: bool) -> Query:
        floor, roof = (None if end is None else raw(end) for end in (low, high))

        def inside(value: str) -> bool:
            above = floor is None or value > floor or (include_low and value == floor)
            return above and (roof is None or value < roof or (include_high and value == roof))

        return self._raw_where(column, inside, _common_beginning(floor or "", roof or ""))

    def _raw_where(self, column: str, wanted: Callable[[str], bool], beginning: str = "") -> Query:
        values = [value for value in self._values(column, beginning) if wanted(value)]
        return neutral(Query.term_set_query(self.schema, column, values)) if values else nothing()

    def _values(self, column: str, beginning: str) -> list[str]:
        found = self.searcher.terms_with_prefix(column, beginning, limit=MAX_VALUES) if self.searcher else []
        return [value for value, _ in found]

    def startswith(self, field: Field, text: str) -> Query:
        """Text whose words go on like this: `bebau` finds Bebauungsplan, `neue halte` the phrase."""
        if field.kind is Kind.KEYWORD:
            values = self._values(field.name, raw(text))
            return neutral(Query.term_set_query(self.schema, field.name, values)) if values else nothing()
        if field.kind not in ANALYSED:
            return self.content(field, text) if field.kind in GRAMS else nothing()
        before, beginning, also = self.plan.analyzer.prefix(text)
        if not beginning:
            return nothing()
        if before:
            ends = [Query.phrase_prefix_query(self.schema, field.name, [*before, beginning])]
            if also != beginning:
                ends.append(Query.phrase_query(self.schema, field.name, [*before, also]))
            return any_of(ends)
        ways = [Query.regex_query(self.schema, field.name, re.escape(beginning) + ".*")]
        if also != beginning:
            ways.append(Query.term_query(self.schema, field.name, also))
        return any_of(ways)

    def piece(self, field: Field, text: str, *, at_end: bool) -> Query:
        """Values or words that contain a piece, or end with it."""
        if field.kind is Kind.KEYWORD:
            wanted = raw(text)
            return self._raw_where(field.name, lambda v: v.endswith(wanted) if at_end else wanted in v)
        if field.kind not in ANALYSED:
            return self.exact(field, text)
        before, piece, also = self.plan.analyzer.prefix(text)
        if not piece:
            return nothing()
        tail = "" if at_end else ".*"
        ways = [Query.regex_query(self.schema, field.name, ".*" + re.escape(end) + tail) for end in {piece, also}]
        return all_of([*(Query.term_query(self.schema, field.name, term) for term in before), any_of(ways)])

    def fuzzy(self, field: Field, text: str) -> Query:
        """Words one letter off (two from eight letters on)."""
        terms = self.plan.analyzer.phrase(text) if field.kind in ANALYSED else [raw(text)]
        name = field.name if field.kind in ANALYSED else field.column
        if not terms or name is None or field.kind in NUMBERS:
            return nothing()
        return all_of([Query.fuzzy_term_query(self.schema, name, term, 2 if len(term) >= 8 else 1) for term in terms])

    def plan_words(self, text: str) -> list[str]:
        return [word for word in re.findall(r"[^\W_]+", text.lower()) if len(word) > 1]


def _common_beginning(one: str, other: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in same)


def all_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: list[Query]) -> Query:
    if not queries:
        return nothing()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def not_(query: Query) -> Query:
    """Everything else. tantivy finds nothing for a query of exclusions alone."""
    return Query.boolean_query([(Occur.Must, neutral(Query.all_query())), (Occur.MustNot, query)])


def neutral(query: Query) -> Query:
    """A filter: it decides, but does not rank."""
    return Query.const_score_query(query, 0.0)


def nothing() -> Query:
    return Query.empty_query()
