"""Bytes of an answer → its objects, one after the other, each with the text it came as. Pure.

The page is taken apart by hand, its values by the C parser of the standard library: so a page that breaks off in the middle
still gives what stands before the break, a whole list on one page never lies in memory as objects, and `RawObject` gets
each object letter by letter as it came. Raw control characters are taken (`strict=False`); NaN and Infinity become null.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Generator, Iterator
from typing import Any

DEEPEST = 32
"""Levels of nesting that are kept; OParl itself needs six, GeoJSON five more."""

_SPACE = re.compile(r"[ \t\n\r\x00-\x1f]*")
_NEXT = re.compile(r'"next"\s*:\s*"([^"\\]+)"')
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)


class Unreadable(Exception):
    """What came is no JSON, or not to its end; `code` is a fault's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text_of(body: bytes) -> tuple[str, bool]:
    """The answer as text, and whether it was the UTF-8 it must be; else it is read as Windows-1252, which holds Latin-1."""
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    try:
        return body.decode("cp1252"), False
    except UnicodeDecodeError:
        return body.decode("latin-1"), False


class Sheet:
    """One answer: a page of a list in any of the shapes servers give it, or one object.

    `items()` gives (object, its text) and fills `links` and `total` on the way; they are complete after the last item.
    `single` is True where no list came but one object, which is then the only item.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.links: dict[str, Any] = {}
        self.total: int | None = None
        self.single = False

    def items(self) -> Iterator[tuple[Any, str]]:
        """Raises Unreadable where it cannot be read further; `next` is then looked for in the rest."""
        at = 0
        try:
            at = self._space(0)
            start = self.text[at : at + 1]
            if start == "[":
                yield from self._elements(at)
            elif start == "{":
                yield from self._outer(at)
            else:
                raise Unreadable("not_json")
        except RecursionError:
            raise Unreadable("too_deep") from None
        except ValueError:  # also json.JSONDecodeError, and numbers of thousands of digits
            if found := _NEXT.search(self.text):
                self.links.setdefault("next", found.group(1))
            raise Unreadable("broken_json") from None

    def _outer(self, start: int) -> Iterator[tuple[Any, str]]:
        members: dict[str, Any] = {}
        is_list = False
        at = self._space(start + 1)
        while self.text[at : at + 1] != "}":
            key, at = self._value(at)
            at = self._space(at)
            if not isinstance(key, str) or self.text[at : at + 1] != ":":
                raise ValueError
            at = self._space(at + 1)
            if key == "data" and self.text[at : at + 1] == "[" and "id" not in members and not is_list:
                is_list = True
                at = yield from self._elements(at)
            else:
                members[key], at = self._value(at)
            at = self._space(at)
            if self.text[at : at + 1] == ",":
                at = self._space(at + 1)
            elif self.text[at : at + 1] != "}":
                raise ValueError
        links, pagination = members.get("links"), members.get("pagination")
        self.links = links if isinstance(links, dict) else {}
        total = pagination.get("totalElements") if isinstance(pagination, dict) else None
        self.total = total if type(total) is int else None
        if is_list:
            return
        if isinstance(members.get("data"), dict) and "id" not in members:
            yield members["data"], json.dumps(members["data"], ensure_ascii=False)
            return
        self.single = True
        yield members, self.text[start : at + 1]

    def _elements(self, start: int) -> Generator[tuple[Any, str], None, int]:
        at = self._space(start + 1)
        while self.text[at : at + 1] != "]":
            value, end = self._value(at)
            yield value, self.text[at:end]
            at = self._space(end)
            if self.text[at : at + 1] == ",":
                at = self._space(at + 1)
            elif self.text[at : at + 1] != "]":
                raise ValueError
        return at + 1  # where it goes on, for `yield from`

    def _value(self, at: int) -> tuple[Any, int]:
        return _DECODER.raw_decode(self.text, at)

    def _space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


def shallow(value: Any, most: int = DEEPEST) -> bool:
    """Whether this value nests at most `most` levels; looked at level by level, so nothing overflows."""
    level = [value]
    for _step in range(most + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return True
    return False
