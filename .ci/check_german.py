"""Asks LanguageTool about every German text we show: catalogue, invented city, messages of commands, README and operations.

    .venv/bin/python .ci/check_german.py            faults with their place; exit code 1 when there are any

Own words (names of places, people, programs) stand in `.ci/german/own_words.txt`; rules that do not fit labels and lines of a
table in `.ci/german/silent_rules.txt`, each with its reason.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / ".ci" / "german"
WORK = ROOT / "var" / "german"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)(?::[^}]*)?\}")
NUMBERS = {"n", "count", "number", "minutes", "seconds", "hours", "days", "percent", "size", "total", ""}
GERMAN = re.compile(r"[äöüß]|\b(der|die|das|und|nicht|ist|wird|mit)\b")
GERMAN_DOCUMENTS = ("README.md", "docs/operations.md")
GERMAN_CODE = ("ris/demo/**/*.py", "*/management/commands/*.py")
DATE_FORMAT = (r"\U\h\r", "H:i", " Y")  # letters of Django's date filter are no words
PROGRAM_TEXT = re.compile(
    r"`[^`]*`|(?<!\w)--?[a-z][\w-]*(?:[ =]\w+)?|\b[a-z]+\.[A-Z]\w+|\b[\w.-]*[/_=][\w./=?-]+|\b\w+\.(?:md|json|mp4|csv|log)\b|\bapt-get install\b"
)
GERMAN_TEMPLATES = "templates/texts/**/*.html"


def catalogue() -> Iterator[tuple[str, str]]:
    """Every translation, plural forms one by one."""
    for entry in polib.pofile(str(ROOT / "locale/de/LC_MESSAGES/django.po")):
        if entry.msgid.endswith(DATE_FORMAT):
            continue
        for form, text in (entry.msgstr_plural or {1: entry.msgstr}).items():
            yield f"django.po:{entry.linenum}", PLACEHOLDER.sub("1", text) if form == 0 else text


def strings_of(file: Path) -> Iterator[tuple[str, str]]:
    """String constants of a module that read like a sentence; docstrings are English and left out."""
    tree = ast.parse(file.read_text())
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
            documentation |= {id(part) for part in node.values}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            text = node.value
        else:
            continue
        if " " in text.strip() and GERMAN.search(text):
            yield f"{file.relative_to(ROOT)}:{node.lineno}", text


def paragraphs_of(file: Path) -> Iterator[tuple[str, str]]:
    """Prose of a Markdown file: code, tables, headings and addresses are left out; an English paragraph is in asterisks."""
    text = re.sub(r"```.*?```", "", file.read_text(), flags=re.S)
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(("|", "*English", "#")):
            continue
        plain = re.sub(r"!\[([^\]]+)\]\([^)]+\)", r"\1. ", paragraph)
        plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", plain)
        yield f"{file.relative_to(ROOT)}", re.sub(r"[*_#>]|^\d+\. |^- ", "", plain, flags=re.M)


def without_tags(template: str) -> str:
    """One of the texts that a template can become: the first branch of each choice, a word for each value."""
    one = re.sub(r"{%\s*(?:else|elif)\b[^%]*%}.*?{%\s*endif\s*%}", "", template, flags=re.S)
    return re.sub(r"{{.*?}}", "X", re.sub(r"{%.*?%}|{#.*?#}", "", one))


def texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything German that a person may read."""
    yield from catalogue()
    for pattern in GERMAN_CODE:
        for file in sorted(ROOT.glob(pattern)):
            yield from strings_of(file)
    for name in GERMAN_DOCUMENTS:
        yield from paragraphs_of(ROOT / name)
    for file in sorted(ROOT.glob(GERMAN_TEMPLATES)):
        for text in re.split(r"</(?:p|li|h\d|dt|dd|td|th)>", without_tags(file.read_text())):
            yield str(file.relative_to(ROOT)), text


def readable(text: str) -> str:
    """Without tags; a placeholder becomes a figure or a word, so that the sentence around it can be judged."""

    def stand_in(match: re.Match[str]) -> str:
        name = match.group(1) or match.group(2) or ""
        return "3" if name in NUMBERS else "X"

    plain = (
        re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", " ", PROGRAM_TEXT.sub("X", PLACEHOLDER.sub(stand_in, text))))
        .replace("&nbsp;", " ")
        .replace("%%", "%")
    )
    plain = re.sub(r"\bX(?:\s+X)+\b", "X", plain)
    return re.sub(r"[ \t]+", " ", plain).strip().replace("\n", "\u2028")


def jars() -> Path:
    """LanguageTool with all it needs, by Maven, once (69 MB)."""
    folder, stamp = WORK / "lib", WORK / "stamp"
    wanted = (HERE / "pom.xml").read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        subprocess.run([*command, "-DincludeScope=runtime", f"-DoutputDirectory={folder}"], check=True, timeout=600)
        stamp.write_text(wanted)
    return folder


def main() -> int:
    """Write all texts into one file, ask once (starting takes ten seconds), print the faults with their places."""
    WORK.mkdir(parents=True, exist_ok=True)
    library = jars()
    found = [(where, readable(text)) for where, text in texts()]
    found = [(where, text) for where, text in found if text]
    lines = WORK / "texts.txt"
    lines.write_text("\n".join(text for _, text in found) + "\n")
    command = ["java", "-Xmx900m", "-cp", f"{library}/*", str(HERE / "Check.java"), str(lines)]
    asked = subprocess.run(
        [*command, str(HERE / "own_words.txt"), str(HERE / "silent_rules.txt")],
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=1800,
    )
    *faults, closing = asked.stdout.splitlines()
    for fault in faults:
        line, rule, wrong, message, better = fault.split("\t")
        where, text = found[int(line) - 1]
        sys.stdout.write(f"{where}: „{wrong}“ [{rule}] {message} {better}\n    {text[:160]}\n")
    _, asked_about, _, count = closing.split("\t")
    sys.stdout.write(f"{asked_about} Texte, {count} Fehler\n")
    return int(count != "0")


if __name__ == "__main__":
    sys.exit(main())
