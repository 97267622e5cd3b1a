"""`manage.py add_recording` with a real file, a real folder and a real server."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from media.models import Recording
from ris.doors.fetching import NotFetched, fetch, is_public_address
from tests.media.making import make, tone
from tests.world import World, build_world


class Unsteady(http.server.SimpleHTTPRequestHandler):
    """Breaks off after half of a file at the first try; knows ranges, as any web server does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if self.path == "/weiter":
            self.send_response(302)
            self.send_header("Location", "/a.wav")
            self.end_headers()
            return
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        asked = self.headers.get("Range")
        first = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        self.server.starts.append(first)  # type: ignore[attr-defined]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(data) - first))
        self.end_headers()
        self.wfile.write(data[first:] if asked else data[: len(data) // 2])

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[http.server.ThreadingHTTPServer]:
    handler = functools.partial(Unsteady, directory=str(tmp_path))
    here = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    here.starts = []  # type: ignore[attr-defined]
    threading.Thread(target=here.serve_forever, daemon=True).start()
    yield here
    here.shutdown()
    here.server_close()


def left_over() -> list[Path]:
    return list((Path(settings.DATA_DIR) / "tmp").glob("add-*"))


def test_a_broken_line_is_taken_up_again_behind_a_redirect(
    world: World, server: http.server.ThreadingHTTPServer, tmp_path: Path, settings: object
) -> None:
    settings.FETCH_PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]
    source = make(tmp_path / "a.wav", *tone(2))
    call_command("add_recording", world.meeting.slug, f"http://127.0.0.1:{server.server_address[1]}/weiter")
    assert Recording.objects.get(meeting=world.meeting).source_size == source.stat().st_size
    assert server.starts == [0, source.stat().st_size // 2]  # type: ignore[attr-defined]
    assert left_over() == []


def test_our_own_network_is_not_asked(world: World, server: http.server.ThreadingHTTPServer, tmp_path: Path) -> None:
    make(tmp_path / "a.wav", *tone(1))
    with pytest.raises(CommandError):
        call_command("add_recording", world.meeting.slug, f"http://127.0.0.1:{server.server_address[1]}/a.wav")
    assert server.starts == []  # type: ignore[attr-defined]
    assert not Recording.objects.filter(meeting=world.meeting).exists()
    for number in ("10.1.2.3", "127.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.1.1", "fd00::1", "100.64.0.1"):
        assert not is_public_address(number), number
    assert is_public_address("193.99.144.80")


def test_too_large_and_missing_leave_nothing(server: http.server.ThreadingHTTPServer, tmp_path: Path) -> None:
    make(tmp_path / "a.wav", *tone(1))
    base = f"http://127.0.0.1:{server.server_address[1]}"
    for address, code in ((f"{base}/a.wav", "too_large"), (f"{base}/nichts", "refused"), ("ftp://x/y", "bad_address")):
        with pytest.raises(NotFetched) as trouble:
            fetch(address, tmp_path / "ziel", max_bytes=1_000, private_allowed=True)
        assert trouble.value.code == code
        assert not (tmp_path / "ziel").exists()


def test_a_folder_becomes_parts_in_order(world: World, tmp_path: Path) -> None:
    for number in (10, 2):
        make(tmp_path / f"teil{number}.wav", *tone(1, 300 + number))
    call_command("add_recording", world.meeting.slug, str(tmp_path))
    names = Recording.objects.filter(meeting=world.meeting).order_by("offset").values_list("source_name", flat=True)
    assert list(names) == ["teil2.wav", "teil10.wav"]


def test_a_text_is_refused_with_a_sentence(world: World, tmp_path: Path) -> None:
    (tmp_path / "brief.mp4").write_text("Sehr geehrte Damen und Herren\n")
    with pytest.raises(CommandError, match=r"brief\.mp4"):
        call_command("add_recording", world.meeting.slug, str(tmp_path / "brief.mp4"))
    assert not Recording.objects.filter(meeting=world.meeting).exists()


@pytest.mark.parametrize("wanted", ["keine-sitzung", "z" * 32, "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_meeting_is_named(world: World, tmp_path: Path, wanted: str) -> None:
    with pytest.raises(CommandError, match=wanted):
        call_command("add_recording", wanted, str(tmp_path))


@pytest.mark.django_db(transaction=True)
def test_the_command_line_ends_with_a_sentence_and_exit_code_1(
    process_environment: dict[str, str], tmp_path: Path
) -> None:
    world = build_world()
    (tmp_path / "brief.mp4").write_text("Sehr geehrte Damen und Herren\n")
    done = subprocess.run(
        [sys.executable, "manage.py", "add_recording", str(world.meeting.uuid), str(tmp_path / "brief.mp4")],
        cwd=Path(__file__).resolve().parents[2], env=process_environment, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "brief.mp4" in done.stderr
    assert "Traceback" not in done.stderr
    assert not Recording.objects.exists()
