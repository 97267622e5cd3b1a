"""What stands in the documents of a paper: the paper itself and what goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ris.demo.paperwork.blocks import Block, Document, in_words, paragraphs
from ris.demo.records import Attachment, Body, Organization, Paper, Station

ROLES = {
    "hearing": "Anhörung",
    "advice": "Vorberatung",
    "decision": "Entscheidung",
    "note": "Kenntnisnahme",
}
# How a paper of this kind calls what is to be resolved, and what it calls its running text.
_HEADINGS = {
    "Beschlussvorlage": ("Beschlussvorschlag", "Sachverhalt und Begründung"),
    "Mitteilungsvorlage": ("Beschlussvorschlag", "Bericht"),
    "Sachstandsbericht": ("Beschlussvorschlag", "Sachstand"),
    "Tischvorlage": ("Beschlussvorschlag", "Inhalt"),
    "Resolution": ("Der Stadtrat erklärt", "Begründung"),
    "Anfrage": ("Wir fragen die Verwaltung", "Anlass der Anfrage"),
}
_MOTION = ("Es wird beantragt zu beschließen", "Begründung")


def headings_of(paper: Paper) -> tuple[str, str]:
    """What is above the points and above the running text."""
    if paper.type == "Antwort":
        return "Fragen und Antworten", "Anmerkung"
    return _HEADINGS.get(paper.type, _MOTION)


def main_document(paper: Paper, body: Body, today: date) -> Document:
    """The paper, as it was handed out: results are not in it, they come later."""
    day = paper.day(today, body)
    sender = _sender(paper, body)
    facts = [
        ("Drucksache", paper.reference),
        ("Datum", in_words(day)),
        ("Vorgelegt von", ", ".join(_names(paper, body))),
        ("Beratung", "öffentlich" if paper.public else "nichtöffentlich"),
    ]
    if paper.belongs_to:
        facts.append(("Gehört zu", f"{paper.belongs_to} ({body.paper(paper.belongs_to).title})"))
    if paper.supersedes:
        facts.append(("Ersetzt", f"{paper.supersedes} ({body.paper(paper.supersedes).title})"))
    return Document(
        body=body,
        kind=paper.type,
        title=paper.title,
        reference=paper.reference,
        office=_office_line(paper, body),
        day=day,
        facts=tuple(facts),
        colour=sender.colour if sender is not None and sender.type == "fraction" else "#274c6b",
        blocks=tuple(_blocks(paper, body, today)),
        closing=tuple(_closing(paper, body)),
    )


def attached_document(paper: Paper, attachment: Attachment, body: Body, today: date) -> Document:
    """A document that goes with a paper."""
    day = paper.day(today, body)
    number = paper.attachments.index(attachment) + 1
    blocks = [paragraphs(attachment.text)]
    if attachment.table:
        blocks.append(Block(kind="table", title="Tabelle", rows=attachment.table))
    blocks.append(
        Block(kind="small", lines=(f"Diese Anlage gehört zur Drucksache {paper.reference} vom {in_words(day)}.",))
    )
    return Document(
        body=body,
        kind=f"Anlage {number}",
        title=attachment.title,
        reference=f"{paper.reference}, Anlage {number}",
        office=_office_line(paper, body),
        day=day,
        facts=(("Zur Drucksache", f"{paper.reference}: {paper.title}"), ("Datum", in_words(day))),
        blocks=tuple(blocks),
    )


def _blocks(paper: Paper, body: Body, today: date) -> Iterator[Block]:
    resolve, tell = headings_of(paper)
    if not paper.public:
        yield Block(kind="mark", lines=("Nichtöffentlich – vertraulich zu behandeln",))
    yield Block(kind="box", title="Worum es geht", lines=(paper.summary,))
    if paper.stations:
        yield Block(kind="table", title="Beratungsfolge", rows=_way(paper, body, today))
    if paper.type == "Antwort":
        yield Block(kind="answers", title=resolve, rows=tuple(zip(paper.points, paper.answers, strict=True)))
        yield paragraphs(paper.text, tell)
    elif paper.type == "Anfrage":
        yield paragraphs(paper.text, tell)
        yield Block(kind="points", title=resolve, lines=paper.points)
    else:
        yield Block(kind="points", title=resolve, lines=paper.points)
        yield paragraphs(paper.text, tell)
    if paper.costs:
        yield paragraphs(paper.costs, "Finanzielle Auswirkungen")


def _closing(paper: Paper, body: Body) -> Iterator[Block]:
    if paper.stations:
        yield Block(kind="paragraphs", title="Wer darüber berät", lines=tuple(_procedure(paper, body)))
    if paper.attachments:
        lines = tuple(f"{attachment.title}" for attachment in paper.attachments)
        yield Block(kind="points", title="Anlagen" if len(lines) > 1 else "Anlage", lines=lines)
    yield Block(kind="signatures", rows=tuple(_signatures(paper, body)))


def _way(paper: Paper, body: Body, today: date) -> tuple[tuple[str, ...], ...]:
    rows = [("Gremium", "Zuständigkeit", "Sitzung am", "Beratung")]
    for station in paper.stations:
        meeting = body.meeting(station.meeting) if station.meeting else None
        rows.append(
            (
                body.organization(station.organization).name,
                ROLES[station.role],
                in_words(meeting.day(today)) if meeting else "noch offen",
                "öffentlich" if station.public else "nichtöffentlich",
            )
        )
    return tuple(rows)


def _procedure(paper: Paper, body: Body) -> Iterator[str]:
    told: set[tuple[str, str]] = set()
    for station in paper.stations:
        if (station.organization, station.role) not in told:
            told.add((station.organization, station.role))
            yield _sentence(station, body.organization(station.organization))


def _sentence(station: Station, organization: Organization) -> str:
    name = f"Der {organization.name}"
    if station.role == "hearing":
        return (
            f"{name} wird gehört, bevor entschieden wird, weil die Angelegenheit seinen Ortsbezirk wesentlich berührt "
            "(§ 75 Abs. 2 GemO). Er gibt eine Empfehlung ab; sie ist für die Entscheidung nicht bindend."
        )
    if station.role == "advice":
        return f"{name} bereitet die Entscheidung vor und gibt eine Empfehlung ab."
    if station.role == "decision":
        return (
            f"{name} entscheidet. Es gilt die Mehrheit der abgegebenen Stimmen; Enthaltungen zählen nicht mit, bei "
            "Stimmengleichheit ist der Antrag abgelehnt (§ 40 Abs. 1 GemO)."
        )
    return f"{name} nimmt Kenntnis. Ein Beschluss in der Sache ist nicht vorgesehen."


def _names(paper: Paper, body: Body) -> Iterator[str]:
    organizations = {o.key: o for o in body.organizations}
    for key in paper.submitters:
        if key in organizations:
            fraction = organizations[key].type == "fraction"
            yield f"Fraktion {organizations[key].name}" if fraction else organizations[key].name
        else:
            yield body.person(key).name


def _sender(paper: Paper, body: Body) -> Organization | None:
    organizations = {o.key: o for o in body.organizations}
    return next((organizations[key] for key in paper.submitters if key in organizations), None)


def _office_line(paper: Paper, body: Body) -> str:
    """Who writes: a Fraktion, an office, somebody in the chair, or a member of the organization that decides."""
    sender = _sender(paper, body)
    if sender is not None:
        return f"Fraktion {sender.name} im Stadtrat" if sender.type == "fraction" else sender.name
    person = paper.submitters[0]
    if any(m.person == person and m.role == "Vorsitz" for m in body.memberships):
        return body.person(person).profession
    return f"Aus der Mitte: {body.organization(paper.stations[-1].organization).name}"


def _signatures(paper: Paper, body: Body) -> Iterator[tuple[str, str]]:
    persons = {person.key for person in body.persons}
    signed = [key for key in paper.submitters if key in persons]
    if signed:
        yield from ((body.person(key).name, _capacity(key, body)) for key in signed)
        return
    for key in paper.submitters:
        heads = [m for m in body.memberships if m.organization == key and m.role in ("Leitung", "Fraktionsvorsitz")]
        for head in heads[:1]:
            yield body.person(head.person).name, _capacity(head.person, body)


def _capacity(person: str, body: Body) -> str:
    fraction = body.fraction_of(person)
    if fraction is None:
        seat = next(
            (m for m in body.memberships if m.person == person and m.role == "Mitglied" and m.on_behalf_of), None
        )
        return body.organization(seat.organization).name if seat else body.person(person).profession
    leads = any(
        m.person == person and m.organization == fraction.key and m.role == "Fraktionsvorsitz" for m in body.memberships
    )
    return f"Vorsitz der Fraktion {fraction.short_name}" if leads else f"Fraktion {fraction.short_name}"
