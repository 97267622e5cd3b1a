"""Static files for the server: collected, named by content and compressed, but only when something changed."""

from __future__ import annotations

import hashlib
from fnmatch import fnmatch
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# Of the npm packages only the minified builds are served; these are other forms of the same code.
NOT_SERVED = [
    *("*.d.ts", "*.d.mts", "*.js.d.ts", "*.scss", "browser-test-bundle*", "hls-demo*", "hls.worker*"),
    *("hls.js", "hls.js.map", "hls.mjs", "hls.mjs.map", "hls.light.js", "hls.light.js.map"),
    *("hls.light.mjs", "hls.light.mjs.map"),
]


def digest_of_sources() -> str:
    """A digest of path, size and change time of every file that would be collected."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            if any(fnmatch(Path(path).name, pattern) for pattern in NOT_SERVED):
                continue
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_when_changed(target: Path) -> bool:
    """Collect into `target` (STATIC_ROOT) unless it holds just these files already; True when it had to."""
    stamp = target / ".collected"
    wanted = digest_of_sources()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(wanted)
    return True
