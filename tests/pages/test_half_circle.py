"""The half circle: as many places as votes, none outside of the picture, none upon another, yes on the left."""

from math import dist

import pytest

from ris.pages.half_circle import FEWEST, HEIGHT, MOST, WIDTH, half_circle


@pytest.mark.parametrize("total", [FEWEST, 7, 11, 24, 25, 43, 61, 80, MOST])
def test_every_vote_has_a_place_of_its_own(total: int) -> None:
    seats = half_circle([("yes", total)])
    assert len(seats) == total
    for seat in seats:
        x, y, r = float(seat.x), float(seat.y), float(seat.r)
        assert r <= x <= WIDTH - r
        assert r <= y <= HEIGHT
    places = [(float(seat.x), float(seat.y)) for seat in seats]
    nearest = min(dist(one, other) for n, one in enumerate(places) for other in places[n + 1 :])
    assert nearest >= 2 * float(seats[0].r) * 0.98


def test_yes_sits_on_the_left_and_no_on_the_right() -> None:
    seats = half_circle([("yes", 13), ("no", 9), ("abstain", 2)])
    assert [seat.choice for seat in seats] == ["yes"] * 13 + ["no"] * 9 + ["abstain"] * 2
    left = [float(seat.x) for seat in seats if seat.choice == "yes"]
    right = [float(seat.x) for seat in seats if seat.choice == "abstain"]
    assert min(left) < WIDTH / 4
    assert min(right) > max(left)


def test_too_few_and_too_many_draw_nothing() -> None:
    assert half_circle([("yes", FEWEST - 1)]) == ()
    assert half_circle([("yes", MOST + 1)]) == ()
    assert half_circle([]) == ()
