"""Writes the list of everyday German words that the correction of names leaves alone."""

from __future__ import annotations

import gzip
import re
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from transcripts.everyday import WORDS

OFTEN = 1e-6  # of all words (Zipf 3): below that begin the names of small places and people


class Command(BaseCommand):
    """Needed only to make the list anew; `pip install wordfreq` (58 MB) first, it is no dependency of ours."""

    help = (
        "Schreibt transcripts/data/everyday_words.txt.gz aus dem Paket wordfreq (nur nötig, um die Liste zu erneuern)."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            frequencies: dict[str, float] = import_module("wordfreq").get_frequency_dict("de", wordlist="large")
        except ImportError as error:
            raise CommandError("wordfreq fehlt: pip install wordfreq") from error
        words = sorted(
            word for word, share in frequencies.items() if share >= OFTEN and re.fullmatch(r"[a-zäöüß]+", word)
        )
        # mtime 0: the same words are the same file.
        WORDS.write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
        self.stdout.write(f"{len(words)} Wörter in {WORDS}")
