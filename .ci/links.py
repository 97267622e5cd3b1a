"""Follows every link of the invented city from its start page, fragments included, with linkinator: `make check-links`."""

from __future__ import annotations

import json
import subprocess
import sys

from demo_site import ROOT, site


def main() -> int:
    """Exit code 1 where a link leads nowhere; outside addresses are not asked, as a test talks to this machine only."""
    with site() as address:
        asked = subprocess.run(
            [
                *(str(ROOT / "node_modules" / ".bin" / "linkinator"), address, "--recurse", "--check-fragments"),
                *("--format", "json", "--timeout", "30000", "--concurrency", "4"),
                # A line that the server closes in the very moment it is used again is no dead link.
                *("--retry-errors", "--retry-errors-count", "3"),
                *("--skip", f"^(?!{address})"),
                # Filters of a search combine without end: each is followed once, pairs of them are not.
                *("--skip", r"/suche/\?[^#]*&[^#]*&"),
            ],
            text=True,
            capture_output=True,
            timeout=1500,
            check=False,
        )
    links = json.loads(asked.stdout[asked.stdout.index("{") :])["links"]
    broken = [link for link in links if link["state"] == "BROKEN"]
    for link in broken:
        sys.stdout.write(f"{link['status']} {link['url']} auf {link.get('parent')}\n")
    followed = sum(link["state"] == "OK" for link in links)
    sys.stdout.write(f"{followed} Adressen gut, {len(broken)} führen ins Leere\n")
    return int(bool(broken) or followed < 50)


if __name__ == "__main__":
    sys.exit(main())
