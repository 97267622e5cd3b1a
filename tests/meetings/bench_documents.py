"""How fast documents are read, and how much memory the reading process takes: `make bench-documents`."""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from ris.doors import ocr
from ris.doors.formats.reader import PageText, Reader, Unreadable
from tests.meetings import making_documents as making

MIB = 1024 * 1024
MEMORY = 1024  # MiB, as the setting has it


class Watch:
    """The most memory that this process's children took (resident, MiB), looked at twenty times a second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        here = psutil.Process()
        while not self._over.wait(0.05):
            for child in here.children(recursive=True):
                try:
                    self.most = max(self.most, child.memory_info().rss / MIB)
                except psutil.NoSuchProcess:
                    continue


def documents(folder: Path, count: int) -> Iterator[Path]:
    """Invented papers, three quarters PDF of four pages, the rest Word and OpenDocument."""
    page = "#lorem(220)\n\n" + making.GERMAN
    kinds = [("pdf", making.text_pdf(*[page] * 4)), ("docx", making.word(*[making.GERMAN * 8] * 4))]
    kinds.append(("odt", making.odt(*[making.GERMAN * 8] * 4)))
    for number in range(count):
        ending, data = kinds[0] if number % 8 < 6 else kinds[number % 8 - 5]
        path = folder / f"{number}.{ending}"
        path.write_bytes(data)
        yield path


def main() -> None:
    """Print a table; `--json` also writes it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=Path, help="a folder of documents instead of invented ones")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--scans", type=int, default=8, help="pages to be read from pictures")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = sorted(asked.files.rglob("*")) if asked.files else list(documents(folder, asked.count))
        paths = [path for path in paths if path.is_file()]
        facts = reading(paths) | recognising(folder, asked.scans)
    for name, value in facts.items():
        print(f"{name:24} {value}")  # noqa: T201
    if asked.json:
        asked.json.write_text(json.dumps(facts, indent=1))


def reading(paths: list[Path]) -> dict[str, float]:
    """One process, one core."""
    reader, pages, unread = Reader(memory=MEMORY, seconds=300), 0, 0
    began = time.monotonic()
    with Watch() as watch:
        for path in paths:
            try:
                pages += sum(isinstance(answer, PageText) for answer in reader.read(path))
            except Unreadable:
                unread += 1
    took = time.monotonic() - began
    reader.close()
    return {
        "files": len(paths),
        "files_unreadable": unread,
        "pages": pages,
        "files_per_s": round(len(paths) / took, 1),
        "pages_per_s": round(pages / took, 1),
        "reading_rss_mb": round(watch.most, 1),
    }


def recognising(folder: Path, count: int) -> dict[str, float]:
    """Drawing a page of a scan and reading it by tesseract, one core."""
    if not count or "deu" not in ocr.languages("tesseract"):
        return {}
    path = folder / "scan.pdf"
    path.write_bytes(making.scan_pdf((making.GERMAN + "\n\n") * 3))
    reader = Reader(memory=MEMORY, seconds=300)
    began = time.monotonic()
    with Watch() as watch:
        for _number in range(count):
            reader.draw(path, 1, folder / "page.pgm")
            if "Straßenbahn" not in ocr.recognise(folder / "page.pgm", language="deu", program="tesseract"):
                raise SystemExit("tesseract did not read what stands there")
    took = time.monotonic() - began
    reader.close()
    return {"ocr_pages_per_min": round(60 * count / took, 1), "ocr_rss_mb": round(watch.most, 1)}


if __name__ == "__main__":
    main()
