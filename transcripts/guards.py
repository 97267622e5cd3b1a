"""No invented text: what an engine writes over silence, hum, applause or music never becomes a word of the transcript.

Pure. Beside voice activity, which comes first; thresholds and their measurements: docs/decisions/0004-speech.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from transcripts.words import Utterance, Word, plain

MAX_COMPRESSION = 2.4  # text that zips better than this is a loop; German speech stays below 2.0
NO_SPEECH = 0.6
DOUBTFUL = -1.0  # mean log probability below which "no speech" is believed
HOPELESS = (
    -1.5
)  # below this even the last temperature found nothing: seen only over noise (speech was never below −0.95)

LONGEST_PHRASE = 12  # words
KEPT_REPEATS = {1: 3}  # „nein, nein, nein“ is said by people; a longer phrase is said twice at most
KEPT_OTHERWISE = 2

# What Whisper learned from subtitle files and writes where nobody speaks.
CREDITS = re.compile(
    r"untertitel(ung)?\s+(im auftrag|von|der|des|aufgrund|erstellt|:)|amara\.?\s?org|untertitel\w*\s+der\s+amara"
    r"|copyright\s+(wdr|zdf|swr|ndr|ard|br)\b|\b(wdr|zdf|swr|ndr|ard|br)\b.{0,12}\b(19|20)\d\d\b.{0,6}$"
    r"|dank f[üu]rs zuschauen|thanks for watching"
    r"|transcri(bed|ption) by|subtitles? by",
    re.IGNORECASE,
)
LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Guarded:
    """What is left, and how many utterances or words went for which reason."""

    utterances: tuple[Utterance, ...]
    dropped: Counter[str]


def guard(utterances: Iterable[Utterance]) -> Guarded:
    """Leave out what nobody said. Reasons counted: `loop`, `silence`, `hopeless`, `credits`, `repeats`, `no_letters`."""
    kept: list[Utterance] = []
    dropped: Counter[str] = Counter()
    for utterance in utterances:
        reason = why_invented(utterance)
        if reason:
            dropped[reason] += 1
            continue
        spoken = tuple(word for word in utterance.words if LETTER.search(word.text))
        dropped["no_letters"] += len(utterance.words) - len(spoken)
        words = without_loops(spoken)
        dropped["repeats"] += len(spoken) - len(words)
        if words:
            kept.append(
                replace(utterance, words=words, text=plain(words), start=words[0].start, end=words[-1].end)
                if words != utterance.words
                else utterance
            )
    return Guarded(tuple(kept), +dropped)


def why_invented(utterance: Utterance) -> str:
    """The reason to drop this utterance, or "". Numbers the engine does not give speak for it."""
    if utterance.compression_ratio is not None and utterance.compression_ratio > MAX_COMPRESSION:
        return "loop"
    doubt = utterance.average_log_probability
    if doubt is not None and doubt < HOPELESS:
        return "hopeless"
    silence = utterance.no_speech_probability
    if silence is not None and doubt is not None and silence > NO_SPEECH and doubt < DOUBTFUL:
        return "silence"
    if CREDITS.search(utterance.text):
        return "credits"
    return ""


def without_loops(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with every phrase that is said over and over cut to what a person might say."""
    out: list[Word] = list(words)
    for length in range(1, LONGEST_PHRASE + 1):
        most = KEPT_REPEATS.get(length, KEPT_OTHERWISE)
        at = 0
        while at + length * (most + 1) <= len(out):
            phrase = _bare(out[at : at + length])
            times = 1
            while _bare(out[at + length * times : at + length * (times + 1)]) == phrase:
                times += 1
            if times > most:
                # A loop is one invention from its second round on.
                del out[at + length : at + length * times]
            at += 1
    return tuple(out)


def _bare(words: list[Word]) -> list[str]:
    return [re.sub(r"\W", "", word.text).casefold() for word in words]
