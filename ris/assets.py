"""Static files for the server: collected, named by content and compressed, but only when something changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# Of the npm packages only what a page names is served: other builds of the same code, other scripts and weights of the type,
# and KERN's own fonts would take brotli a minute and nobody would ask for them. A test holds the list against the pages.
NOT_SERVED = [
    *("*.d.ts", "*.d.mts", "*.scss", "browser-test-bundle*", "tus.js", "tus.js.map"),
    *("hls-demo*", "hls.worker*", "hls.js", "hls.js.map", "hls.mjs", "hls.mjs.map", "hls.min.*"),
    *(
        "hls.light.js",
        "hls.light.js.map",
        "hls.light.mjs",
        "hls.light.mjs.map",
        "hls.light.min.js",
        "hls.light.min.js.map",
    ),
    *("kern.css", "kern-grid*", "kern-utilities*", "kern*.js", "fonts/*"),
    *("htmx-4*", "htmax*", "hx-*"),
    *("fira-sans-*-italic.*", "fira-sans-*.woff", "fira-sans-[cgv]*", "fira-sans-*-[1235789]00-normal.woff2"),
]


def digest_of_sources() -> str:
    """A digest of path, size and change time of every file that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(NOT_SERVED):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_when_changed(target: Path) -> bool:
    """Collect into `target` (STATIC_ROOT) unless it holds just these files already; True when it had to."""
    stamp = target / ".collected"
    wanted = digest_of_sources()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True
