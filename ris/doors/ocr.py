"""Text recognition in pictures of pages, by tesseract (Debian packages tesseract-ocr and tesseract-ocr-deu)."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

SECONDS = 180.0  # for one page
MEMORY = 2048  # MiB
LEAST, LEAST_OF_ALL = 30.0, 55.0
"""Percent that tesseract gives a word, and all words of a page on average: below it is a photograph, a plan, a smear."""


class OcrFailed(Exception):
    """Codes: `ocr_not_installed` (with `program`, `language`), `unreadable` (this picture)."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def recognise(picture: Path, *, language: str, program: str, seconds: float = SECONDS) -> str:
    """The words in this picture, in lines and paragraphs; "" where the machine only guesses. Raises OcrFailed."""
    command = [program, str(picture), "stdout", "-l", language, "--psm", "3", "tsv"]
    if limit := shutil.which("prlimit"):
        command = [limit, f"--as={MEMORY * 1024 * 1024}", "--core=0", *command]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except FileNotFoundError as error:
        raise OcrFailed("ocr_not_installed", program=program, language=language) from error
    except subprocess.TimeoutExpired as error:
        raise OcrFailed("unreadable") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace")
        if any(sign in told for sign in ("Failed loading language", "Error opening data file", "failed to execute")):
            raise OcrFailed("ocr_not_installed", program=program, language=language)
        raise OcrFailed("unreadable")
    return text_of_table(done.stdout.decode("utf-8", "replace"))


def text_of_table(table: str) -> str:
    """The text of tesseract's table of words, without those it hardly believes itself; "" when that is most of them."""
    believed: list[float] = []
    lines: list[str] = []
    line, paragraph = "", ""
    for row in csv.reader(table.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or not row[11].strip():
            continue
        confidence = float(row[10])
        believed.append(confidence)
        if confidence < LEAST:
            continue
        here, its_paragraph = ".".join(row[1:5]), ".".join(row[1:4])
        if here == line:
            lines[-1] += f" {row[11]}"
        else:
            lines += ["", row[11]] if paragraph and its_paragraph != paragraph else [row[11]]
        line, paragraph = here, its_paragraph
    return "\n".join(lines) if believed and sum(believed) / len(believed) >= LEAST_OF_ALL else ""


def languages(program: str) -> set[str]:
    """What this tesseract can read; empty when there is none."""
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=False, text=True)
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return {line.strip() for line in done.stdout.splitlines()[1:] if line.strip()}
