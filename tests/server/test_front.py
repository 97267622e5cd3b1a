"""Real requests through Debian's nginx and gunicorn, started by the same entry scripts and configuration as in a container."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import Place
from tests.server.filling import SEGMENT_BYTES
from tests.server.running import ENTRY, ROOT, nginx

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]  # the first test waits for migrations and static files


# --- Pages and static files -------------------------------------------------------------------------------------------
def test_a_page_comes_compressed_with_each_security_header_once(place: Place) -> None:
    answer = place.client.get(place.known["meeting"], headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "Straßenbahn" in answer.text
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    for header in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert len(answer.headers.get_list(header)) == 1, header
    assert answer.headers["Server"] == "nginx", "no version"


def test_static_files_named_by_content_are_kept_for_ever_and_others_are_not(place: Place) -> None:
    page = place.client.get("/").text
    address = next(found for found in re.findall(r'href="(/static/[^"]+\.css)"', page) if "css/ris" in found)
    answer = place.client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert re.search(r"\.[0-9a-f]{12}\.css$", address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" not in place.client.get("/static/css/ris.css").headers["Cache-Control"]
    assert place.client.get("/static/staticfiles.json/../../secret_key").status_code in {400, 404}


@pytest.mark.skipif(
    not Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so").exists(), reason="no module for Brotli here"
)
def test_a_file_compressed_by_brotli_is_preferred(place: Place) -> None:
    name = "css/trial.0123456789ab.css"
    (place.data / "static" / name).write_bytes(b"plain")
    (place.data / "static" / f"{name}.br").write_bytes(b"by brotli")
    with place.client.stream("GET", f"/static/{name}", headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert b"".join(answer.iter_raw()) == b"by brotli"
    assert place.client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"}).content == b"plain"


# --- Recordings -------------------------------------------------------------------------------------------------------
def test_a_playlist_and_the_bytes_asked_for_of_a_segment_come_through_nginx(place: Place) -> None:
    media = place.known["media"]
    master = place.client.get(f"{media}/master.m3u8")
    assert master.status_code == 200
    assert master.headers["Content-Type"] == "application/vnd.apple.mpegurl"
    assert master.headers["Cache-Control"] == "public, no-cache"
    long = place.client.get(f"{media}/index.m3u8", headers={"Accept-Encoding": "gzip"})
    assert long.headers["Content-Encoding"] == "gzip"
    whole = (Path(place.known["folder"]) / "00000.m4s").read_bytes()
    part = place.client.get(f"{media}/00000.m4s", headers={"Range": "bytes=1000-200999"})
    assert part.status_code == 206
    assert part.content == whole[1000:201_000]
    assert part.headers["Content-Range"] == f"bytes 1000-200999/{SEGMENT_BYTES}"
    assert part.headers["Content-Type"] == "video/iso.segment"
    assert "Content-Encoding" not in part.headers
    everything = place.client.get(f"{media}/00000.m4s")
    assert everything.content == whole
    assert everything.headers["Accept-Ranges"] == "bytes"
    beyond = place.client.get(f"{media}/00000.m4s", headers={"Range": f"bytes={SEGMENT_BYTES}-"})
    assert beyond.status_code == 416


def test_what_the_application_says_of_a_file_arrives(place: Place) -> None:
    segment = f"{place.known['media']}/00000.m4s"
    through, behind = place.client.get(segment), httpx.get(place.server.behind + segment)
    assert behind.headers["X-Accel-Redirect"].startswith("/intern/recordings/")
    assert behind.content == b"", "the bytes are nginx's business"
    assert "X-Accel-Redirect" not in through.headers
    said = {name for name in behind.headers if name not in {"x-accel-redirect", "content-length", "date", "server"}}
    assert {"etag", "cache-control", "content-security-policy", "x-content-type-options", "last-modified"} <= said
    said -= {"connection", "content-language", "x-request-id"}
    assert len(through.headers.get_list("X-Request-ID")) == 1
    assert {name: through.headers.get_list(name) for name in said} == {
        name: behind.headers.get_list(name) for name in said
    }


def test_a_copy_that_is_still_right_is_not_sent_again(place: Place) -> None:
    segment = f"{place.known['media']}/00000.m4s"
    etag = place.client.get(segment).headers["ETag"]
    assert place.client.get(segment, headers={"If-None-Match": etag}).status_code == 304
    assert place.client.get(segment, headers={"If-None-Match": '"another"'}).status_code == 200
    ranged = {"Range": "bytes=0-9"}
    assert place.client.get(segment, headers=ranged | {"If-Range": etag}).status_code == 206
    assert place.client.get(segment, headers=ranged | {"If-Range": '"another"'}).status_code == 200


def test_a_document_comes_with_its_name_and_its_own_policy(place: Place) -> None:
    answer = place.client.get(place.known["document"])
    assert answer.status_code == 200
    assert "filename" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.content == (place.data / "files" / path_below(place.known["sha512"])).read_bytes()


def path_below(sha512: str) -> str:
    return f"{sha512[:2]}/{sha512[2:4]}/{sha512}"


def test_a_recording_that_nobody_may_see_is_not_there(place: Place) -> None:
    hidden = place.client.get(f"{place.known['hidden_media']}/00000.m4s")
    assert hidden.status_code == 404
    assert hidden.headers["Content-Type"].startswith("text/html")


def test_nobody_reaches_the_protected_folders_by_address(place: Place) -> None:
    inside = place.known["recordings"]
    for address in (
        f"{inside}/00000.m4s",
        f"{inside}/private.txt",
        f"/intern/files/{path_below(place.known['sha512'])}",
        "/intern/db.sqlite3",
        "/intern/secret_key",
        "/intern/files/../secret_key",
        "/static/../secret_key",
        "/static/%2e%2e/secret_key",
        "/static//../secret_key",
        "/fehler/wartung.html",
    ):
        answer = place.client.get(httpx.URL(place.server.address, raw_path=address.encode()))
        assert answer.status_code in {400, 404}, address
        assert (place.data / "secret_key").read_text().strip() not in answer.text


def test_a_cut_is_gone_at_once_although_pages_are_kept(place: Place) -> None:
    """The page was just kept for strangers; another process (a clerk's, a worker's) takes the rendition off."""
    segment = f"{place.known['media']}/00000.m4s"
    page = next(
        path for path in (f"{place.known['meeting']}wortlaut/", place.known["meeting"])
        if "Haltestelle am Brunnen" in place.client.get(path).text
    )  # fmt: skip
    assert "Haltestelle am Brunnen" in place.client.get(page).text
    uuid = place.known["media"].split("/")[2]
    rendition = take_off(place, uuid, "None")
    try:
        assert "Haltestelle am Brunnen" not in place.client.get(page).text
        assert place.client.get(segment).status_code == 404
    finally:
        take_off(place, uuid, rendition)
    assert "Haltestelle am Brunnen" in place.client.get(page).text


def take_off(place: Place, uuid: str, rendition: str) -> str:
    """Set the current rendition in a process of its own; tells which it was."""
    script = (
        "from media.models import Recording; r = Recording.objects.get(uuid='" + uuid + "');"
        "print(r.current_rendition_id); r.current_rendition_id = " + rendition + "; r.save()"
    )
    done = subprocess.run(
        [str(ENTRY), "shell", "-v0", "-c", script], env=place.server.environment, text=True, capture_output=True,
        check=True,
    )  # fmt: skip
    return done.stdout.strip()


# --- Limits -----------------------------------------------------------------------------------------------------------
def test_a_file_over_the_limit_is_refused_with_a_german_sentence(place: Place) -> None:
    answer = place.client.post("/admin/login/", content=bytes(65 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Diese Datei ist zu groß" in answer.text
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert place.client.get("/fehler/fehler.css").status_code == 200


def test_a_chunk_below_the_limit_reaches_the_application(place: Place) -> None:
    answer = place.client.patch("/sitzungen/", content=b"x" * 16 * 1024 * 1024)
    assert answer.status_code == 413
    assert "Please sign in first" in answer.text or "melden Sie sich" in answer.text, "the application's own answer"


def test_too_many_searches_are_asked_to_wait_and_other_pages_are_not(place: Place) -> None:
    statuses = [place.client.get(f"/suche/?q=Wort{n}").status_code for n in range(60)]
    assert set(statuses) == {200, 429}
    assert statuses[:10] == [200] * 10
    said = next(
        answer for answer in (place.client.get("/suche/?q=Haltestelle") for _ in range(60)) if answer.status_code == 429
    )
    assert "Bitte einen Augenblick warten" in said.text
    assert said.headers["Retry-After"] == "60"
    assert place.client.get("/suche/").status_code == 200
    assert place.client.get("/sitzungen/").status_code == 200


def test_too_many_attempts_to_sign_in_are_asked_to_wait(place: Place) -> None:
    statuses = [place.client.post("/anmelden/", data={"login": "x"}).status_code for _ in range(20)]
    assert statuses[0] != 429
    assert statuses[-1] == 429
    assert place.client.get("/anmelden/").status_code == 200


# --- The configuration itself -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "more",
    [{}, {"TRUSTED_PROXY": "10.0.0.0/8"}, {"WEB_ADDRESS": "unix:/run/ris/web.sock", "FRONT_LISTEN": "[::1]:8129"}],
)
def test_nginx_accepts_what_is_rendered(place: Place, tmp_path: Path, more: dict[str, str]) -> None:
    checked = check_configuration(place, tmp_path, more)
    assert checked.returncode == 0, checked.stderr
    assert re.search(r"@[A-Z_]+@", (tmp_path / "nginx.conf").read_text()) is None


def test_with_a_certificate_it_speaks_tls(place: Place, tmp_path: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=rat.example", "-keyout", "key", "-out", "certificate"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    tls = {"TLS_CERTIFICATE": str(tmp_path / "certificate"), "TLS_KEY": str(tmp_path / "key")}
    checked = check_configuration(place, tmp_path, tls)
    assert checked.returncode == 0, checked.stderr
    assert "ssl_certificate_key" in (tmp_path / "nginx.conf").read_text()


def test_a_value_that_would_end_a_directive_is_refused(place: Place, tmp_path: Path) -> None:
    checked = check_configuration(place, tmp_path, {"WEB_ADDRESS": "127.0.0.1:1; return 200"})
    assert checked.returncode == 1
    assert "WEB" in checked.stderr


def check_configuration(place: Place, folder: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {**place.server.environment, "FRONT_RUN": str(folder), **more}
    rendered = subprocess.run(
        [str(ROOT / "docker" / "nginx" / "render")], env=environment, text=True, capture_output=True, check=False
    )
    if rendered.returncode:
        return rendered
    (folder / "nginx.conf").write_text(rendered.stdout)
    command = [nginx(), "-t", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", "stderr"]
    return subprocess.run(command, text=True, capture_output=True, check=False)


# --- The entry script -------------------------------------------------------------------------------------------------
def test_the_entry_script_hands_other_commands_on(place: Place) -> None:
    done = subprocess.run(
        [str(ENTRY), "prepare", "--wait", "--seconds", "1"], env=place.server.environment, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_server_does_not_start_on_a_database_of_another_version(tmp_path: Path, place: Place) -> None:
    environment = {**place.server.environment, "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "WAIT_SECONDS": "0"}
    done = subprocess.run([str(ENTRY), "web"], env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert "zuerst: manage.py prepare" in done.stderr


def test_a_database_that_does_not_answer_is_named(place: Place) -> None:
    environment = {**place.server.environment, "DATABASE_URL": "postgres://ris@127.0.0.1:1/ris", "WAIT_SECONDS": "0"}
    done = subprocess.run([str(ENTRY), "migrate"], env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert "Die Datenbank antwortet nicht" in done.stderr


# --- Maintenance ------------------------------------------------------------------------------------------------------
def test_when_the_application_is_down_a_german_page_says_so(place: Place) -> None:
    with place.server.without_the_application():
        answer = place.client.get("/sitzungen/")
        assert answer.status_code == 502
        assert "Wartung: gleich wieder da" in answer.text
        assert answer.headers["Retry-After"] == "60"
        assert answer.headers["Cache-Control"] == "no-store"
        assert place.client.get("/static/css/ris.css").status_code == 200, "nginx serves what it can"
    assert place.client.get("/sitzungen/").status_code == 200
