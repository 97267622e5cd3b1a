"""Catalogues: merges the pairs that people wrote into `django.po`, and compiles without the gettext programs.

A pairs file (`locale/de/pairs/FOLDER.txt`, for the top-level folder where a text stands first) has a line per text, columns
parted by a tab: `English<TAB>German`, or with a plural `singular<TAB>plural<TAB>German for one<TAB>German for many` (or singular
and plural as two lines of two columns).
`\\n` stands for a line break, `#` starts a comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


class WrongPair(Exception):
    """A line of a pairs file that cannot be used: code `columns`, `disagree` or `placeholders`, with file and line."""

    def __init__(self, code: str, where: str, text: str) -> None:
        self.code, self.where, self.text = code, where, text
        super().__init__(f"{where}: {code}: {text}")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text: the German form, or two forms when there is a plural."""

    english: str
    plural: str | None
    german: tuple[str, ...]
    where: str


@dataclass(slots=True)
class Merged:
    """What merging did: how many texts are German now, which have no pair, which pairs no text asks for."""

    translated: int = 0
    missing: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def read_pairs(files: Iterable[Path]) -> dict[str, Pair]:
    """All pairs by their English text.

    Raises WrongPair where a line has another number of columns, or two lines say different German for one text.
    """
    pairs: dict[str, Pair] = {}
    for file in files:
        for pair in _lines(file):
            known = pairs.setdefault(pair.english, pair)
            if known.german != pair.german:
                raise WrongPair("disagree", f"{known.where}, {pair.where}", pair.english)
    return pairs


def _lines(file: Path) -> Iterator[Pair]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{file.name}:{number}"
        columns = [column.replace("\\n", "\n") for column in line.split("\t")]
        match columns:
            case [english, german]:
                yield Pair(english, None, (german,), where)
            case [english, plural, one, many]:
                yield Pair(english, plural, (one, many), where)
            case _:
                raise WrongPair("columns", where, line)


def merge(catalogue: polib.POFile, pairs: dict[str, Pair]) -> Merged:
    """Fill the catalogue's texts from the pairs; what it already says in German stays where no pair speaks."""
    done = Merged()
    asked = set()
    for entry in catalogue:
        if entry.obsolete:
            continue
        asked |= {entry.msgid, entry.msgid_plural}
        if german := _german_of(entry, pairs):
            if entry.msgid_plural:
                entry.msgstr_plural = dict(enumerate(german))
            else:
                entry.msgstr = german[0]
            # gettext's guess from a similar text is no translation; a pair is.
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        if entry.translated():
            done.translated += 1
        else:
            done.missing.append(entry.msgid)
    done.unused = sorted(set(pairs) - asked)
    return done


def _german_of(entry: polib.POEntry, pairs: dict[str, Pair]) -> tuple[str, ...] | None:
    """The German forms for a text; a plural may stand in one line of four columns, or in a line for each number."""
    one = pairs.get(entry.msgid)
    if one is None:
        return None
    if not entry.msgid_plural:
        return one.german[:1]
    many = pairs.get(entry.msgid_plural)
    if len(one.german) == 2:
        return one.german
    return (one.german[0], many.german[0]) if many else None


def compile_catalogues(folder: Path) -> list[Path]:
    """Write a `.mo` beside every `.po` below the folder; returns those written."""
    written = []
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        unfinished = target.with_suffix(".tmp")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogues(ROOT / "locale")
