"""The house itself: settings and their documentation, system checks in really broken surroundings, static files, German."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.core import checks
from django.templatetags.static import static

from ris import assets
from ris.checks import ENCODERS
from ris.doors.env import Environment, WrongSetting, env, kept_secret
from ris.management.commands.explain_settings import as_env_file, as_table

ROOT = Path(settings.BASE_DIR)
APPS = ["accounts", "jobs", "media", "meetings", "motions", "ris", "search", "transcripts"]


# --- Packages ---------------------------------------------------------------------------------------------------------
def test_every_environment_has_what_the_product_needs_in_the_same_versions() -> None:
    files = {file.name: set(file.read_text().split()) for file in (ROOT / "requirements").glob("*.txt")}
    assert len(files) == 5
    for name, pins in files.items():
        assert not files["base.txt"] - pins, f"{name} must be compiled anew (CONTRIBUTING.md)"


# --- Settings ---------------------------------------------------------------------------------------------------------
def test_every_setting_is_explained_as_the_code_has_it() -> None:
    assert len(env.variables) >= 20
    assert as_env_file(env.variables.values()) in (ROOT / ".env.example").read_text(), (
        "manage.py explain_settings --env"
    )
    assert as_table(env.variables.values()) in (ROOT / "docs" / "operations.md").read_text(), (
        "manage.py explain_settings"
    )


def test_every_setting_has_a_kind_and_a_sentence() -> None:
    for variable in env.variables.values():
        assert len(variable.help) > 10, variable
        assert variable.kind, variable


def test_the_example_says_nothing_but_defaults_so_that_it_runs_as_it_is(tmp_path: Path) -> None:
    freed = [line.removeprefix("# ") for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line]
    (tmp_path / "env").write_text("\n".join(line for line in freed if line.split("=")[0] in env.variables))
    wanted = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    show = "import ris.settings as s; print(s.DEBUG, s.RECOGNIZER, s.MAX_UPLOAD_BYTES, s.ALLOWED_HOSTS, s.LOG_LEVEL, s.HTTPS)"
    outputs = []
    for extra in ({}, dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines())):
        environment = wanted | extra | {"DATA_DIR": str(tmp_path), "SECRET_KEY": "x"}
        done = subprocess.run(
            [sys.executable, "-c", show], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FLAG", "vielleicht", "erwartet wird 1 oder 0"),
        ("WHOLE", "viele", "erwartet wird eine ganze Zahl ab 1"),
        ("WHOLE", "0", "erwartet wird eine ganze Zahl ab 1"),
        ("CHOICE", "beides", "erwartet wird eines von a, b"),
        ("ADDRESS", "rat.example.de", "erwartet wird eine Adresse wie https://"),
        ("ADDRESS", "https://rat.example.de/pfad", "erwartet wird eine Adresse wie https://"),
        ("LEVEL", "laut", "erwartet wird eines von DEBUG, INFO"),
    ],
)
def test_a_wrong_value_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    reader = Environment()
    readers = {
        "FLAG": lambda: reader.flag("FLAG", False, "x"),
        "WHOLE": lambda: reader.whole("WHOLE", 1, "x", at_least=1),
        "CHOICE": lambda: reader.choice("CHOICE", "a", "x", of=["a", "b"]),
        "ADDRESS": lambda: reader.address("ADDRESS", "http://127.0.0.1", "x"),
        "LEVEL": lambda: reader.log_level("LEVEL", "INFO", "x"),
    }
    with pytest.raises(WrongSetting, match=said) as wrong:
        readers[name]()
    assert name in str(wrong.value)
    assert value in str(wrong.value)


def test_a_wrong_database_address_is_not_repeated_because_it_may_hold_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "keine://ris:geheim@rechner/db")
    with pytest.raises(WrongSetting) as wrong:
        Environment().database("DATABASE_URL", "sqlite:///x", "x", shown="")
    assert "DATABASE_URL" in str(wrong.value)
    assert "geheim" not in str(wrong.value)


def test_a_secret_may_lie_in_a_file_and_is_never_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim\n")
    monkeypatch.setenv("TOKEN_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("PLACE", "Musterstadt")
    reader = Environment()
    assert reader.secret("TOKEN", "", "x") == "geheim"
    assert reader.text("PLACE", "", "x") == "Musterstadt"
    assert reader.as_set() == {"PLACE": "Musterstadt"}
    monkeypatch.setenv("TOKEN", "näher")
    assert reader.secret("TOKEN", "", "x") == "näher"
    assert reader.as_set() == {"PLACE": "Musterstadt"}


def test_a_file_with_a_secret_that_cannot_be_read_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_FILE", "/nonexistent/secret")
    with pytest.raises(WrongSetting, match="TOKEN_FILE"):
        Environment().secret("TOKEN", "", "x")


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("EMPTY", value)
    assert Environment().whole("EMPTY", 7, "x") == 7


def test_a_wrong_value_stops_the_start_with_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"MAX_UPLOAD_GB": "viel", "DJANGO_SETTINGS_MODULE": "ris.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Der Wert „viel“ der Umgebungsvariable MAX_UPLOAD_GB passt nicht: erwartet wird eine ganze Zahl ab 1."
    ]


def test_each_data_folder_gets_a_secret_of_its_own_that_stays(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "one" / "secret_key")
    assert len(first) >= 50
    assert kept_secret(tmp_path / "one" / "secret_key") == first
    assert kept_secret(tmp_path / "two" / "secret_key") != first
    assert (tmp_path / "one" / "secret_key").stat().st_mode & 0o077 == 0
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["secret_key"]


def test_nobody_but_the_door_reads_the_environment() -> None:
    looked_at, readers = 0, []
    for file in (file for app in APPS for file in (ROOT / app).rglob("*.py")):
        looked_at += 1
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute) and node.attr == "getenv":
                readers.append(f"{file}:{node.lineno}")
            # `os.environ | {…}` hands everything on to a child process; asking for one name is what the door does.
            asks = (
                isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and "environ" in ast.dump(node.value)
            )
            gets = isinstance(node, ast.Attribute) and node.attr == "get" and "environ" in ast.dump(node.value)
            if asks or gets:
                readers.append(f"{file}:{node.lineno}")
    assert looked_at > 60
    assert [each for each in readers if "/ris/doors/env.py" not in each] == []


# --- System checks ----------------------------------------------------------------------------------------------------
def found_ids() -> list[str]:
    return [message.id for message in checks.run_checks(tags=["ris"])]


def program(folder: Path, name: str, says: str) -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\ncat <<'END'\n{says}\nEND\n")
    file.chmod(0o755)
    return str(file)


def test_a_whole_installation_has_nothing_to_complain_about() -> None:
    assert checks.run_checks(tags=["ris"]) == []


@pytest.mark.parametrize("variable", ["FFMPEG", "FFPROBE"])
def test_a_missing_ffmpeg_is_named_with_what_to_install(settings: Any, variable: str) -> None:
    setattr(settings, variable, "/nonexistent/program")
    [message] = checks.run_checks(tags=["ris"])
    assert message.id == "ris.E002"
    assert "/nonexistent/program" in message.msg
    assert "apt-get install ffmpeg" in message.hint


@pytest.mark.parametrize("lacks", ENCODERS)
def test_an_ffmpeg_without_an_encoder_is_refused(settings: Any, tmp_path: Path, lacks: str) -> None:
    # The names of the others contain the missing one, as in a real listing.
    alike = " V....D libx264rgb  RGB\n A..... aac_fixed  AAC\n V....D libwebp_anim  WebP"
    there = "".join(f"\n V..... {name}  has it" for name in ENCODERS if name != lacks)
    settings.FFMPEG = program(tmp_path, "ffmpeg", alike + there)
    [message] = checks.run_checks(tags=["ris"])
    assert message.id == "ris.E003"
    assert f"kann {lacks} nicht" in message.msg


def test_a_data_folder_that_cannot_be_written_is_refused(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.DATA_DIR = tmp_path / "file" / "data"  # holds for root too, whom permissions do not stop
    messages = {message.id: message for message in checks.run_checks(tags=["ris"])}
    assert str(settings.DATA_DIR) in messages["ris.E001"].msg


def test_a_search_engine_that_does_not_load_is_refused(settings: Any) -> None:
    settings.HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "search.backends.nothing_here.Engine"}}
    [message] = checks.run_checks(tags=["ris"])
    assert message.id == "ris.E004"
    assert "make setup" in message.hint


def test_a_recognizer_that_is_not_installed_is_refused(settings: Any) -> None:
    settings.RECOGNIZER = "openai-whisper"
    assert found_ids() == ["ris.E005"]


def test_a_model_that_is_not_here_is_a_warning(settings: Any, tmp_path: Path) -> None:
    settings.WHISPER_MODEL = str(tmp_path / "nothing")
    [message] = checks.run_checks(tags=["ris"])
    assert message.id == "ris.W001"
    assert not message.is_serious()


def test_missing_browser_packages_are_a_warning(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    [message] = checks.run_checks(tags=["ris"])
    assert message.id == "ris.W002"
    assert "KERN" in message.msg


# --- Static files -----------------------------------------------------------------------------------------------------
def test_static_files_are_collected_as_production_serves_them(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "ris.assets.JoinedStorage"}}
    assert assets.collect_when_changed(tmp_path / "static") is True
    named = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"{% static ['\"]([^'\"]+[^'\"/])['\"]", template.read_text())
    }
    assert len(named) > 5
    for style in (ROOT / "static" / "css").glob("*.css"):
        named |= {name.removeprefix("../") for name in re.findall(r'url\("(\.\./[^"]+)"\)', style.read_text())}
    assert "kern/kern.min.css" in named
    for name in named | {"admin/css/base.css"}:
        address = static(name)
        assert address != f"/static/{name}", "named by content"
        served = tmp_path / "static" / address.removeprefix("/static/")
        assert served.stat().st_size > 100
    packages = [path for folder in ("kern", "fira", "hls", "tus") for path in (tmp_path / "static" / folder).rglob("*")]
    unnamed = {path.name.split(".")[0] for path in packages if path.is_file()} - {
        Path(name).name.split(".")[0] for name in named
    }
    assert unnamed == set(), "nobody asks for these, and compressing them takes a minute"
    assert assets.collect_when_changed(tmp_path / "static") is False, "nothing changed, nothing done"


# --- German -----------------------------------------------------------------------------------------------------------
CATALOGUE = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"


def test_german_is_complete() -> None:
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]
    assert len(entries) > 100
    assert [entry.msgid for entry in entries if not entry.translated()] == []


def test_the_catalogue_holds_every_text_of_code_and_templates(tmp_path: Path) -> None:
    assert shutil.which("xgettext"), "gettext is missing: make setup-test"
    # Collected from a copy, as makemessages writes where it finds a folder `locale`.
    for folder in [*APPS, "templates"]:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "recording"))
    (tmp_path / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "de", "-v", "0"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    collected = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    asked = {entry.msgid for entry in polib.pofile(str(collected))}
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}
    assert len(asked) > 100
    assert asked - known == set(), "make messages"
