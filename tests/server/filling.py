"""Fills an installation (`DATA_DIR`, `DATABASE_URL`) with the recorded world, and tells what is where as JSON.

python -m tests.server.filling
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

import django

SEGMENT_BYTES = 300_000


def fill() -> dict[str, Any]:
    """The small world with its recording, a playlist with one segment of real size, and a recording nobody may see."""
    from media.models import Recording, Rendition
    from media.storage import product_folder
    from meetings.models import Audience
    from tests.recorded_world import DIGEST, build_recorded_world
    from tests.world import build_world

    world = build_world()
    recorded = build_recorded_world(world)
    segment = random.Random(7).randbytes(SEGMENT_BYTES)
    (recorded.folder / "00000.m4s").write_bytes(segment)
    lines = [f"#EXTINF:4.0,\n{n:05d}.m4s\n" for n in range(200)]
    (recorded.folder / "index.m3u8").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + "".join(lines))
    hidden = Recording.objects.create(
        meeting=world.meeting, source_name="intern.mp4", source_sha512="2" * 128, source_size=1, position=2,
        offset=60_000, duration=60_000, has_video=True, has_audio=True, audience=Audience.OFFICE,
    )  # fmt: skip
    hidden.current_rendition = Rendition.objects.create(recording=hidden, digest=DIGEST, duration=60_000)
    hidden.save()
    folder = product_folder(hidden, DIGEST)
    folder.mkdir(parents=True)
    (folder / "00000.m4s").write_bytes(segment)
    return {
        "media": f"/aufnahmen/{recorded.recording.uuid}/{DIGEST}",
        "hidden_media": f"/aufnahmen/{hidden.uuid}/{DIGEST}",
        "recordings": f"/intern/recordings/{recorded.recording.uuid}/{DIGEST}",
        "folder": str(recorded.folder),
        "meeting": f"/sitzungen/{world.meeting.slug}/",
        "document": f"/dateien/{world.file.uuid}/dokument.txt",
        "sha512": world.file.sha512,
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(fill()))
