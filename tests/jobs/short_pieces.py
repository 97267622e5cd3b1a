"""The tests' settings with pieces of some seconds, for worker processes: a short clip has two of them."""

from tests.settings import *  # noqa: F403
from transcripts import chunking

chunking.SHARED_FROM = 8_000
