"""The only door to the environment: typed readers; a wrong value stops the start with one German sentence naming it.

Every reader notes what it read (`env.variables`), so that `.env.example` and `docs/operations.md` can be compared with
the code by a test, and `manage.py explain_settings` can print both. Help lines are German: operators read them.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent.parent

T = TypeVar("T")


DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


class WrongSetting(ImproperlyConfigured):
    """A variable of the environment holds what its reader cannot use; the text is one sentence for the operator."""

    def __init__(self, name: str, expected: str, *, value: str | None = None) -> None:
        self.name, self.expected, self.value = name, expected, value
        seen = "Der Wert" if value is None else f"Der Wert „{value}“"
        super().__init__(f"{seen} der Umgebungsvariable {name} passt nicht: erwartet wird {expected}.")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable as the documentation shows it; `default` is the text one would write into `.env`."""

    name: str
    kind: str
    default: str
    help: str
    secret: bool = False


class Environment:
    """Readers by type; an empty value counts as not set, as container platforms pass unset variables empty."""

    def __init__(self, dotenv: Path | None = None) -> None:
        self._env = Env()
        if dotenv is not None:
            self._env.read_env(dotenv, recurse=False)
        self.variables: dict[str, Variable] = {}

    def text(self, name: str, default: str, help: str, *, shown: str | None = None) -> str:
        """Any text; `shown` replaces the default in the documentation where it is made at the first start."""
        return self._read(name, "Text", default, help, self._env.str, "ein Text", shown=shown)

    def secret(self, name: str, default: str, help: str) -> str:
        """A text that nobody may read: never listed, and read from the file that NAME_FILE names where NAME is not set."""
        value = self._read(name, "Geheimnis", default, help, self._env.str, "ein Text", secret=True)
        return value or self._in_file(f"{name}_FILE") or default

    def as_set(self) -> dict[str, str]:
        """What is set in the environment, by name, without secrets: for a list that others may read."""
        values = {name: self._env.str(name, "") for name, known in self.variables.items() if not known.secret}
        return {name: value for name, value in values.items() if value.strip()}

    def flag(self, name: str, default: bool, help: str) -> bool:
        """Yes or no: 1/0, true/false, yes/no, on/off."""
        return self._read(name, "Ja/Nein", default, help, self._env.bool, "1 oder 0", shown="1" if default else "0")

    def whole(self, name: str, default: int, help: str, *, at_least: int = 0) -> int:
        """A whole number not below `at_least`."""
        expected = f"eine ganze Zahl ab {at_least}"
        value = self._read(name, "Zahl", default, help, self._env.int, expected)
        if value < at_least:
            raise WrongSetting(name, expected, value=str(value))
        return value

    def words(self, name: str, default: Sequence[str], help: str) -> list[str]:
        """Several texts, separated by commas."""
        found = self._read(
            name,
            "Liste",
            list(default),
            help,
            self._env.list,
            "eine Liste mit Kommas",
            shown=",".join(default),
        )
        return [word.strip() for word in found if word.strip()]

    def networks(
        self, name: str, default: Sequence[str], help: str
    ) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
        """Networks as 10.0.0.0/24 or fd00::/8, separated by commas."""
        found = self.words(name, default, help)
        try:
            return [ipaddress.ip_network(word) for word in found]
        except ValueError as error:
            raise WrongSetting(name, "eine Liste von Netzen wie 10.0.0.0/24,fd00::/8", value=",".join(found)) from error

    def choice(self, name: str, default: str, help: str, *, of: Sequence[str]) -> str:
        """One of the texts named."""
        expected = "eines von " + ", ".join(of)
        value = self._read(name, " | ".join(of), default, help, self._env.str, expected)
        if value not in of:
            raise WrongSetting(name, expected, value=value)
        return value

    def folder(self, name: str, default: Path, help: str, *, shown: str) -> Path:
        """A folder, made absolute; it need not exist yet."""
        return self._read(name, "Ordner", default, help, self._env.path, "ein Ordner", shown=shown).resolve()

    def address(self, name: str, default: str, help: str) -> str:
        """An http(s) address without a path; a closing slash is taken off."""
        expected = "eine Adresse wie https://rat.example.de"
        value = self._read(name, "Adresse", default, help, self._env.str, expected).rstrip("/")
        scheme, _, rest = value.partition("://")
        if scheme not in ("http", "https") or not rest or "/" in rest:
            raise WrongSetting(name, expected, value=value)
        return value

    def database(self, name: str, default: str, help: str, *, shown: str) -> dict[str, Any]:
        """A database address as Django's settings want it; the value is never repeated, as it may hold a password."""
        expected = "eine Adresse wie postgres://benutzer:passwort@rechner/datenbank oder sqlite:///pfad"
        value = self._read(name, "Adresse", default, help, self._env.str, expected, shown=shown, secret=True)
        try:
            found: dict[str, Any] = dict(dj_database_url.parse(value))
        except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
            raise WrongSetting(name, expected) from error
        # Other databases parse as well, but this product runs on two; and without a name there is none to open.
        if found["ENGINE"] not in DATABASES or not found["NAME"]:
            raise WrongSetting(name, expected)
        return found

    def class_path(self, name: str, default: str, help: str) -> str:
        """The dotted path of a class whose module is installed; it is looked for, not imported: Django is not ready yet."""
        expected = f"der Pfad einer Klasse, deren Paket installiert ist, etwa {default}"
        value = self._read(name, "Text", default, help, self._env.str, expected)
        module, _, found = value.rpartition(".")
        try:
            there = bool(module and found) and find_spec(module) is not None
        except (ImportError, ValueError):
            there = False
        if not there:
            raise WrongSetting(name, expected, value=value)
        return value

    def log_level(self, name: str, default: str, help: str) -> str:
        """A level of the logging module by name."""
        levels = sorted(logging.getLevelNamesMapping(), key=logging.getLevelNamesMapping().__getitem__)
        return self.choice(
            name, default, help, of=[level for level in levels if level not in ("NOTSET", "WARN", "FATAL")]
        )

    def _read(
        self,
        name: str,
        kind: str,
        default: T,
        help: str,
        reader: Callable[..., Any],
        expected: str,
        *,
        shown: str | None = None,
        secret: bool = False,
    ) -> T:
        self.variables[name] = Variable(name, kind, str(default) if shown is None else shown, help, secret)
        raw = self._env.str(name, "")
        if not raw.strip():
            return default
        try:
            value: T = reader(name)
        except (EnvError, ValueError) as error:
            raise WrongSetting(name, expected, value=raw) from error
        return value

    def _in_file(self, name: str) -> str:
        path = self._env.str(name, "").strip()
        try:
            return Path(path).read_text().strip() if path else ""
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(name, "eine Datei mit dem Geheimnis, die gelesen werden kann", value=path) from error


def how_to_connect(engine: str) -> dict[str, Any]:
    """What Django is told of a database beside its address: SQLite and PostgreSQL want different manners."""
    if engine == "django.db.backends.sqlite3":
        return {
            "OPTIONS": {
                # Readers never block; a writer says so at the start instead of failing in the middle.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        }
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def made_folder(folder: Path) -> Path:
    """This folder, made if need be; raises WrongSetting where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(
            "DATA_DIR", "ein Ordner, in den geschrieben werden kann", value=str(folder.parent)
        ) from error
    return folder


def kept_secret(file: Path) -> str:
    """The secret in this file, made at the first start; raises WrongSetting where the folder cannot be written."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            own = file.with_name(f".{file.name}.{os.getpid()}")
            own.touch(mode=0o600)
            own.write_text(secrets.token_urlsafe(50))
            # Several processes start at once: the first to link wins, and nobody ever reads half a key.
            with suppress(FileExistsError):
                os.link(own, file)
            own.unlink()
        return file.read_text().strip()
    except OSError as error:
        raise WrongSetting("DATA_DIR", "ein Ordner, in den geschrieben werden kann", value=str(file.parent)) from error


env = Environment(BASE_DIR / ".env")
