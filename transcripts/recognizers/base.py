"""What every recognizer is: samples in, utterances with timed words out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


class Recognizer(Protocol):
    """An engine with its model. Loading happens at the first call; one object serves many pieces in one process."""

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

    def recognize(
        self, samples: Samples, *, language: str, begins: int = 0, speech: Sequence[tuple[int, int]] | None = None
    ) -> Iterator[Utterance]:
        """What is said in `samples`, in order. `begins`: where they start in the file (ms); times are on the file's clock.

        `speech`: the only stretches to listen to, in ms from the first sample, together at most half a minute; None: the
        engine finds out by itself where somebody speaks.

        Raises RecognizerUnavailable when engine or model cannot be loaded.
        """
        ...
