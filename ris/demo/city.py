"""The two invented municipalities of the demo; ``BODIES`` is all there is to load."""

from __future__ import annotations

from ris.demo import ahead, committees_past, districts
from ris.demo.council_past import COUNCIL_15, COUNCIL_16
from ris.demo.neighbour import WINGERTSWEILER
from ris.demo.organizations import ORGANIZATIONS
from ris.demo.people import PERSONS
from ris.demo.places import LOCATIONS, STREETS, TERM
from ris.demo.recorded_meeting import RECORDED
from ris.demo.records import Body
from ris.demo.seats import MEMBERSHIPS
from ris.demo.stories import (
    children,
    closed_doors,
    cycling,
    money,
    neighbourhood,
    pool,
    square,
    streets,
    tram,
    tram_ahead,
)

_STORIES = (tram, tram_ahead, cycling, streets, pool, square, children, money, neighbourhood, closed_doors)

LAUTERFELS = Body(
    key="lauterfels",
    name="Stadt Lauterfels",
    short_name="Lauterfels",
    classification="Stadt",
    website="https://lauterfels.example/",
    terms=(TERM,),
    locations=LOCATIONS,
    organizations=ORGANIZATIONS,
    persons=PERSONS,
    memberships=MEMBERSHIPS,
    streets=STREETS,
    papers=tuple(sorted((paper for story in _STORIES for paper in story.PAPERS), key=lambda paper: paper.reference)),
    meetings=(RECORDED, COUNCIL_15, COUNCIL_16, *committees_past.HELD, *districts.SITTINGS, *ahead.COMING),
)

BODIES = (LAUTERFELS, WINGERTSWEILER)
