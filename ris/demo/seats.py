"""Who sits in which organization of Lauterfels, since when, and on whose behalf."""

from __future__ import annotations

from collections.abc import Iterator

from ris.demo.people import DISTRICT_SEATS, SEATS
from ris.demo.places import TERM
from ris.demo.records import Membership

_START = TERM.start_offset
_CHANGE = -300
"""Days from today: Julia Marten followed Wolfgang Treutlein, who moved away."""
_SUCCESSOR, _PREDECESSOR = "marten", "treutlein"

# Committee → its members from the council and the Fraktion that sent them
COMMITTEE_SEATS: dict[str, dict[str, str]] = {
    "mobility": {
        "kettler": "buergerliste",
        "oster": "buergerliste",
        "schall": "buergerliste",
        "aydin": "stadt-fuer-alle",
        "haddad": "stadt-fuer-alle",
        "rehm": "stadt-fuer-alle",
        "reuter": "lebendige-stadt",
        "demir": "lebendige-stadt",
        "ruland": "zukunft",
        "lotz": "handwerk",
    },
    "social": {
        "haehnel": "buergerliste",
        "wenk": "buergerliste",
        "gerlach": "buergerliste",
        "pohl": "stadt-fuer-alle",
        "vollmar": "stadt-fuer-alle",
        "korn": "stadt-fuer-alle",
        "feld": "lebendige-stadt",
        "sommerau": "lebendige-stadt",
        "marten": "zukunft",
        "saal": "handwerk",
    },
    "finance": {
        "oster": "buergerliste",
        "kettler": "buergerliste",
        "schall": "buergerliste",
        "haddad": "stadt-fuer-alle",
        "pohl": "stadt-fuer-alle",
        "rehm": "stadt-fuer-alle",
        "reuter": "lebendige-stadt",
        "laub": "lebendige-stadt",
        "anger": "zukunft",
        "lotz": "handwerk",
    },
}
_FROM_THE_COUNCIL = {
    "muehlenviertel": {"rehm": "stadt-fuer-alle", "saal": "handwerk"},
    "bachwiesen": {"laub": "lebendige-stadt", "wenk": "buergerliste"},
}


def _council() -> Iterator[Membership]:
    for fraction, seats in SEATS.items():
        for place, (key, *_) in enumerate(seats):
            since = _CHANGE + 1 if key == _SUCCESSOR else _START
            yield Membership(
                person=key, organization="council", role="Mitglied", start_offset=since, on_behalf_of=fraction
            )
            role = "Fraktionsvorsitz" if place == 0 else "Mitglied"
            yield Membership(person=key, organization=fraction, role=role, start_offset=since)
    for organization, behalf in (("council", "zukunft"), ("zukunft", None)):
        yield Membership(
            person=_PREDECESSOR,
            organization=organization,
            role="Mitglied",
            start_offset=_START,
            end_offset=_CHANGE,
            on_behalf_of=behalf,
        )


def _committees() -> Iterator[Membership]:
    for organization, chair, votes in (
        ("mobility", "kolb", False),
        ("social", "thelen", False),
        ("finance", "brandau", True),
    ):
        yield Membership(person=chair, organization=organization, role="Vorsitz", start_offset=_START, voting=votes)
        for person, fraction in COMMITTEE_SEATS[organization].items():
            since = _CHANGE + 1 if person == _SUCCESSOR else _START
            yield Membership(
                person=person, organization=organization, role="Mitglied", start_offset=since, on_behalf_of=fraction
            )


def _districts() -> Iterator[Membership]:
    for organization, (chair, *others) in DISTRICT_SEATS.items():
        yield Membership(person=chair[0], organization=organization, role="Vorsitz", start_offset=_START)
        members = _FROM_THE_COUNCIL[organization] | {key: group for key, *_, group in others}
        for person, group in members.items():
            yield Membership(
                person=person, organization=organization, role="Mitglied", start_offset=_START, on_behalf_of=group
            )


MEMBERSHIPS = (
    Membership(person="brandau", organization="council", role="Vorsitz", start_offset=_START),
    *(
        Membership(person=person, organization=organization, role=role, start_offset=_START, voting=False)
        for person, organization, role in (
            ("kolb", "council", "Beigeordneter"),
            ("thelen", "council", "Beigeordnete"),
            ("kaltwasser", "council", "Ortsvorsteher"),
            ("ziegler", "council", "Ortsvorsteherin"),
            ("kolb", "building", "Leitung"),
            ("thelen", "schools", "Leitung"),
            ("rothaug", "treasury", "Leitung"),
            ("jost", "office", "Leitung"),
            ("jost", "council", "Schriftführung"),
        )
    ),
    *_council(),
    *_committees(),
    *_districts(),
)
