"""Time as the whole house counts it. Cuts vanish, nothing runs backwards, and every public moment leads back to one heard."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.timeline import Edit, Kind, Meeting, Part, Span, Timeline, TimelineError, frames_touched, merged, without

OFFSETS = st.integers(-20_000, 20_000)
LENGTHS = st.integers(1, 5_000)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    part = Part(draw(OFFSETS), draw(LENGTHS))
    near = st.integers(part.offset - 500, part.offset + part.duration + 500)
    edits = [
        Edit(kind, min(one, other), max(one, other))
        for kind, one, other in draw(st.lists(st.tuples(st.sampled_from(Kind), near, near), max_size=8))
    ]
    return Timeline(part, edits)


def in_any(spans: list[Span], at: int) -> bool:
    return any(span.starts <= at < span.ends for span in spans)


@given(timelines(), st.integers(-26_000, 26_000))
def test_a_moment_is_public_exactly_when_it_is_recorded_and_not_cut(timeline: Timeline, at: int) -> None:
    recorded = timeline.part.from_meeting(at) is not None
    assert (timeline.to_public(at) is not None) == (recorded and not in_any(timeline.cuts, at))


@given(timelines(), st.data())
def test_every_public_moment_leads_to_one_moment_of_the_meeting_and_back(
    timeline: Timeline, data: st.DataObject
) -> None:
    public = data.draw(st.integers(-10, timeline.public_duration + 10))
    meeting = timeline.to_meeting(public)
    if 0 <= public < timeline.public_duration:
        assert meeting is not None
        assert timeline.to_public(meeting) == public
        assert not in_any(timeline.cuts, meeting)
    else:
        assert meeting is None


@given(timelines(), st.data())
def test_later_in_the_meeting_is_later_in_public(timeline: Timeline, data: st.DataObject) -> None:
    span = timeline.part.span
    one, other = sorted(data.draw(st.tuples(*[st.integers(span.starts, span.ends)] * 2)))
    first, second = timeline.to_public(one), timeline.to_public(other)
    if first is not None and second is not None and one < other:
        assert first < second
        assert second - first <= other - one


@given(timelines())
def test_public_spans_and_cuts_fill_the_recording_without_overlap(timeline: Timeline) -> None:
    pieces = sorted([*timeline.public_spans, *timeline.cuts])
    assert sum(piece.length for piece in pieces) == timeline.part.duration
    assert merged(pieces) == [timeline.part.span]
    assert timeline.public_duration == sum(span.length for span in timeline.public_spans)


@given(timelines(), st.data())
def test_a_span_is_public_only_if_each_of_its_moments_is_heard(timeline: Timeline, data: st.DataObject) -> None:
    starts = data.draw(st.integers(timeline.part.span.starts - 50, timeline.part.span.ends + 50))
    ends = starts + data.draw(st.integers(1, 60))
    heard = all(timeline.to_public(at) is not None and not in_any(timeline.mutes, at) for at in range(starts, ends))
    assert timeline.is_public(starts, ends) == heard
    mapped = timeline.span_to_public(starts, ends)
    assert (mapped is not None) == heard
    if mapped is not None:
        assert mapped.length == ends - starts
        assert timeline.to_meeting(mapped.starts) == starts


@given(timelines(), st.data())
def test_the_extent_of_a_chapter_begins_and_ends_with_something_public(timeline: Timeline, data: st.DataObject) -> None:
    near = st.integers(timeline.part.span.starts - 50, timeline.part.span.ends + 50)
    starts = data.draw(near)
    ends = starts + data.draw(st.integers(1, 400))
    public = [timeline.to_public(at) for at in range(starts, ends)]
    seen = [at for at in public if at is not None]
    extent = timeline.extent_in_public(starts, ends)
    assert extent == (Span(seen[0], seen[-1] + 1) if seen else None)


@given(timelines())
def test_mute_and_still_keep_the_clock(timeline: Timeline) -> None:
    only_cuts = Timeline(timeline.part, [Edit(Kind.CUT, cut.starts, cut.ends) for cut in timeline.cuts])
    assert only_cuts.public_spans == timeline.public_spans


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 30)), max_size=8))
def test_the_order_and_overlap_of_edits_do_not_matter(cuts: list[tuple[int, int]]) -> None:
    part = Part(0, 100)
    edits = [Edit(Kind.CUT, at, at + length) for at, length in cuts]
    assert Timeline(part, edits).public_spans == Timeline(part, edits[::-1]).public_spans
    cut = {at for edit in edits for at in range(edit.starts, edit.ends)}
    assert {at for span in Timeline(part, edits).cuts for at in range(span.starts, span.ends)} == cut & set(range(100))


@given(
    st.integers(0, 3_000), st.integers(1, 500), st.sampled_from([Fraction(40), Fraction(1001, 30), Fraction(1000, 50)])
)
def test_widening_takes_every_frame_that_touches_a_cut_and_no_other(starts: int, length: int, frame: Fraction) -> None:
    cut = Span(starts, starts + length)
    touched = frames_touched(cut, frame)
    for number in range(int(cut.ends / frame) + 3):
        begins, ends = number * frame, (number + 1) * frame
        touches = begins < cut.ends and ends > cut.starts
        # Frame times that are no whole milliseconds may be taken by less than one millisecond too many, never too few.
        taken = touched.starts <= begins < touched.ends
        assert taken or not touches
        if frame.denominator == 1:
            assert taken == touches


def test_a_cut_in_the_middle_is_never_there() -> None:
    timeline = Timeline(Part(1_000, 10_000), [Edit(Kind.CUT, 3_000, 5_000)])
    assert timeline.to_public(2_999) == 1_999
    assert timeline.to_public(3_000) is None
    assert timeline.to_public(4_999) is None
    assert timeline.to_public(5_000) == 2_000
    assert timeline.to_meeting(2_000) == 5_000
    assert timeline.public_duration == 8_000


def test_a_part_before_the_first_recording_has_negative_times() -> None:
    timeline = Timeline(Part(-600_000, 300_000), [Edit(Kind.MUTE, -500_000, -490_000)])
    assert timeline.to_public(-600_000) == 0
    assert timeline.to_meeting(100_000) == -500_000
    assert timeline.is_public(-600_000, -500_000)
    assert not timeline.is_public(-500_001, -499_999)


def test_a_recording_cut_as_a_whole_has_no_public_time() -> None:
    timeline = Timeline(Part(0, 1_000), [Edit(Kind.CUT, -5, 600), Edit(Kind.CUT, 600, 9_000)])
    assert timeline.public_spans == []
    assert timeline.public_duration == 0
    assert timeline.to_meeting(0) is None


def test_wall_time_leads_through_the_gap_between_two_recordings() -> None:
    seven = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)
    # The second file begins 70 minutes later by the wall, and so it was laid on the meeting's clock.
    meeting = Meeting.of([Part(4_200_000, 60_000, seven + timedelta(minutes=70)), Part(0, 3_600_000, seven)])
    assert meeting.wall_to_meeting(seven + timedelta(minutes=5)) == 300_000
    assert meeting.wall_to_meeting(seven + timedelta(minutes=65)) == 3_900_000
    assert meeting.part_at(3_900_000) is None
    assert meeting.wall_to_meeting(seven + timedelta(minutes=70, seconds=2)) == 4_202_000
    assert meeting.wall_to_meeting(seven - timedelta(seconds=3)) == -3_000
    assert meeting.meeting_to_wall(4_202_000) == seven + timedelta(minutes=70, seconds=2)


def test_a_clock_that_was_set_anew_between_two_parts_never_runs_backwards() -> None:
    start = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)
    # The second recorder's clock stands two seconds behind the first one's.
    meeting = Meeting.of([Part(0, 10_000, start), Part(10_000, 10_000, start + timedelta(seconds=8))])
    times = [meeting.wall_to_meeting(start + timedelta(milliseconds=ms)) for ms in range(0, 20_000, 50)]
    assert times == sorted(times)


def test_what_cannot_be_placed_is_said() -> None:
    with pytest.raises(TimelineError) as trouble:
        Meeting.of([Part(0, 10), Part(5, 10)])
    assert trouble.value.code == "overlapping"
    with pytest.raises(TimelineError) as trouble:
        Part(0, 10).wall_to_meeting(datetime(2026, 1, 1, tzinfo=UTC))
    assert trouble.value.code == "no_wall_clock"
    with pytest.raises(TimelineError):
        Part(0, 0)
    with pytest.raises(TimelineError):
        Span(2, 1)


def test_holes_are_taken_out() -> None:
    assert without([Span(0, 10)], [Span(2, 3), Span(5, 7)]) == [Span(0, 2), Span(3, 5), Span(7, 10)]
    assert without([Span(0, 10)], [Span(0, 10)]) == []
