"""Times in the admin are typed as h:mm:ss and kept as milliseconds."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from meetings.admin_clock import ClockField, as_typed, read_typed


@pytest.mark.parametrize(
    ("typed", "ms"),
    [
        ("0:12:34", 754_000),
        ("12:34", 754_000),
        ("1:02:03", 3_723_000),
        ("75:00", 4_500_000),
        ("0:00:03,5", 3_500),
        ("-0:05:00", -300_000),
    ],
)
def test_a_time_is_read_as_people_say_it(typed: str, ms: int) -> None:
    assert read_typed(typed) == ms


@pytest.mark.parametrize("typed", ["90", "754000", "bald", "1:75:00", "0:12:75", "", "--1:00", "1:2:3:4"])
def test_what_could_be_two_things_is_no_time(typed: str) -> None:
    assert read_typed(typed) is None


@given(st.integers(-100 * 3_600_000, 100 * 3_600_000))
def test_what_is_shown_is_read_as_the_same_moment(ms: int) -> None:
    assert read_typed(as_typed(ms)) == ms


def test_a_wrong_time_gets_a_plain_sentence() -> None:
    with pytest.raises(ValidationError) as refused:
        ClockField().clean("754000")
    assert refused.value.code == "not_a_time"
    with pytest.raises(ValidationError) as far:
        ClockField().clean("999:00:00")
    assert far.value.code == "out_of_reach"
    assert ClockField(required=False).clean("") is None
