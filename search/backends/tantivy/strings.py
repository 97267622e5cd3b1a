"""Query strings written by programmers (`narrow`, `raw_search`, AutoQuery) → SQ trees.

    kind:speech AND (year:2024 OR year:2025) AND NOT organization_exact:"Stadtrat" "a phrase" word* -without
    date:[2024-01-01 TO *]

Never fails: what is not understood is text.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, unquote

from haystack.backends import SQ, SearchNode
from haystack.inputs import Clean, Exact, Not, Raw

from search.backends.tantivy.inputs import Words

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\)) |
        (?P<minus>-(?=\S)) |
        (?:(?P<field>[A-Za-z_]\w*):)?(?:"(?P<quoted>[^"]*)" | \[(?P<low>\S+)\s+TO\s+(?P<high>\S+)\] | (?P<word>[^\s()"]+))
        | (?P<other>["()])
    )""",
    re.VERBOSE,
)
MAX_TOKENS = 200
MAX_DEPTH = 20
_PACKED = "~json~"  # before a value of any type, written by `fragment`
_INPUTS = {"exact": Exact, "not": Not, "raw": Raw, "auto_query": Raw}


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = [match.groupdict() for match in _TOKEN.finditer(text)][:MAX_TOKENS]
        self.at = 0

    def peek(self) -> dict[str, str | None] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def is_word(self, *words: str) -> bool:
        token = self.peek()
        return bool(token and token["field"] is None and token["word"] in words)

    def either(self, depth: int) -> SearchNode | None:
        node = self.both(depth)
        while self.is_word("OR"):
            self.at += 1
            other = self.both(depth)
            node = node | other if node is not None and other is not None else node or other
        return node

    def both(self, depth: int) -> SearchNode | None:
        node: SearchNode | None = None
        while (token := self.peek()) is not None and not token["close"] and not self.is_word("OR"):
            if self.is_word("AND"):
                self.at += 1
                continue
            other = self.one(depth)
            if other is not None:
                node = other if node is None else node & other
        return node

    def one(self, depth: int) -> SearchNode | None:
        token = self.tokens[self.at]
        self.at += 1
        if token["minus"] or (token["word"] == "NOT" and token["field"] is None):
            following = self.peek()
            if following is None or following["close"]:
                return None
            inner = self.one(depth)
            return None if inner is None else ~inner
        if token["open"]:
            if depth >= MAX_DEPTH:
                return None
            inner = self.either(depth + 1)
            closing = self.peek()
            if closing is not None and closing["close"]:
                self.at += 1
            return inner
        return _condition(token)


def _condition(token: dict[str, str | None]) -> SQ | None:
    field = token["field"] or "content"
    if token["low"] is not None:
        return SQ(**{f"{field}__range": (token["low"], token["high"])})
    if token["quoted"] is not None:
        return SQ(**{f"{field}__exact": token["quoted"]} if token["field"] else {field: Exact(token["quoted"])})
    word = token["word"]
    if not word:
        return None
    if word.startswith(_PACKED):
        return _unpack(field, word)
    if word.endswith("*") and len(word) > 1:
        return SQ(**{f"{field}__startswith": word[:-1]})
    return SQ(**{field: word})


def parse(text: str) -> SearchNode:
    """The tree of a query string; `*` and an empty one match everything."""
    if text.strip() in ("", "*"):
        return SearchNode()
    parser = _Parser(text)
    node: SearchNode | None = None
    while parser.peek() is not None:
        found = parser.either(0)
        if found is not None:
            node = found if node is None else node & found
        if parser.peek() is not None:  # a closing bracket nobody opened
            parser.at += 1
    if node is None:
        return SearchNode([("content", text)])
    return node


def fragment(name: str, lookup: str, value: Any) -> str:
    """One condition as text that `parse` reads back, whatever its value."""
    packed: dict[str, Any] = {"value": value}
    if hasattr(value, "input_type_name"):
        packed = {"value": value.query_string, "input": value.input_type_name}
        packed["minimum"] = getattr(value, "minimum", None)
    elif isinstance(value, (set, frozenset, tuple)) or hasattr(value, "values_list"):
        packed["value"] = list(value)
    return f"{name}__{lookup}:{_PACKED}{quote(json.dumps(packed, default=str), safe='')}"


def _unpack(expression: str, word: str) -> SQ | None:
    try:
        packed = json.loads(unquote(word.removeprefix(_PACKED)))
        value, kind = packed["value"], packed.get("input")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if kind == "words":
        value = Words(value, minimum=packed.get("minimum"))
    elif kind is not None:
        value = _INPUTS.get(kind, Clean)(value)
    return SQ(**{expression: value})
