"""What a line of the log looks like, and what never stands in one: addresses of visitors, search words, names, secret addresses."""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered, in every line written meanwhile."""

QUERY = re.compile(r"\?[^\s'\"<>]+")
# Whoever knows these addresses needs no password: a link for a new one, a member's private calendar.
SECRET = re.compile(r"(/kennwort/neu/|/kalender/privat/)[^\s'\"<>]+")
# What Django, gunicorn and others hang onto a record: the whole request, the client's address.
PERSONAL = ("request", "client_addr", "remote_addr", "user", "server_time")


class WithoutPersonalData(logging.Filter):
    """Takes off what others put in: request objects, query strings and the secret part of addresses. Changes the line, drops none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True."""
        for name in PERSONAL:
            record.__dict__.pop(name, None)
        record.request_id = request_id.get()
        text = record.getMessage()
        tidy = SECRET.sub(r"\1…", QUERY.sub("?…", text))
        if tidy != text:
            record.msg, record.args = tidy, None
        return True


class JsonLines(JsonFormatter):
    """One object per line: at, level, logger, message, request_id, and the values of the line."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
            datefmt="%Y-%m-%dT%H:%M:%S%z",
            json_ensure_ascii=False,
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """A line outside a request has no id at all."""
        if not log_data.get("request_id"):
            log_data.pop("request_id", None)
        return log_data


def settings_for(level: str, form: str, *, requests: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to the console, in this form (`text` or `json`), with a line for each request if wanted."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"tidy": {"()": WithoutPersonalData}},
        "formatters": {
            "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": JsonLines},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["tidy"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "ris.requests": {"level": "INFO" if requests else "CRITICAL"},
            # Pages not found and the like are lines of ris.requests; only what broke stands here too.
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
        },
    }
