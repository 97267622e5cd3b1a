"""What kills and second thoughts leave behind, thrown away when nobody can want it any more.

In `DATA_DIR/tmp` lies only unfinished work: what nothing was written to for a day is nobody's. Of products, those that no
stage and no rendition names: a rendition whose edits changed while it was made must not lie on the disk for ever.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings

from jobs.models import Stage
from jobs.registry import stage
from jobs.run import Run
from media import uploads
from media.models import Recording, Rendition
from media.storage import DIGEST
from meetings.storage import tmp_dir

EVERY = 6 * 3600  # seconds
FORGOTTEN = 24 * 3600.0  # seconds without a byte written; the longest stage writes all the time
HALF_WRITTEN = (".half-*", ".write-*")


@stage("media.tidy", standing=True, every=EVERY, noted=False)
def tidy(_subject_id: int, run: Run) -> None:
    """Throw away expired uploads, forgotten temporary files, and products that nothing names."""
    count = uploads.throw_away_expired()
    count += throw_away_forgotten(older_than=FORGOTTEN)
    for number, folder in enumerate(sorted(recordings_folder().glob("*"))):
        if number % 100 == 0:
            run.check()
        count += throw_away_products(folder, older_than=FORGOTTEN)
    run.progress(100, f"{count}")


def recordings_folder() -> Path:
    """The products of all recordings, one folder each."""
    return Path(settings.DATA_DIR) / "recordings"


def throw_away_forgotten(*, older_than: float) -> int:
    """Remove what lies in `tmp` and was not written to for so many seconds (uploads have their own time); tells how many."""
    count = 0
    for path in tmp_dir().iterdir():
        if path != uploads.uploads_folder() and _idle_for(path) > older_than:
            _remove(path)
            count += 1
    return count


def throw_away_products(folder: Path, *, older_than: float) -> int:
    """Remove products of this recording that nothing names, and half-written files in the others; tells how many."""
    named = _named_products(folder.name)
    count = 0
    for product in folder.iterdir() if folder.is_dir() else ():
        if named is None or not DIGEST.fullmatch(product.name):
            continue  # not ours to judge
        if product.name not in named:
            wanted = [product]
        else:
            wanted = [path for pattern in HALF_WRITTEN for path in product.glob(pattern)]
        for path in wanted:
            if _idle_for(path) > older_than:
                _remove(path)
                count += 1
    return count


def _named_products(name: str) -> set[str] | None:
    """Digests that a stage or a rendition of this recording names; None where there is no such recording."""
    try:
        recording = Recording.objects.filter(uuid=UUID(name)).first()
    except ValueError:
        return None
    if recording is None:
        return None
    stages = Stage.objects.of("media.Recording", recording.pk).values_list("digest", "done_digest")
    renditions = Rendition.objects.filter(recording=recording).values_list("digest", flat=True)
    return {digest for pair in stages for digest in pair} | set(renditions)


def _idle_for(path: Path) -> float:
    """Seconds since anything in it was written; 0 for what goes away at this moment."""
    try:
        newest = max((inside.lstat().st_mtime for inside in (path, *path.rglob("*"))), default=time.time())
    except FileNotFoundError:
        return 0.0
    return time.time() - newest


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
