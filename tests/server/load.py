"""Load through nginx on loopback, at a fixed rate whatever the answers take: errors and percentiles by kind of page.

python -m tests.server.load [--seconds 300] [--rate 100] [--json FILE] [--address http://127.0.0.1:8080]

Without an address it starts this clone's own installation (`make demo` fills it) by the entry scripts. A request's time counts
from the moment at which it was due, so that a server that falls behind is not flattered. Visitors have addresses of their own
(X-Forwarded-For, believed from loopback), so that nginx's rates stay in force.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import math
import os
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import httpx

from tests.server.running import ROOT, entry, served

MOST = 100 * 3600  # requests in one run
OPEN_AT_ONCE = 300
VISITORS = 500
PART = 128 * 1024  # bytes of a segment asked for
WORDS = [
    "Straßenbahn",
    "Haltestelle",
    "Radweg",
    "Gartenstraße",
    "Haushalt",
    "Beschluss",
    "Antrag",
    "Verlängerung",
    "Linie",
    "Brunnen",
    "Schule",
    "Kita",
    "Bäume",
    "Verkehr",
    "Sicherheit",
    "Kosten",
    "Ausschuss",
    "Ortsbeirat",
    "Bürgermeister",
    "Anfrage",
    "Abstimmung",
    "Enthaltung",
    "Tagesordnung",
    "Protokoll",
    "Stadt",
    "Gemeinde",
    "Feuerwehr",
    "Wasser",
    "Wohnen",
    "Bebauungsplan",
    "Spielplatz",
    "Brücke",
    "Parkplatz",
    "Lärm",
    "Klima",
    "Solar",
    "Energie",
    "Sport",
    "Halle",
    "Verein",
    "Kultur",
    "Bibliothek",
    "Fest",
    "Ferien",
    "Bus",
    "Ampel",
    "Kreuzung",
    "Tempo",
    "Fußgänger",
    "Grundstück",
    "Steuer",
    "Fördermittel",
    "Sanierung",
    "Dach",
    "Heizung",
]
# Shares of a hundred requests.
MIX = {
    "Start": 10, "Suche": 20, "Sitzung": 12, "Wortlaut": 8, "Vorlage": 10, "Listen": 8, "Gremien, Personen": 7,
    "Playlist": 8, "Segment": 17,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request: its kind, address, and the bytes asked for (None: all)."""

    kind: str
    path: str
    span: tuple[int, int] | None = None


@dataclass
class Outcome:
    """Times in seconds, bytes and errors of one kind."""

    times: list[float] = field(default_factory=list)
    size: int = 0
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def addresses(client: httpx.Client) -> dict[str, list[str]]:
    """Addresses of each kind, found by following the links of the site itself."""
    found: dict[str, list[str]] = {"Start": ["/"], "Listen": ["/sitzungen/", "/vorlagen/", "/gremien/", "/personen/"]}

    def linked(page: str, pattern: str) -> list[str]:
        return sorted(set(re.findall(rf'(?:href|src|data-[a-z-]+)="({pattern})"', client.get(page).text)))

    found["Sitzung"] = linked("/sitzungen/", r"/sitzungen/[^/\"?#]+/") + linked("/", r"/sitzungen/[^/\"?#]+/")
    found["Vorlage"] = linked("/vorlagen/", r"/vorlagen/[^/\"?#]+/")
    found["Gremien, Personen"] = linked("/gremien/", r"/gremien/[^/\"?#]+/")
    found["Gremien, Personen"] += linked("/personen/", r"/personen/[^/\"?#]+/")
    found["Playlist"], found["Segment"], found["Wortlaut"] = [], [], []
    for meeting in found["Sitzung"]:
        for master in linked(meeting, r"/aufnahmen/[^\"]+/master\.m3u8"):
            found["Wortlaut"] += [f"{meeting}?t={seconds}" for seconds in range(0, 200, 10)]
            lists = [urljoin(master, line) for line in client.get(master).text.split() if line.endswith(".m3u8")]
            found["Playlist"] += [master, *lists]
            for each in lists:
                found["Segment"] += [urljoin(each, line) for line in client.get(each).text.split() if line.endswith(".m4s")]  # fmt: skip
    return {kind: sorted(set(paths)) for kind, paths in found.items()}


def requests(found: dict[str, list[str]], chance: random.Random) -> Iterator[Wanted]:
    """Without end: kinds by their shares, each with an address by chance."""
    kinds = [kind for kind, share in MIX.items() for _ in range(share)]
    while True:
        kind = chance.choice(kinds)
        if kind == "Suche":
            asked = " ".join(chance.sample(WORDS, chance.choice((1, 1, 2))))
            yield Wanted(kind, f"/suche/?q={quote(asked)}")
        elif kind == "Segment":
            first = chance.choice((0, 0, 0, 1024))
            yield Wanted(kind, chance.choice(found[kind]), (first, first + PART - 1))
        else:
            yield Wanted(kind, chance.choice(found[kind]))


async def run(address: str, found: dict[str, list[str]], *, rate: int, seconds: float) -> dict[str, Outcome]:
    """Send at this rate for so long; every request is answered, or an error."""
    outcomes: dict[str, Outcome] = {kind: Outcome() for kind in MIX}
    chance = random.Random(1)
    visitors = [f"10.0.{n // 250}.{n % 250 + 1}" for n in range(VISITORS)]
    limits = httpx.Limits(max_connections=OPEN_AT_ONCE, max_keepalive_connections=64)
    open_now: set[asyncio.Task[None]] = set()
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=30, follow_redirects=False) as client:
        began = time.perf_counter()
        for number, wanted in enumerate(itertools.islice(requests(found, chance), int(rate * seconds))):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if len(open_now) >= OPEN_AT_ONCE:
                outcomes[wanted.kind].errors["zu viele offen"] += 1
                continue
            one = asyncio.create_task(ask(client, wanted, chance.choice(visitors), due, outcomes[wanted.kind]))
            open_now.add(one)
            one.add_done_callback(open_now.discard)
        await asyncio.gather(*open_now)
    return outcomes


async def ask(client: httpx.AsyncClient, wanted: Wanted, visitor: str, due: float, outcome: Outcome) -> None:
    """One request to its last byte; anything but the answer expected is an error."""
    headers = {"X-Forwarded-For": visitor, "Accept-Encoding": "gzip"}
    if wanted.span:
        headers["Range"] = f"bytes={wanted.span[0]}-{wanted.span[1]}"
    try:
        answer = await client.get(wanted.path, headers=headers)
    except httpx.HTTPError as error:
        outcome.errors[type(error).__name__] += 1
        return
    outcome.times.append(time.perf_counter() - due)
    outcome.size += len(answer.content)
    if answer.status_code != (206 if wanted.span else 200):
        outcome.errors[str(answer.status_code)] += 1
    elif not answer.content:
        outcome.errors["leer"] += 1


def percentile(times: list[float], share: float) -> float:
    """In ms, of times in seconds: the smallest that so many percent do not exceed."""
    ordered = sorted(times)
    return round(ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)] * 1000, 1) if ordered else 0.0


def summary(outcomes: dict[str, Outcome], *, rate: int, seconds: float) -> dict[str, object]:
    """The figures, for JSON; times in ms."""

    def line(outcome: Outcome) -> dict[str, object]:
        return {
            "requests": len(outcome.times), "errors": dict(outcome.errors),
            **{f"p{share}": percentile(outcome.times, share) for share in (50, 95, 99, 100)},
            "kilobytes": round(outcome.size / 1000),
        }  # fmt: skip

    together = Outcome()
    for outcome in outcomes.values():
        together.times += outcome.times
        together.size += outcome.size
        for name, count in outcome.errors.items():
            together.errors[name] += count
    kinds = {kind: line(outcome) for kind, outcome in outcomes.items()}
    return {"rate": rate, "seconds": seconds, "cores": os.cpu_count(), "together": line(together), "kinds": kinds}


def table(figures: dict[str, object]) -> str:
    """The figures as text."""
    rows = [("", "Anfragen", "Fehler", "p50", "p95", "p99", "max")]
    kinds = dict(figures["kinds"]) | {"zusammen": figures["together"]}  # type: ignore[call-overload]
    for kind, line in kinds.items():
        errors = sum(line["errors"].values())
        rows.append((kind, str(line["requests"]), str(errors), *(f"{line[f'p{n}']:.0f}" for n in (50, 95, 99, 100))))
    return "\n".join(f"{row[0]:<18}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows) + "\n(Zeiten in ms)"


@contextmanager
def at(address: str) -> Iterator[str]:
    """The address given, or that of this clone's installation, started for the run."""
    if address:
        yield address
        return
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    prepared = entry(environment, "prepare")
    if prepared.returncode:
        sys.exit(prepared.stderr)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(environment | {"TRUSTED_PROXY": "127.0.0.1"}, Path(folder)) as server,
    ):
        yield server.address


def main() -> int:
    """Run, print, and say by the exit code whether there was an error."""
    parser = argparse.ArgumentParser(description="Last durch nginx auf diesem Rechner")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--rate", type=int, default=100, help="Anfragen je Sekunde")
    parser.add_argument("--address", default="", help="ein Server auf diesem Rechner, der schon läuft")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    if given.address and urlsplit(given.address).hostname not in {"127.0.0.1", "localhost", "::1"}:
        parser.error("Nur auf diesem Rechner: 127.0.0.1")
    if not 0 < given.rate * given.seconds <= MOST:
        parser.error(f"Höchstens {MOST} Anfragen")
    os.chdir(ROOT)
    with at(given.address) as address, httpx.Client(base_url=address, timeout=60) as client:
        found = addresses(client)
        if missing := [kind for kind in MIX if kind != "Suche" and not found[kind]]:
            sys.exit(f"Hier gibt es nichts davon: {', '.join(missing)}. Zuerst: make demo")
        sys.stdout.write(f"{address}: {given.rate} Anfragen je Sekunde, {given.seconds:.0f} s lang\n")
        sys.stdout.flush()
        outcomes = asyncio.run(run(address, found, rate=given.rate, seconds=given.seconds))
    figures = summary(outcomes, rate=given.rate, seconds=given.seconds)
    sys.stdout.write(table(figures) + "\n")
    errors = {kind: dict(outcome.errors) for kind, outcome in outcomes.items() if outcome.errors}
    if errors:
        sys.stdout.write(f"Fehler: {errors}\n")
    if given.json:
        given.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main())
