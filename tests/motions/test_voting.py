"""Which result follows from which counts."""

import pytest

from motions.voting import carried, is_tie


@pytest.mark.parametrize(
    ("yes", "no", "adopted"),
    [(13, 9, True), (9, 13, False), (12, 12, False), (1, 0, True), (0, 0, False), (None, None, None)],
)
def test_more_yes_than_no_adopts_and_a_tie_rejects(yes: int | None, no: int | None, adopted: bool | None) -> None:
    assert carried(yes, no) is adopted


def test_nobody_voting_is_no_tie() -> None:
    assert is_tie(12, 12)
    assert not is_tie(0, 0)
    assert not is_tie(None, None)
