"""One style sheet of many for the wire: imports joined, and of KERN only what some page of ours uses.

Pure: texts in, text out. A rule goes when every selector of it names a `kern-` class that no template, script or form of ours
names; a custom property of KERN's goes when nothing left asks for it. Whatever is not understood stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

import tinycss2

CLASS = re.compile(r"\.(kern-[\w-]+)")
NEGATED = re.compile(r":not\([^()]*\)")
ASKED_FOR = re.compile(r"var\(\s*(--kern-[\w-]+)")
NAMED = re.compile(r"\bkern-\w[\w-]*")
STRING_OR_GAP = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:\s|/\*.*?\*/)+""", re.DOTALL)
PROPERTY = re.compile(r"(?<=[{;])\s*(--kern-[\w-]+)\s*:[^;{}\"']*(?:;|(?=}))")
NESTING = {"media", "supports", "layer", "container"}


class Unjoinable(Exception):
    """An imported sheet asks for files relative to itself (`relative_url`), which would be looked for elsewhere; with its name."""

    def __init__(self, code: str, name: str) -> None:
        self.code, self.name = code, name
        super().__init__(f"{code} {name}")


def joined(text: str, read: Callable[[str], str]) -> str:
    """The sheet with its imports in their places; `read` gives what stands behind an address in `url("…")`. Layers stay."""
    parts = []
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "import":
            parts.append(rule.serialize())
            continue
        address = _address(rule.prelude)
        layer = next(
            (token for token in rule.prelude if token.type == "function" and token.lower_name == "layer"), None
        )
        inner = joined(read(address), read).removeprefix('@charset "UTF-8";').strip()
        if "/" in address and re.search(r"""url\(\s*["']?(?!data:|#|["'])""", inner):
            raise Unjoinable("relative_url", address)
        parts.append(f"@layer {tinycss2.serialize(layer.arguments)}{{{inner}}}" if layer else inner)
    return "\n".join(parts)


def named_classes(texts: Iterable[str]) -> frozenset[str]:
    """Every `kern-` class that these templates, scripts and modules name."""
    return frozenset(name for text in texts for name in NAMED.findall(text))


def without_unused(text: str, used: Collection[str], also: Iterable[str] = ()) -> str:
    """The sheet without rules for classes that nobody uses, then without KERN's properties that nothing asks for.

    `also` are sheets that come beside it and may ask for properties.
    """
    rules = _kept(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), used)
    outside = {name for sheet in also for name in ASKED_FOR.findall(sheet)}
    while True:
        fewer = _without_properties(rules, outside | set(ASKED_FOR.findall(rules)))
        if fewer == rules:
            return squeezed(rules)
        rules = fewer


def _without_properties(text: str, asked_for: Collection[str]) -> str:
    return PROPERTY.sub(lambda found: found[0] if found[1] in asked_for else "", text)


def squeezed(text: str) -> str:
    """Without comments, and with one space where there were many."""
    return STRING_OR_GAP.sub(lambda found: found[1] or " ", text).strip()


def _address(prelude: Iterable[Any]) -> str:
    """What an @import names: `url(a)`, `url("a")` or `"a"`."""
    first = next(token for token in prelude if token.type != "whitespace")
    return str(first.arguments[0].value if first.type == "function" else first.value)


def _kept(rules: Iterable[Any], used: Collection[str]) -> str:
    parts = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _is_used(one, used)]
            if selectors:
                parts.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTING and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if within := _kept(inner, used):
                parts.append(f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{within}}}")
        elif rule.type != "error":
            parts.append(rule.serialize())
    return "\n".join(parts)


def _selectors(prelude: Iterable[Any]) -> list[str]:
    """The list of selectors at its commas; those inside brackets belong to their selector."""
    found: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return [tinycss2.serialize(one).strip() for one in found]


def _is_used(selector: str, used: Collection[str]) -> bool:
    return all(name in used for name in CLASS.findall(NEGATED.sub("", selector))) or ":is(" in selector
