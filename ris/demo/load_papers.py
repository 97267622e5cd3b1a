"""Writes what the council deals with: papers, their way through the organizations, results and votes."""

from __future__ import annotations

from datetime import timedelta

from meetings import models
from motions.models import Choice, Consultation, MemberVote, Paper, Vote
from ris.demo import records
from ris.demo.loaded import PAPER_TYPES, STATION_ROLES, VOTE_FORMS, Loaded
from ris.demo.paperwork.papers import headings_of


def write_papers(rows: Loaded) -> None:
    """All papers, then what leads from one to another, then what became of them."""
    for plain in rows.plain.papers:
        rows.papers[plain.reference] = _paper(rows, plain)
    for plain in rows.plain.papers:
        _relations(rows, plain)
        _stations(rows, plain)
    for meeting in rows.plain.meetings:
        for item in meeting.items:
            _result(rows, meeting, item)


def full_text(plain: records.Paper) -> str:
    """The paper as running text, in the order of its document."""
    resolve, tell = headings_of(plain)
    if plain.answers:
        points = "\n\n".join(f"{ask}\n{answer}" for ask, answer in zip(plain.points, plain.answers, strict=True))
    else:
        points = "\n".join(plain.points if len(plain.points) == 1 else _numbered(plain.points))
    parts = [(resolve, points), (tell, plain.text), ("Finanzielle Auswirkungen", plain.costs)]
    if plain.type == "Anfrage":
        parts[:2] = parts[1::-1]
    return "\n\n".join(f"{head}\n{text}" for head, text in parts if text)


def _numbered(points: tuple[str, ...]) -> list[str]:
    return [f"{number}. {point}" for number, point in enumerate(points, start=1)]


def _paper(rows: Loaded, plain: records.Paper) -> Paper:
    day = plain.day(rows.today, rows.plain)
    withdrawn = rows.meetings[plain.withdrawn_at].start if plain.withdrawn_at else None
    follow_up = plain.follow_up
    paper: Paper = Paper.objects.create(
        body=rows.body,
        legislative_term=rows.body.legislative_terms.get(),
        type=PAPER_TYPES[plain.type],
        reference=plain.reference,
        name=plain.title,
        summary=plain.summary,
        text=full_text(plain),
        date=day,
        received=day if plain.dated_before else min(records.working_day(day + timedelta(days=1)), rows.today),
        withdrawn_at=withdrawn,
        answer_due=None if plain.answer_due_offset is None else rows.day(plain.answer_due_offset),
        follow_up=follow_up.state if follow_up else "",
        follow_up_text=follow_up.text if follow_up else "",
        follow_up_date=rows.day(follow_up.as_of) if follow_up else None,
        audience=models.Audience.PUBLIC if plain.public else models.Audience.MEMBERS,
    )
    paper.originator_organizations.set([rows.organizations[k] for k in plain.submitters if k in rows.organizations])
    paper.originator_people.set([rows.people[k] for k in plain.submitters if k in rows.people])
    return paper


def _relations(rows: Loaded, plain: records.Paper) -> None:
    paper = rows.papers[plain.reference]
    if plain.belongs_to or plain.supersedes:
        paper.superordinate = rows.papers[plain.belongs_to] if plain.belongs_to else None
        paper.supersedes = rows.papers[plain.supersedes] if plain.supersedes else None
        paper.save()
    paper.related.add(*(rows.papers[reference] for reference in plain.related))


def _stations(rows: Loaded, plain: records.Paper) -> None:
    for position, station in enumerate(plain.stations, start=1):
        item = rows.items.get((station.meeting or "", station.item or ""))
        Consultation.objects.create(
            paper=rows.papers[plain.reference],
            position=position,
            organization=rows.organizations[station.organization],
            role=STATION_ROLES[station.role],
            authoritative=station.authoritative,
            public=station.public,
            audience=models.Audience.PUBLIC if station.public else models.Audience.MEMBERS,
            agenda_item=item,
            result=station.result,
            resolution_text=_wording(rows, plain, station) if item else "",
        )


def _wording(rows: Loaded, plain: records.Paper, station: records.Station) -> str:
    item = rows.plain.meeting(station.meeting or "").item(station.item or "")
    # An amendment must not carry the text that was resolved on the paper on which it hangs.
    alone = plain.belongs_to is None or plain.type == "Antwort"
    return item.resolution_text if alone and station.result == item.result else ""


def _result(rows: Loaded, meeting: records.Meeting, plain: records.AgendaItem) -> None:
    item = rows.items.get((meeting.key, plain.label))
    if item is None:
        return
    if plain.result and not item.consultations.exclude(result="").exists():
        # Only these: the row in hand is older than the publication of its agenda.
        item.result, item.resolution_text = plain.result, plain.resolution_text
        item.save(update_fields=["result", "resolution_text", "modified"])
    for vote in plain.votes:
        _vote(rows, item, vote, present=len(rows.plain.voters(meeting)))


def _vote(rows: Loaded, item: models.AgendaItem, plain: records.Vote, *, present: int) -> None:
    stations = item.consultations.order_by("-authoritative", "position")
    if plain.paper:
        stations = stations.filter(paper=rows.papers[plain.paper])
    row = Vote.objects.create(
        agenda_item=item,
        consultation=stations.first(),
        subject=plain.subject,
        form=VOTE_FORMS[plain.form],
        yes=plain.yes,
        no=plain.no,
        abstentions=plain.abstain,
        present=present if plain.yes is not None else None,
        eligible=present - len(plain.excluded) if plain.yes is not None else None,
        at=plain.at,
        audience=models.Audience.PUBLIC if item.public else models.Audience.MEMBERS,
    )
    for key, choice in plain.members:
        faction = rows.plain.fraction_of(key)
        MemberVote.objects.create(
            vote=row,
            person=rows.people[key],
            faction=rows.organizations[faction.key] if faction else None,
            choice=Choice(choice),
        )
