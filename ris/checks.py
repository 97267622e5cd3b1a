"""System checks with hints: what a newcomer or an operator must mend before this installation can work.

Hints are German and not translated: they are printed where no visitor's language is known.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from ris.doors import ocr
from transcripts.recognizers.model import is_at_hand

# What rendering asks of ffmpeg: H.264 for HLS, AAC for every sound track, WebP for the poster (media/ffmpeg/).
ENCODERS = ("libx264", "aac", "libwebp")
PACKAGES_SERVED = {
    "KERN": "node_modules/@kern-ux/native/dist/kern.min.css",
    "hls.js": "node_modules/hls.js/dist/hls.min.js",
    "tus-js-client": "node_modules/tus-js-client/dist/tus.min.js",
}
INSTALL_FFMPEG = "Unter Debian: apt-get install ffmpeg. Liegt es woanders, nennen FFMPEG und FFPROBE den Pfad."


@register("ris")
def data_folder_is_writable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E001: database, files, recordings and index lie below DATA_DIR."""
    folder = Path(settings.DATA_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"x")
    except OSError as error:
        return [
            Error(
                f"In den Datenordner {folder} kann nicht geschrieben werden ({error.strerror}).",
                hint="DATA_DIR auf einen Ordner setzen, der dem Benutzer dieses Dienstes gehört.",
                id="ris.E001",
            )
        ]
    return []


@register("ris")
def ffmpeg_can_render(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E002: no ffmpeg or ffprobe. E003: ffmpeg was built without an encoder that rendering needs."""
    found: list[CheckMessage] = []
    for variable in ("FFMPEG", "FFPROBE"):
        program = getattr(settings, variable)
        if _output_of([program, "-version"]) is None:
            found.append(
                Error(
                    f"{program} lässt sich nicht starten; ohne es wird keine Aufzeichnung verarbeitet.",
                    hint=INSTALL_FFMPEG,
                    id="ris.E002",
                )
            )
    if found:
        return found
    listed = _output_of([settings.FFMPEG, "-hide_banner", "-encoders"]) or ""
    names = {columns[1] for line in listed.splitlines() if len(columns := line.split()) > 1}
    if missing := [encoder for encoder in ENCODERS if encoder not in names]:
        found.append(
            Error(
                f"{settings.FFMPEG} kann {' und '.join(missing)} nicht schreiben; Aufzeichnungen bleiben ohne Bild oder Ton.",
                hint=f"Ein ffmpeg mit {' und '.join(ENCODERS)} installieren. {INSTALL_FFMPEG}",
                id="ris.E003",
            )
        )
    return found


@register("ris")
def search_engine_loads(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E004: the engine that haystack is told to use cannot be imported."""
    engine = str(settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"])
    module, _, name = engine.rpartition(".")
    try:
        getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        return [
            Error(
                f"Die Suchmaschine {engine} lässt sich nicht laden ({error}).",
                hint="Die Python-Pakete fehlen oder sind unvollständig: make setup.",
                id="ris.E004",
            )
        ]
    return []


@register("ris")
def speech_can_be_recognised(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E005: the recognizer's package is missing. W001: its model is not on this machine."""
    if settings.RECOGNIZER == "scripted":
        return []
    if find_spec({"faster-whisper": "faster_whisper", "openai-whisper": "whisper"}[settings.RECOGNIZER]) is None:
        return [
            Error(
                f"Das Python-Paket {settings.RECOGNIZER} fehlt; ohne es wird keine Sprache erkannt.",
                hint="make setup; openai-whisper ist groß und wird eigens installiert (docs/operations.md).",
                id="ris.E005",
            )
        ]
    if not is_at_hand(settings.WHISPER_MODEL, Path(settings.DATA_DIR)):
        wanted = settings.WHISPER_MODEL or "base"
        return [
            Warning(
                f"Das Sprachmodell {wanted} liegt nicht auf diesem Rechner; es müsste erst geladen werden.",
                hint="WHISPER_MODEL auf einen Ordner mit dem Modell setzen, oder leer lassen und make setup aufrufen.",
                id="ris.W001",
            )
        ]
    return []


@register("ris")
def browser_packages_are_there(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """W002: packages from npm are missing, so pages would be without style or player."""
    missing = [name for name, path in PACKAGES_SERVED.items() if not (settings.BASE_DIR / path).is_file()]
    if not missing:
        return []
    return [
        Warning(
            f"Pakete für den Browser fehlen: {', '.join(missing)}. Seiten erscheinen ohne Gestaltung oder Player.",
            hint="make setup (ruft npm ci auf).",
            id="ris.W002",
        )
    ]


@register("ris")
def scans_can_be_read(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """W004: text recognition is switched on, but tesseract or its language is not installed."""
    if not settings.OCR or set(settings.OCR_LANGUAGE.split("+")) <= ocr.languages(settings.TESSERACT):
        return []
    return [
        Warning(
            f"{settings.TESSERACT} oder seine Sprache {settings.OCR_LANGUAGE} fehlt; der Text von Scans wird nicht erkannt.",
            hint="apt-get install tesseract-ocr tesseract-ocr-deu, oder OCR=0 setzen.",
            id="ris.W004",
        )
    ]


@register("ris", deploy=True)
def nobody_offers_the_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """W003: the sign-in page shows accounts with their password to everyone."""
    if not settings.DEMO:
        return []
    return [
        Warning(
            "Die Vorführung ist eingeschaltet: Die Anmeldeseite bietet jedem erfundene Zugänge an, auch den des Sitzungsdienstes.",
            hint="DEMO aus der Umgebung oder aus .env nehmen; make demo setzt es selbst.",
            id="ris.W003",
        )
    ]


def _output_of(command: list[str]) -> str | None:
    """What a program prints, or None when it cannot be started, fails or does not answer within 20 s."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=20, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
