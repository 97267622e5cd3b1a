"""Ways to ask that haystack has no input type for."""

from __future__ import annotations

from typing import Any

from haystack.inputs import Clean


class Words(Clean):
    """Words of which at least `minimum` must be found (all when None): `SQ(content=Words("a b c", minimum=2))`.

    Other backends read it as cleaned text, all words.
    """

    input_type_name = "words"

    def __init__(self, query_string: str, *, minimum: int | None = None, **kwargs: Any) -> None:
        super().__init__(query_string, **kwargs)
        self.minimum = minimum
