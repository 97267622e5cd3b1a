"""Follows every link of the invented city from its start page, fragments included, with linkinator: `make check-links`."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress

import httpx
from demo_site import ROOT, site


def answers(address: str) -> bool:
    """Whether the page comes when it is asked for alone, three times at most."""
    for _ in range(3):
        with suppress(httpx.TransportError):
            return httpx.get(address, timeout=30, follow_redirects=True).is_success
    return False


def main() -> int:
    """Exit code 1 where a link leads nowhere; outside addresses are not asked, as a test talks to this machine only."""
    with site() as address:
        asked = subprocess.run(
            [
                *(str(ROOT / "node_modules" / ".bin" / "linkinator"), address, "--recurse", "--check-fragments"),
                *("--format", "json", "--timeout", "30000", "--concurrency", "4"),
                *("--skip", f"^(?!{address})"),
                # Filters of a search combine without end: each is followed once, pairs of them are not.
                *("--skip", r"/suche/\?[^#]*&[^#]*&"),
            ],
            text=True,
            capture_output=True,
            timeout=1500,
            check=False,
        )
        if "{" not in asked.stdout:
            sys.stdout.write(f"linkinator endete ohne Ergebnis (Code {asked.returncode}):\n{asked.stderr[-2000:]}\n")
            return 1
        links = json.loads(asked.stdout[asked.stdout.index("{") :])["links"]
        # A line that the server closes in the very moment it is used again is no dead link. Asked again by us: linkinator's own
        # waiting does not keep its process alive, so that it ends without a word (exit 13) when the last link is one of these.
        broken = [
            link for link in links if link["state"] == "BROKEN" and not (link["status"] == 0 and answers(link["url"]))
        ]
    for link in broken:
        sys.stdout.write(f"{link['status']} {link['url']} auf {link.get('parent')}\n")
    followed = len([link for link in links if link["state"] != "SKIPPED"]) - len(broken)
    sys.stdout.write(f"{followed} Adressen gut, {len(broken)} führen ins Leere\n")
    return int(bool(broken) or followed < 50)


if __name__ == "__main__":
    sys.exit(main())
