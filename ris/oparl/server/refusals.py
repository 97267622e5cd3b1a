"""What is wrong with a request: an Error object with a sentence for people, in German, and a code for programs."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse

from ris.oparl.server.words import SCHEMA

SENTENCES = {
    "not_found": "Unter dieser Adresse gibt es nichts.",
    "gone": "Diese Datei wurde gelöscht.",
    "being_written": "Diese Datei wird gerade neu geschrieben. Bitte in einer Minute noch einmal versuchen.",
    "method": "Hier kann man nur lesen: bitte GET oder HEAD verwenden.",
    "bad_time": "Die Zeitangabe ist nicht lesbar. Erwartet wird etwa 2026-11-24T18:00:00+01:00 (das + als %2B).",
    "bad_place": "Diese Seite der Liste gibt es nicht. Bitte mit der ersten Seite beginnen und den Verweisen folgen.",
    "forbidden": "Das darf hier nicht gelesen werden.",
    "bad_request": "Die Anfrage ist nicht verständlich.",
    "too_many": "Das waren zu viele Anfragen in kurzer Zeit. Bitte etwas warten.",
    "broken": "Hier ist etwas schiefgegangen. Bitte später noch einmal versuchen.",
    "unavailable": "Die Schnittstelle ist gerade nicht erreichbar. Bitte später noch einmal versuchen.",
}
BY_STATUS = {
    400: "bad_request", 403: "forbidden", 404: "not_found", 405: "method", 410: "gone", 429: "too_many",
    500: "broken", 502: "unavailable", 503: "unavailable",
}  # fmt: skip


class Refused(Exception):
    """This request cannot be answered; `code` is one of SENTENCES."""

    def __init__(self, status: int, code: str, **values: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.values = status, code, values


def refusal(status: int, code: str = "", **values: Any) -> HttpResponse:
    """The Error object."""
    code = code or BY_STATUS.get(status, "bad_request" if status < 500 else "broken")
    told = {
        "type": SCHEMA + "Error",
        "message": SENTENCES[code],
        "debug": " ".join([code, *(f"{name}={value}" for name, value in values.items())]),
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type="application/json")
