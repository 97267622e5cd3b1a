"""Everyday German words: what everybody says is never taken for a misheard name. The list: `data/README.md`."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "everyday_words.txt.gz"
SHORTEST_PART = 4  # letters; shorter parts are in every word
LINKS = ("", "s", "n", "en", "er")


def is_everyday(word: str) -> bool:
    """Whether this is one of the 39,000 most frequent words of German or made of two of them: „Haushaltssitzung“.

    In whatever case and with whatever marks around it.
    """
    bare = word.strip(" .,;:!?\"„“”‚‘’'()-–…").casefold()
    known = _everyday()
    return bare in known or any(
        bare[at:] in known and any(bare[:at].removesuffix(link) in known for link in LINKS if bare[:at].endswith(link))
        for at in range(SHORTEST_PART, len(bare) - SHORTEST_PART + 1)
    )


@cache
def _everyday() -> frozenset[str]:
    """The list is written with „ss“ for „ß“, as `casefold` does."""
    return frozenset(gzip.decompress(WORDS.read_bytes()).decode().split("\n"))
