"""How a paper stands now, in one line: the answer before the details."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motions.ending import decides
from motions.models import FollowUp, Paper, PaperType
from motions.results import result_of_station
from ris.pages import when
from ris.pages.lifeline import Kin, Lifeline, Station, is_ahead, times_postponed
from ris.pages.wording import Status, status_of_result


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` in word and shape, `said` the sentence beside it; `station` is the one it speaks of."""

    status: Status
    said: str
    station: Station | None = None


def standing_of(paper: Paper, way: Lifeline, kin: Kin, *, today: date) -> Standing:
    """The first of these that holds: withdrawn, replaced, question, decided, on its way, not on any agenda."""
    if paper.withdrawn_at:
        return Standing(Status("withdrawn", _("withdrawn")), _("on %(day)s") % {"day": when.day(paper.withdrawn_at)})
    if kin.replaced_by:
        return Standing(Status("open", _("replaced")), _("A newer paper has taken its place."))
    if paper.type == PaperType.QUESTION:
        return _of_a_question(paper, way, kin, today)
    if way.decision:
        return Standing(way.decision.status, _where(way.decision), way.decision)
    if way.upcoming:
        return Standing(Status("planned", _("on its way")), _ahead(way), way.upcoming)
    if paper.type == PaperType.ANSWER and kin.asked_by and not way.stations:
        return Standing(Status("good", _("answer")), _("It answers a question."))
    if paper.mirrored_from_id is not None:
        # Another system may not say who decides, nor everything that happened: what is not known must not seem open.
        if way.last:
            return Standing(way.last.status, _where(way.last), way.last)
        return Standing(Status("open", _("result not known")), _("Its source tells no result."))
    if way.last:
        return Standing(Status("planned", _("on its way")), _("The decision is still to come."), way.last)
    return Standing(Status("planned", _("submitted")), _("It is not on any agenda yet."))


def _of_a_question(paper: Paper, way: Lifeline, kin: Kin, today: date) -> Standing:
    if kin.answers:
        answer = kin.answers[0]
        said = _("on %(day)s") % {"day": when.day(answer.date)} if answer.date else ""
        return Standing(Status("good", _("answered")), said)
    if way.last and way.last.result.code == "answered":
        return Standing(Status("good", _("answered")), _where(way.last), way.last)
    if paper.answer_due is None:
        return Standing(Status("planned", _("not answered yet")), _ahead(way) if way.upcoming else "", way.upcoming)
    late = (today - paper.answer_due).days
    if late <= 0:
        return Standing(
            Status("planned", _("not answered yet")),
            _("The answer is due by %(day)s.") % {"day": when.day(paper.answer_due)},
        )
    words = ngettext(
        "The answer has been overdue for %(n)s day.", "The answer has been overdue for %(n)s days.", late
    ) % {"n": late}
    return Standing(Status("late", _("not answered yet")), words)


def _where(station: Station) -> str:
    organization = station.consultation.organization
    meeting = station.meeting
    words = [organization.name] if organization else [meeting.name] if meeting else []
    return ", ".join([*words, when.day(meeting.start)] if meeting else words)


def _ahead(way: Lifeline) -> str:
    station = way.upcoming
    if station is None:
        return ""
    place = _("Next station: %(where)s") % {"where": _where(station)}
    count = times_postponed(way.stations)
    put_off = ngettext("postponed once", "postponed %(n)s times", count) % {"n": count} if count else ""
    return f"{place} ({put_off})" if put_off else place


def owed(paper: Paper, kin: Kin, today: date) -> str:
    """`late` or `planned` while the answer to a question is still to come; "" where none is due."""
    if paper.answer_due is None or kin.answers or paper.withdrawn_at:
        return ""
    return "late" if paper.answer_due < today else "planned"


def due_before(paper: Paper, way: Lifeline) -> Station | None:
    """The first stop that comes after the day on which the answer is due: the line is told by days."""
    if paper.answer_due is None:
        return None
    later = (stop for stop in way.ahead if stop.meeting and timezone.localdate(stop.meeting.start) > paper.answer_due)
    return next(later, None)


def status_in_list(paper: Paper) -> Status | None:
    """The same in a word, for papers with `seen_stations` and `is_answered`; None before anything happened."""
    if paper.withdrawn_at:
        return Status("withdrawn", _("withdrawn"))
    stops = getattr(paper, "seen_stations", [])
    ended = [stop for stop in stops if decides(stop, paper.type)]
    if paper.type == PaperType.QUESTION and not ended:
        return _question_in_list(paper)
    if ended:
        return status_of_result(result_of_station(ended[-1]))
    if any(is_ahead(stop, timezone.now()) for stop in stops):
        return Status("planned", _("on its way"))
    results = [result_of_station(stop) for stop in stops]
    last = next((result for result in reversed(results) if result.is_known), None)
    return status_of_result(last) if last else None


def _question_in_list(paper: Paper) -> Status:
    if getattr(paper, "is_answered", False):
        return Status("good", _("answered"))
    late = paper.answer_due is not None and paper.answer_due < timezone.localdate()
    return Status("late" if late else "planned", _("not answered yet"))


def follow_up_of(paper: Paper) -> Status | None:
    """What became of the resolution, in word and shape; None where nobody has said so."""
    if not paper.follow_up:
        return None
    shapes = {FollowUp.WAITING: "planned", FollowUp.RUNNING: "half", FollowUp.DONE: "good", FollowUp.DROPPED: "bad"}
    return Status(shapes[FollowUp(paper.follow_up)], str(FollowUp(paper.follow_up).label))


def now_and_today() -> tuple[datetime, date]:
    """One clock for a page."""
    return timezone.now(), timezone.localdate()
