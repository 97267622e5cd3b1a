"""A cut that comes while the public files are being made: what still shows it is never served and does not stay on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.models import Stage
from media.editing import add_edit
from media.ingest import add_recording
from media.models import Rendition
from media.storage import recording_folder
from tests.jobs.killing import wait_until_running, workers
from tests.media.making import H264, make, picture
from tests.world import World


@pytest.mark.kill
def test_a_cut_stops_the_rendering_that_still_shows_it(
    process_environment: dict[str, str], world: World, tmp_path: Path
) -> None:
    source = make(tmp_path / "sitzung.mkv", *picture(40, "640x360"), *H264, "-g", "1000", "-keyint_min", "1000")
    recording = add_recording(world.meeting, source)
    with workers(process_environment, "--until-idle") as foreman:
        running = wait_until_running("media.render", progress_above=5)
        add_edit(recording, kind="cut", starts=10_000, ends=20_000, reason="Name eines Kindes", by=world.dora)
        while foreman.poll() is None:
            shown = Rendition.objects.filter(recording=recording).values_list("edits", flat=True)
            assert all(edits == [["cut", 10_000, 20_000]] for edits in shown)
        assert foreman.returncode == 0
    recording.refresh_from_db()
    assert recording.current_rendition is not None
    assert recording.current_rendition.duration == 30_000
    assert recording.current_rendition.digest != running.digest
    assert not (recording_folder(recording) / running.digest).exists()
    assert Stage.objects.get(pk=running.pk).done_digest == recording.current_rendition.digest
