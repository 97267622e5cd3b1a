"""What every recognizer is: samples in, utterances with timed words out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from transcripts.words import Utterance

RATE = 16_000  # samples per second, mono: what Whisper hears

Samples = npt.NDArray[np.float32]


class RecognizerUnavailable(Exception):
    """The recognizer cannot work here: `code` and values say why (`not_installed`, `model_missing`, `model_damaged`, …)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Passage:
    """At most half a minute of speech. `begins`: where the samples start in the file (ms); `speech`: the only stretches to
    listen to, in ms from the first sample.
    """

    samples: Samples
    begins: int
    speech: Sequence[tuple[int, int]]


class Recognizer(Protocol):
    """An engine with its model. Loading happens at the first call; one object serves many pieces in one process."""

    @property
    def together(self) -> int:
        """How many passages are best heard in one call of `hear`; what is heard does not depend on it."""
        ...

    @property
    def engine(self) -> str:
        """Name of the engine with its version, as stored with the transcript."""
        ...

    @property
    def model(self) -> str:
        """Name of the model, as stored with the transcript."""
        ...

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Settings that change what comes out (JSON)."""
        ...

    def recognize(self, samples: Samples, *, language: str, begins: int = 0) -> Iterator[Utterance]:
        """What is said in `samples`, in order; the engine finds out by itself where somebody speaks. `begins`: where they start
        in the file (ms); times are on the file's clock. Raises RecognizerUnavailable when engine or model cannot be loaded.
        """
        ...

    def hear(self, passages: Sequence[Passage], *, language: str) -> list[list[Utterance]]:
        """What is said in each passage, in order, on the file's clock. What the engine passes over at a passage's end may be
        missing. Raises RecognizerUnavailable.
        """
        ...
