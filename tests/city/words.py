"""Council text by the metre, recombined from the words of the invented city; the same for the same number."""

from __future__ import annotations

import ast
import random
import re
from functools import cache
from pathlib import Path

DEMO = Path(__file__).resolve().parent.parent.parent / "ris" / "demo"


@cache
def sentences() -> tuple[str, ...]:
    """What stands in the demo's files as running text, sentence by sentence."""
    found: dict[str, None] = {}
    for path in sorted(DEMO.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 80:
                text = " ".join(node.value.split())
                for sentence in re.findall(r"[A-ZÄÖÜ][^.!?]{20,300}[.!?]", text):
                    found.setdefault(sentence)
    return tuple(found)


@cache
def nouns() -> tuple[str, ...]:
    """Long words that begin with a capital: they make titles."""
    return tuple(dict.fromkeys(re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{5,}\b", " ".join(sentences()))))


def text(by: random.Random, letters: int) -> str:
    """Running text of about this length."""
    found: list[str] = []
    length = 0
    while length < letters:
        words = by.choice(sentences()).split()
        # Two halves of different sentences: no text is like another, and words meet as often as in real ones.
        other = by.choice(sentences()).split()
        one = " ".join([*words[: len(words) // 2], *other[len(other) // 2 :]])
        found.append(one)
        length += len(one) + 1
    return " ".join(found)


def title(by: random.Random) -> str:
    """`Haltestelle Gartenstraße: Ausbau der Buslinie`."""
    one, two, three = by.sample(nouns(), 3)
    return by.choice([f"{one} {two}: {three}", f"{one} und {two}", f"{three} für {one}, {two}", f"{one}"])
