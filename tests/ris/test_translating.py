"""People write pairs, gettext collects texts; merging fills one with the other and says what does not fit."""

from __future__ import annotations

import gettext
from pathlib import Path

import polib
import pytest

from ris.translating import WrongPair, compile_catalogues, merge, read_pairs


def pairs_file(folder: Path, name: str, *lines: str) -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    made.extend(entries)
    return made


def test_pairs_become_german_that_gettext_reads(tmp_path: Path) -> None:
    pairs = read_pairs(
        [
            pairs_file(
                tmp_path,
                "a.txt",
                "# Suche",
                "",
                "Search\tSuche",
                "%(n)s hit\t%(n)s hits\t%(n)s Treffer\t%(n)s Treffer!",
            )
        ]
    )
    texts = catalogue(
        polib.POEntry(msgid="Search"),
        polib.POEntry(msgid="%(n)s hit", msgid_plural="%(n)s hits", msgstr_plural={0: "", 1: ""}),
        polib.POEntry(msgid="Nobody wrote this"),
    )
    done = merge(texts, pairs | read_pairs([pairs_file(tmp_path, "b.txt", "Gone\tWeg")]))
    assert (done.translated, done.missing, done.unused) == (2, ["Nobody wrote this"], ["Gone"])

    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    texts.save(str(folder / "django.po"))
    assert compile_catalogues(tmp_path / "locale") == [folder / "django.mo"]
    german = gettext.translation("django", tmp_path / "locale", ["de"])
    assert german.gettext("Search") == "Suche"
    assert german.ngettext("%(n)s hit", "%(n)s hits", 1) == "%(n)s Treffer"
    assert german.ngettext("%(n)s hit", "%(n)s hits", 2) == "%(n)s Treffer!"


def test_a_guess_of_gettext_is_replaced_by_a_pair_and_does_not_count_without_one(tmp_path: Path) -> None:
    texts = catalogue(
        polib.POEntry(msgid="Meeting", msgstr="Sitzungen", flags=["fuzzy", "python-format"]),
        polib.POEntry(msgid="Paper", msgstr="Papiere", flags=["fuzzy"]),
    )
    done = merge(texts, read_pairs([pairs_file(tmp_path, "a.txt", "Meeting\tSitzung")]))
    assert texts[0].msgstr == "Sitzung"
    assert texts[0].flags == ["python-format"]
    assert done.missing == ["Paper"]


def test_two_who_disagree_are_named_with_file_and_line(tmp_path: Path) -> None:
    first = pairs_file(tmp_path, "a.txt", "Paper\tVorlage")
    second = pairs_file(tmp_path, "b.txt", "", "Paper\tPapier")
    with pytest.raises(WrongPair) as wrong:
        read_pairs([first, second])
    assert (wrong.value.code, wrong.value.where) == ("disagree", "a.txt:1, b.txt:2")


def test_a_line_with_the_wrong_number_of_columns_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongPair, match=r"a\.txt:2: columns"):
        read_pairs([pairs_file(tmp_path, "a.txt", "Paper\tVorlage", "Meeting Sitzung")])


def test_line_breaks_are_written_as_backslash_n(tmp_path: Path) -> None:
    pairs = read_pairs([pairs_file(tmp_path, "a.txt", "One\\nTwo\tEins\\nZwei")])
    assert pairs["One\nTwo"].german == ("Eins\nZwei",)


def test_a_plural_may_be_written_as_two_lines(tmp_path: Path) -> None:
    texts = catalogue(
        polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "", 1: ""}),
        polib.POEntry(msgid="page", msgid_plural="pages", msgstr_plural={0: "", 1: ""}),
    )
    done = merge(
        texts,
        read_pairs([pairs_file(tmp_path, "a.txt", "%(n)s day\t%(n)s Tag", "%(n)s days\t%(n)s Tage", "page\tSeite")]),
    )
    assert texts[0].msgstr_plural == {0: "%(n)s Tag", 1: "%(n)s Tage"}
    assert done.missing == ["page"], "half a plural is none"
    assert done.unused == []
