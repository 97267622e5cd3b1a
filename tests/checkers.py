"""Checkers that are not ours: axe for accessibility, Nu for HTML, WebVTT and HLS parsers, CSP, calendars and feeds.

Each answers with a list of faults, or tells what it has read.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

WEBVTT = """
import { createRequire } from "node:module";
const { WebVTTParser } = createRequire(import.meta.url)("webvtt-parser");
const [kind, text] = JSON.parse(await new Response(process.stdin).text());
const found = new WebVTTParser().parse(text, kind).errors;
console.log(JSON.stringify(found.map((e) => `${e.line}:${e.col ?? ""} ${e.message}`)));
"""
# Two parsers, as each is blind where the other sees (an EXTINF that is missing or no number).
HLS = """
import HLS from "hls-parser";
import { Parser } from "m3u8-parser";
const text = await new Response(process.stdin).text();
const found = [];
HLS.setOptions({ strictMode: true, silent: true });
try { HLS.parse(text); } catch (error) { found.push(error.message); }
const parser = new Parser();
for (const kind of ["warn", "error"]) parser.on(kind, (event) => found.push(event.message));
parser.push(text);
parser.end();
console.log(JSON.stringify(found));
"""
CSP = """
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
const text = await new Response(process.stdin).text();
const found = new CspEvaluator(new CspParser(text).csp).evaluate().filter((each) => each.severity <= 30);
console.log(JSON.stringify(found.map((each) => `${each.directive} ${each.value ?? ""}: ${each.description}`)));
"""


def webvtt_faults(text: str, *, kind: str = "captions") -> list[str]:
    """What W3C's parser says against a WebVTT file; `kind` is captions or chapters."""
    return _ask_node(WEBVTT, json.dumps([kind, text]))


def hls_faults(text: str) -> list[str]:
    """What hls-parser (strict) and m3u8-parser say against a playlist."""
    return _ask_node(HLS, text)


def csp_faults(policy: str) -> list[str]:
    """What Google's csp_evaluator says against a policy (high and medium severity)."""
    return _ask_node(CSP, policy)


def _ask_node(script: str, text: str) -> list[str]:
    return list(json.loads(_node(script, text)))


def _node(script: str, text: str) -> str:
    ours = ROOT / ".venv" / "bin" / "node"
    node = str(ours) if ours.exists() else shutil.which("node")
    assert node, "node is missing: make setup"
    asked = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=text,
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout


def axe_faults(page: Any) -> list[str]:
    """Violations of WCAG 2.2 A/AA and of axe's best practices on the page as it stands now."""
    page.evaluate((PACKAGES / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", AXE_TAGS
    )
    assert len(found["passes"]) > 5, "axe looked at nothing"
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']} {node['target']} {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"][:5]
    ]


class Nu:
    """The Nu HTML checker as a warm server: 0.06 s a page instead of 1.3 s."""

    def __init__(self, address: str) -> None:
        self.address = address

    def faults(self, html: str, *, warnings: bool = False) -> list[str]:
        """Errors of one HTML page (with its CSS), each with its line; warnings only when asked for."""
        level = "" if warnings else "&level=error"
        answer = httpx.post(
            f"{self.address}/?out=json{level}",
            content=html.encode(),
            headers={"Content-Type": "text/html; charset=utf-8"},
            timeout=60,
        ).raise_for_status()
        return [
            f"line {told.get('lastLine', '?')}: {told['message']} {told.get('extract', '')!r}"
            for told in answer.json()["messages"]
            if told["type"] in ("error", "non-document-error") or warnings
        ]


@contextmanager
def nu_checker() -> Iterator[Nu]:
    """Start the Nu checker on a free loopback port; it ends with the block."""
    java = shutil.which("java")
    assert java, "java is missing: make setup-test"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    jar = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-Xmx512m", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(jar)]
    server = subprocess.Popen(
        [*command, "nu.validator.servlet.Main", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        checker = Nu(f"http://127.0.0.1:{port}")
        until = time.monotonic() + 60
        while True:
            try:
                checker.faults("<!DOCTYPE html><html lang=de><title>x</title>")
                break
            except httpx.TransportError:
                assert server.poll() is None, "the Nu checker ended by itself"
                assert time.monotonic() < until, "the Nu checker did not answer within 60 s"
                time.sleep(0.2)
        yield checker
    finally:
        server.terminate()
        server.wait(timeout=20)


JARS = ROOT / "var" / "checkers"
# Only what a validator cannot see: whether times mean what they say. ical.js reads the calendar as Thunderbird does.
ICAL_JS = """
import ICAL from "ical.js";
const text = await new Response(process.stdin).text();
ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const found = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid, summary: event.summary, description: event.description, location: event.location,
    start: event.startDate.toJSDate().getTime(), end: event.endDate.toJSDate().getTime(), sequence: event.sequence,
    status: component.getFirstPropertyValue("status"), url: component.getFirstPropertyValue("url"),
    categories: component.getAllProperties("categories").flatMap((each) => each.getValues()),
  };
});
console.log(JSON.stringify(found));
"""


def ical4j_faults(calendars: list[bytes], folder: Path) -> list[str]:
    """What ical4j says against each of these calendars ("" when nothing); one start of Java for all of them."""
    java = shutil.which("java")
    assert java, "java is missing: make setup-test"
    assert list(JARS.glob("ical4j-*.jar")), "ical4j is missing: make setup-test"
    files = []
    for number, content in enumerate(calendars):
        files.append(folder / f"{number}.ics")
        files[-1].write_bytes(content)
    command = [java, "-Xmx256m", "-cp", f"{JARS}/*", str(ROOT / ".ci" / "checkers" / "CheckIcs.java"), *map(str, files)]
    asked = subprocess.run(command, text=True, capture_output=True, timeout=120, check=False)
    lines = [line for line in asked.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert len(lines) == len(calendars), asked.stderr
    return [line[5:].strip() for line in lines]


def events_in_ical_js(text: str) -> list[dict[str, Any]]:
    """The events of a calendar as ical.js (Thunderbird's library) reads them; fails for what it cannot read."""
    return [dict(event) for event in json.loads(_node(ICAL_JS, text))]


# What a podcast program gets out of it; the parser writes its doubts to the console.
PARTYTIME = """
const said = [];
for (const kind of ["warn", "error", "log", "info"]) console[kind] = (...words) => said.push(words.join(" "));
const { default: parser } = await import("podcast-partytime");
const read = parser.parseFeed(await new Response(process.stdin).text());
process.stdout.write("\\n" + JSON.stringify(read));
"""


def podcast_as_read(text: str) -> dict[str, Any]:
    """What podcast-partytime reads from a podcast; fails where it finds none."""
    read = json.loads(_node(PARTYTIME, text).splitlines()[-1])  # before it stands what it was in doubt about
    assert read, "no podcast"
    return dict(read)
