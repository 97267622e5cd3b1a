"""A sitting with something that nobody may see or hear."""

from pathlib import Path

import pytest

from tests.media.making import H264, make


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    """Twelve seconds: grey and quiet at 440 Hz, but from 4.2 s to 7.1 s pure red and 3 kHz — what nobody may see or hear."""
    graph = (
        "color=c=0x707070:s=320x180:r=25:d=12,drawbox=c=red:t=fill:enable='gte(t,4.199)*lt(t,7.099)'[v];"
        "sine=440:d=12:r=48000,asetnsamples=48,volume=0:enable='gte(t,4.1995)*lt(t,7.0995)'[quiet];"
        "sine=3000:d=12:r=48000,asetnsamples=48,volume=0:enable='lt(t,4.1995)+gte(t,7.0995)'[secret];"
        "[quiet][secret]amix=inputs=2:normalize=0[a]"
    )
    # Sound without loss: AAC would smear the tone itself over its borders.
    return make(tmp_path / "sitzung.mkv", "-filter_complex", graph, "-map", "[v]", "-map", "[a]", *H264[:-1], "flac")
