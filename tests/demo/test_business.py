"""What the council of the invented city does: every kind of paper, every form of vote, and figures that are right."""

from collections import Counter
from typing import get_args

import pytest

from ris.demo.city import BODIES, LAUTERFELS
from ris.demo.records import AgendaItem, Body, Meeting, PaperType, Vote, VoteForm

ALL_VOTES = [(body, m, i, v) for body in BODIES for m in body.meetings for i in m.items for v in i.votes]


def stations(*results: str) -> set[str]:
    return {p.reference for p in LAUTERFELS.papers for s in p.stations if s.result in results}


def test_every_kind_of_paper_is_there_and_there_are_sixty():
    assert len(LAUTERFELS.papers) >= 60
    assert {paper.type for paper in LAUTERFELS.papers} == set(get_args(PaperType))


def test_every_form_of_vote_and_every_outcome_is_there():
    assert {vote.form for *_, vote in ALL_VOTES} == set(get_args(VoteForm))
    assert {vote.accepted for *_, vote in ALL_VOTES} == {True, False}
    results = {item.result for meeting in LAUTERFELS.meetings for item in meeting.items}
    assert results >= {
        "adopted", "rejected", "recommended", "not_recommended", "postponed", "referred", "withdrawn", "taken_off",
        "noted", "answered",
    }  # fmt: skip


def test_the_ways_that_the_brief_names_are_gone():
    by_result = {p.reference: [s.result for s in p.stations] for p in LAUTERFELS.papers}
    assert [ref for ref, results in by_result.items() if results.count("postponed") == 2] == ["0146/2026"]
    assert [p.reference for p in LAUTERFELS.papers if p.withdrawn_at] == ["0118/2026"] == sorted(stations("withdrawn"))
    assert [(p.supersedes, p.reference) for p in LAUTERFELS.papers if p.supersedes] == [("0118/2026", "0219/2026")]
    whole_way = [
        p.reference for p in LAUTERFELS.papers if [s.role for s in p.stations] == ["hearing", "advice", "decision"]
    ]
    assert len(whole_way) >= 2
    assert {p.follow_up.state for p in LAUTERFELS.papers if p.follow_up} >= {"waiting", "running", "done"}


def test_questions_are_answered_but_for_those_that_wait_and_one_that_is_overdue():
    answered = {p.belongs_to for p in LAUTERFELS.papers if p.type == "Antwort"} | stations("answered")
    open_questions = [p for p in LAUTERFELS.papers if p.type == "Anfrage" and p.reference not in answered]
    assert len(answered) >= 5
    overdue = [p.reference for p in open_questions if (p.answer_due_offset or 0) < 0]
    assert overdue == ["0182/2026"]
    assert len(open_questions) > len(overdue)


@pytest.mark.parametrize(("body", "meeting", "item", "vote"), ALL_VOTES, ids=lambda value: getattr(value, "key", ""))
def test_a_vote_adds_up_to_those_who_may_vote(body: Body, meeting: Meeting, item: AgendaItem, vote: Vote):
    """Eligible = seats with a vote, less the excused, less those kept out by law. Abstentions do not count; a tie rejects."""
    present = body.voters(meeting)
    assert set(vote.excluded) <= set(present)
    if vote.yes is None:
        assert vote.form in ("majority", "without_formal_vote")
        assert vote.no is None
        assert vote.abstain is None
        return
    assert vote.no is not None
    assert vote.abstain is not None
    assert vote.accepted == (vote.yes > vote.no)
    assert vote.yes + vote.no + vote.abstain == len(present) - len(vote.excluded)
    statutory = body.organization(meeting.organization).statutory_number or 0
    assert len(present) - len(vote.excluded) > statutory / 2  # § 39 GemO: more than half
    if vote.form in ("unanimous", "en_bloc"):
        assert (vote.no, vote.abstain) == (0, 0)
    assert bool(vote.members) == (vote.form == "roll_call")
    if vote.members:
        counts = Counter(choice for _, choice in vote.members)
        assert (counts["yes"], counts["no"], counts["abstain"]) == (vote.yes, vote.no, vote.abstain)
        assert {person for person, choice in vote.members if choice != "absent"} == set(present)
        assert {person for person, choice in vote.members if choice == "absent"} == set(meeting.absent)


def test_some_are_kept_out_by_law_and_the_chair_in_an_election():
    kept_out = {vote.subject: vote.excluded for *_, vote in ALL_VOTES if vote.excluded}
    assert ("schall",) in kept_out.values()
    election = next(vote for *_, vote in ALL_VOTES if vote.subject.startswith("Wahl"))
    assert election.form == "secret"
    assert election.excluded == ("brandau",)


def test_the_last_vote_of_an_item_says_what_its_result_says():
    good = {"adopted", "adopted_changed", "recommended"}
    for _, meeting, item, _ in ALL_VOTES:
        last = item.votes[-1]
        if item.result in good:
            assert last.accepted, (meeting.key, item.label)
        if item.result in ("rejected", "not_recommended"):
            assert not last.accepted, (meeting.key, item.label)


def test_what_is_to_change_a_paper_is_voted_on_before_it():
    seen = 0
    for _, _, item, _ in ALL_VOTES:
        order = [vote.paper for vote in item.votes if vote.paper]
        for place, reference in enumerate(order):
            parent = LAUTERFELS.paper(reference).belongs_to
            if parent in order:
                seen += 1
                assert place < order.index(parent)
    assert seen >= 2


def test_who_was_excused_is_said_in_the_opening_of_the_sitting():
    words = {22: "22 von 24", 23: "23 von 24"}
    for meeting in LAUTERFELS.meetings:
        if meeting.organization == "council" and meeting.state == "held":
            assert words[24 - len(meeting.absent)] in meeting.item("1").resolution_text
