"""From haystack's unified index to tantivy's schema, and from prepared values to documents and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

import tantivy
from django.utils import timezone
from haystack.constants import DJANGO_CT, DJANGO_ID, ID

from search.backends.tantivy.analysis import Analyzer

FORMAT = 1  # raise when the layout below changes: older indexes must be rebuilt
SOURCE = "source__stored"  # one stored field holds what results show, as JSON
PARTS = "__parts"
RAW = "__raw"
MAX_RAW = 1000  # characters of a raw value; longer ones are compared by their beginning
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"[^\W_]+")


class Kind(Enum):
    TEXT = "text"  # analysed only: the document field and what is long
    STRING = "string"  # analysed, and raw for exact, in, facets and order
    KEYWORD = "keyword"  # raw only: facet fields, or analyzer="keyword" on the haystack field
    NGRAM = "ngram"
    EDGE_NGRAM = "edge_ngram"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    STORED = "stored"  # not indexed


ANALYSED = frozenset({Kind.TEXT, Kind.STRING})
GRAMS = frozenset({Kind.NGRAM, Kind.EDGE_NGRAM})
NUMBERS = frozenset({Kind.INTEGER, Kind.FLOAT, Kind.BOOLEAN, Kind.DATE, Kind.DATETIME})


@dataclass(frozen=True, slots=True)
class Field:
    """How one haystack field lies in the index."""

    name: str
    kind: Kind
    stored: bool = True
    multiple: bool = False
    boost: float = 1.0
    document: bool = False

    @property
    def column(self) -> str | None:
        """The tantivy field for exact comparison, facets and order; None when there is none."""
        if self.kind is Kind.STRING:
            return self.name + RAW
        return self.name if self.kind is Kind.KEYWORD or self.kind in NUMBERS else None


class Plan:
    """All fields of an index. `digest` changes when an index built by another plan no longer fits."""

    def __init__(self, searchfields: Mapping[str, Any], analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        fields = [Field(ID, Kind.KEYWORD, False), Field(DJANGO_CT, Kind.KEYWORD), Field(DJANGO_ID, Kind.KEYWORD)]
        fields += [_field(name, searchfield) for name, searchfield in searchfields.items()]
        self.fields = {field.name: field for field in fields}
        self.document = next((field for field in fields if field.document), None)
        self.boosted = [f for f in fields if f.kind in ANALYSED and f.boost != 1.0 and not f.document]
        self.schema = self._schema()

    @property
    def digest(self) -> str:
        shape = sorted((f.name, f.kind.value, f.stored, f.multiple) for f in self.fields.values())
        return hashlib.sha256(json.dumps([FORMAT, self.analyzer.digest, shape]).encode()).hexdigest()[:24]

    def _schema(self) -> tantivy.Schema:
        build = tantivy.SchemaBuilder()
        build.add_bytes_field(SOURCE, stored=True)
        for field in self.fields.values():
            if field.kind in ANALYSED:
                build.add_text_field(field.name, tokenizer_name="whitespace", index_option="position")
                build.add_text_field(field.name + PARTS, tokenizer_name="whitespace", index_option="freq")
            elif field.kind in GRAMS:
                build.add_text_field(field.name, tokenizer_name="whitespace", index_option="freq")
            elif field.kind is Kind.FLOAT:
                build.add_float_field(field.name, indexed=True, fast=True)
            elif field.kind is Kind.BOOLEAN:
                build.add_boolean_field(field.name, indexed=True, fast=True)
            elif field.kind in NUMBERS:
                build.add_integer_field(field.name, indexed=True, fast=True)
            if field.kind in (Kind.STRING, Kind.KEYWORD):
                build.add_text_field(field.column or "", tokenizer_name="raw", index_option="basic", fast=True)
        return build.build()

    def document_of(self, prepared: Mapping[str, Any]) -> tantivy.Document:
        """A tantivy document of what a SearchIndex prepared. ValueError when a value does not fit its field."""
        document = tantivy.Document()
        source: dict[str, Any] = {}
        for name, value in prepared.items():
            field = self.fields.get(name)
            if field is None or value is None:
                continue
            values = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
            if field.stored:
                shown = [_shown(v) for v in values]
                source[name] = shown if field.multiple else shown[0] if shown else None
            self._add(document, field, values)
        document.add_bytes(SOURCE, json.dumps(source, ensure_ascii=False, separators=(",", ":")).encode())
        return document

    def _add(self, document: tantivy.Document, field: Field, values: list[Any]) -> None:
        if field.kind in ANALYSED:
            for value in values:
                words, parts = self.analyzer.terms(clean(str(value)))
                document.add_text(field.name, " ".join(words))
                if parts:
                    document.add_text(field.name + PARTS, " ".join(parts))
        if field.kind in GRAMS:
            for value in values:
                document.add_text(field.name, " ".join(grams(str(value), field.kind)))
        elif field.kind is Kind.FLOAT:
            for value in values:
                document.add_float(field.name, float(value))
        elif field.kind is Kind.BOOLEAN:
            for value in values:
                document.add_boolean(field.name, bool(value))
        elif field.kind in NUMBERS:
            for value in values:
                document.add_integer(field.name, to_integer(value, field.kind))
        elif field.column:
            for value in dict.fromkeys(raw(v) for v in values):  # twice the same would count twice in facets
                document.add_text(field.column, value)

    def restore(self, document: tantivy.Document) -> dict[str, Any]:
        """What a result shows: dates are dates again."""
        source: dict[str, Any] = json.loads(document.get_first(SOURCE) or b"{}")
        for name, value in source.items():
            field = self.fields.get(name)
            if field is not None and field.kind in (Kind.DATE, Kind.DATETIME) and value is not None:
                source[name] = [_date(v, field.kind) for v in value] if field.multiple else _date(value, field.kind)
        return source


def _field(name: str, searchfield: Any) -> Field:
    stored = bool(searchfield.stored) and not getattr(searchfield, "facet_for", None)
    multiple = bool(searchfield.is_multivalued)
    boost = float(searchfield.boost or 1.0)
    document = bool(searchfield.document)
    if not searchfield.indexed:
        kind = Kind.STORED
    elif document:
        kind = Kind.TEXT
    elif searchfield.field_type in {k.value for k in (*GRAMS, *NUMBERS)}:
        kind = Kind(searchfield.field_type)
    elif hasattr(searchfield, "facet_for") or searchfield.analyzer == "keyword":
        kind = Kind.KEYWORD
    elif searchfield.use_template:
        kind = Kind.TEXT
    else:
        kind = Kind.STRING
    return Field(name, kind, stored, multiple, boost, document)


def clean(text: str) -> str:
    """Lone surrogates cannot be written as UTF-8, and NUL ends strings elsewhere: both go."""
    return text if text.isascii() and "\0" not in text else text.encode("utf-8", "ignore").decode().replace("\0", " ")


def raw(value: Any) -> str:
    """How a value is written for exact comparison."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return clean(value.isoformat() if isinstance(value, (date, datetime)) else str(value))[:MAX_RAW]


def to_integer(value: Any, kind: Kind) -> int:
    """Numbers as they are, moments as microseconds since 1970 (naive ones in Django's current time zone),
    days as their midnight in UTC. ValueError for what is neither."""
    if kind is Kind.INTEGER:
        return int(value)
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, date):
        raise ValueError(f"not a date: {value!r}")
    if kind is Kind.DATE:
        day = timezone.localtime(value).date() if isinstance(value, datetime) and timezone.is_aware(value) else value
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    else:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
    since = moment - _EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def from_integer(value: int, kind: Kind) -> Any:
    """The way back from `to_integer`; moments in UTC."""
    if kind not in (Kind.DATE, Kind.DATETIME):
        return value
    moment = datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000)
    return moment.date() if kind is Kind.DATE else moment


def grams(text: str, kind: Kind) -> Iterable[str]:
    """Beginnings of 2 to 15 letters of each word (edge), or all pieces of 3 to 15."""
    for word in _WORD.findall(clean(text).lower()):
        if kind is Kind.EDGE_NGRAM:
            yield from (word[:n] for n in range(2, min(15, len(word)) + 1))
        else:
            yield from {word[i : i + n] for n in range(3, 16) for i in range(len(word) - n + 1)}


def _shown(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, str):
        return clean(value)
    return value if isinstance(value, (int, float, bool)) or value is None else clean(str(value))


def _date(value: str, kind: Kind) -> Any:
    return date.fromisoformat(value[:10]) if kind is Kind.DATE else datetime.fromisoformat(value)
