"""Backups of this test's own installation: whole or not there, each a folder, unchanged files shared, damage seen."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction

from meetings.models import Body, Organization, OrganizationType
from meetings.storage import path_of, store
from ris.backup import checking, manifest, record, taking
from ris.backup.manifest import generations
from ris.backup.wording import Refused
from ris.doors.env import env
from tests.server.running import ROOT

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    """A data folder with two documents, a product of a recording, a key, and things that can be made again."""
    settings.DATA_DIR = folder = tmp_path / "data"
    folder.mkdir()
    for text in (b"Beschlussvorlage", b"Niederschrift"):
        store([text])
    product = folder / "recordings" / "uuid" / "digest"
    product.mkdir(parents=True)
    (product / "captions.vtt").write_text("WEBVTT\n")
    (folder / "secret_key").write_text("geheim")
    (folder / "secret_key").chmod(0o600)
    for name in ("index", "static", "models", "log", "cards", "tmp/upload", f"{taking.REPLACED}2026"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "again").write_text("x")
    (folder / ".in_use").touch()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "backups"


def kept(backup: Path) -> set[str]:
    return {path.relative_to(backup / "data").as_posix() for path in (backup / "data").rglob("*") if path.is_file()}


def stored(text: bytes) -> Path:
    return path_of(store([text]).sha512)


def test_everything_that_cannot_be_made_again_is_in_it_and_nothing_else(data: Path, place: Path) -> None:
    taken = taking.take(place, at=NOW)
    assert taken.folder == place / "2026-11-24T08-00-00Z"
    documents = {path_of(store([text]).sha512).relative_to(data).as_posix() for text in (b"Beschlussvorlage", b"Niederschrift")}  # fmt: skip
    assert kept(taken.folder) == documents | {"secret_key", "recordings/uuid/digest/captions.vtt"}
    assert stat.S_IMODE(taken.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((taken.folder / "data" / "secret_key").stat().st_mode) == 0o600
    assert (place / "latest").resolve() == taken.folder
    assert taken.manifest.tables["meetings_body"] == Body.objects.count()
    assert "0001_initial" in taken.manifest.migrations["meetings"]
    assert checking.check(taken.folder) == taken.manifest


def test_the_list_of_checksums_is_one_that_other_programs_read(data: Path, place: Path) -> None:
    taken = taking.take(place, at=NOW)
    command = ["sha512sum", "--check", "--strict", "--quiet", "SHA512SUMS"]
    assert subprocess.run(command, cwd=taken.folder, check=False).returncode == 0


def test_settings_are_noted_without_secrets(data: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "ganz-geheim")
    monkeypatch.setenv("CANONICAL_HOST", "https://rat.example.de")
    taken = taking.take(place, at=NOW)
    assert taken.manifest.settings["CANONICAL_HOST"] == "https://rat.example.de"
    said = (taken.folder / "manifest.json").read_text()
    assert "ganz-geheim" not in said
    assert os.environ["SECRET_KEY"] not in said
    assert [name for name in taken.manifest.settings if env.variables[name].secret] == []


def test_what_has_not_changed_is_shared_with_the_backup_before(data: Path, place: Path) -> None:
    first = taking.take(place, at=NOW)
    (data / "recordings" / "uuid" / "digest" / "captions.vtt").write_text("WEBVTT\n\nneu\n")
    added = stored(b"Nachtrag").relative_to(data)
    second = taking.take(place, at=NOW + timedelta(days=1))
    inodes = {path: [(each.folder / "data" / path).stat().st_ino for each in (first, second)] for path in kept(first.folder)}  # fmt: skip
    changed = [path for path, (before, after) in inodes.items() if before != after]
    assert changed == ["recordings/uuid/digest/captions.vtt"]
    assert (second.folder / "data" / added).read_bytes() == b"Nachtrag"
    assert second.new < first.new + 100
    for each in (first, second):
        checking.check(each.folder)


def test_only_so_many_stay_as_were_asked_for(data: Path, place: Path) -> None:
    taken = [taking.take(place, at=NOW + timedelta(days=day), keep=2).folder for day in range(4)]
    assert generations(place) == taken[2:]
    assert {each.name for each in place.iterdir()} == {taken[2].name, taken[3].name, "latest", ".lock"}
    for each in taken[2:]:
        checking.check(each)


def test_the_last_one_that_succeeded_is_remembered(data: Path, place: Path) -> None:
    assert record.last_backup() is None
    taken = taking.take(place, at=NOW)
    last = record.last_backup()
    assert last is not None
    assert (last.at, last.folder, last.files) == (NOW, str(taken.folder), taken.manifest.files)
    (data / record.NAME).write_text("{")
    assert record.last_backup() is None


def test_a_document_that_rotted_is_named_and_taken_whole_from_the_backup_before(data: Path, place: Path) -> None:
    taking.take(place, at=NOW)
    rotten = stored(b"Niederschrift")
    rotten.chmod(0o600)
    rotten.write_bytes(b"Niederschrifd")
    with pytest.raises(CommandError, match="Beschädigt im Datenordner: files/"):
        call_command("backup", str(place))
    last = record.last_backup()
    assert last is not None
    assert last.at == NOW, "this one does not count"
    newest = manifest.newest(place)
    assert (newest / "data" / rotten.relative_to(data)).read_bytes() == b"Niederschrift"
    checking.check(newest)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "data" / "secret_key").write_text("andere"), "secret_key hat andere Bytes"),
        (lambda folder: (folder / "data" / "secret_key").unlink(), "secret_key fehlt"),
        (lambda folder: (folder / "data" / "more").write_text("x"), "data/more gehört nicht dazu"),
        (lambda folder: (folder / "SHA512SUMS").write_text(""), "SHA512SUMS ist nicht die Liste"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json ist nicht lesbar"),
        (lambda folder: next(folder.glob("database.*")).write_bytes(b"x"), "database"),
        (lambda folder: (folder / "data" / "etc").symlink_to("/etc"), "data/etc ist ein Verweis"),
        (lambda folder: (folder / "data" / "host").symlink_to("/etc/hostname"), "data/host ist ein Verweis"),
    ],
)
def test_damage_is_found(data: Path, place: Path, harm: Any, said: str) -> None:
    taken = taking.take(place, at=NOW)
    harm(taken.folder)
    with pytest.raises(CommandError, match=said):
        call_command("check_backup", str(taken.folder))


@pytest.mark.parametrize(
    "lie",
    [
        {"database": "../../../etc/passwd"},
        {"database": "/etc/passwd"},
        {"engine": "oracle"},
        {"engine": []},
        {"tables": {"meetings_body; DROP TABLE x": 1}},
        {"tables": {"meetings_body": "1"}},
        {"tables": []},
        {"migrations": []},
        {"migrations": {"meetings": 7}},
        {"size": "1"},
    ],
)
def test_a_list_that_says_what_we_never_write_is_not_believed(data: Path, place: Path, lie: dict[str, Any]) -> None:
    taken = taking.take(place, at=NOW)
    found = json.loads((taken.folder / "manifest.json").read_text())
    (taken.folder / "manifest.json").write_text(json.dumps(found | lie))
    with pytest.raises(Refused, match=r"manifest\.json ist nicht lesbar"):
        checking.check(taken.folder)


@pytest.mark.parametrize("line", ["x", f"{'0' * 128}  ../../secret", f"{'0' * 128}  /etc/passwd"])
def test_a_list_of_checksums_that_leads_out_of_the_backup_is_not_followed(data: Path, place: Path, line: str) -> None:
    taken = taking.take(place, at=NOW)
    sums = taken.folder / "SHA512SUMS"
    sums.write_text(f"{sums.read_text()}{line}\n")
    found = json.loads((taken.folder / "manifest.json").read_text())
    (taken.folder / "manifest.json").write_text(json.dumps(found | {"sums": manifest.sha512_of(sums)}))
    with pytest.raises(Refused, match="SHA512SUMS ist nicht lesbar"):
        checking.check(taken.folder)


def test_rows_are_counted_again(data: Path, place: Path) -> None:
    taken = taking.take(place, at=NOW)
    found = json.loads((taken.folder / "manifest.json").read_text())
    found["tables"]["meetings_body"] += 1
    (taken.folder / "manifest.json").write_text(json.dumps(found))
    if connection.vendor == "sqlite":
        with pytest.raises(Refused, match="andere Zeilen"):
            checking.check(taken.folder)
    else:
        checking.check(taken.folder)  # a dump is counted when it is restored (test_restore.py)


@pytest.mark.parametrize("inside", ["", "backups"])
def test_a_backup_inside_of_what_it_saves_is_refused(data: Path, inside: str) -> None:
    with pytest.raises(CommandError, match="liegt im Datenordner"):
        call_command("backup", str(data / inside))


def test_a_second_one_at_the_same_time_is_refused(data: Path, place: Path) -> None:
    with taking._alone(place), pytest.raises(CommandError, match="wird gerade schon gesichert"):
        call_command("backup", str(place))


def test_a_folder_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="kann nicht geschrieben werden"):
        call_command("backup", str(tmp_path / "file" / "backups"))


def test_a_folder_without_backups_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="liegt keine Sicherung"):
        call_command("check_backup", str(tmp_path))


def test_it_shows_one_moment_while_others_write(data: Path, place: Path) -> None:
    """Somebody always writes two rows together; no backup may hold one without the other."""
    stop, written = threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            with transaction.atomic():
                body = Body.objects.create(name="Musterstadt", short_name="Musterstadt")
                Organization.objects.create(body=body, name="Rat", type=OrganizationType.COUNCIL)
            written.set()
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        taken = [taking.take(place, at=NOW + timedelta(days=day)).manifest.tables for day in range(4)]
    finally:
        stop.set()
        writer.join()
    assert all(tables["meetings_body"] == tables["meetings_organization"] for tables in taken)
    counts = [tables["meetings_body"] for tables in taken]
    assert counts == sorted(set(counts)), "they went on writing meanwhile"


@pytest.mark.kill
def test_killed_in_the_middle_the_last_one_stays_whole(
    data: Path, place: Path, process_environment: dict[str, str]
) -> None:
    first = taking.take(place, at=NOW).folder
    with (data / "recordings" / "large").open("wb") as large:
        large.truncate(400 * 1024 * 1024)  # long enough to be met in the middle
    environment = process_environment | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, str(ROOT / "manage.py"), "backup", str(place)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not (half := list(place.glob(".unfinished-*/data/recordings/large"))):
        assert running.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert half[0].exists()
    assert generations(place) == [first]
    assert manifest.newest(place) == first
    checking.check(first)
    (data / "recordings" / "large").unlink()
    second = taking.take(place, at=NOW + timedelta(days=1)).folder
    assert generations(place) == [first, second]
    assert list(place.glob(".unfinished-*")) == [], "what was left is tidied"
