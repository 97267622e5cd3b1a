"""Static files for the server: joined, named by content and compressed, but only when something changed."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from ris import stylesheets

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


JOINED = "css/ris.css"
BESIDE = ("css/*.css", "theme/*.css")
"""Sheets that come beside the joined one and may ask for KERN's properties."""
CODE = ("accounts", "jobs", "media", "meetings", "motions", "ris", "search", "transcripts")


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, with one style sheet where `css/ris.css` imports many, and of KERN only what our pages use."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Join first: the name by content must be that of the joined sheet."""
        if not dry_run and JOINED in paths:
            sheets = {name: _text(paths, name) for name in paths if any(fnmatch(name, one) for one in BESIDE)}

            def read(address: str) -> str:
                return _text(paths, posixpath.normpath(posixpath.join(posixpath.dirname(JOINED), address)))

            whole = stylesheets.joined(sheets[JOINED], read)
            small = stylesheets.without_unused(whole, classes_of_kern(), sheets.values())
            Path(self.path(JOINED)).write_text(small, encoding="utf-8")
            paths[JOINED] = (self, JOINED)
        yield from super().post_process(paths, dry_run, **options)


def _text(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return bytes(file.read()).decode()


def classes_of_kern() -> frozenset[str]:
    """Those that our templates, scripts and forms name."""
    base = Path(settings.BASE_DIR)
    places = [(base / "templates", "*.html"), (base / "static" / "js", "*.js"), *((base / app, "*.py") for app in CODE)]
    return stylesheets.named_classes(file.read_text() for folder, kind in places for file in folder.rglob(kind))


def digest_of_sources() -> str:
    """A digest of path, size and change time of every file that would be collected, and of what decides how they are joined."""
    digest = hashlib.sha256(Path(stylesheets.__file__).read_bytes() + " ".join(sorted(classes_of_kern())).encode())
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
