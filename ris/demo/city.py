"""The two invented municipalities of the demo; ``BODIES`` is all there is to load."""

from __future__ import annotations

from ris.demo.diary import OTHERS
from ris.demo.neighbour import WINGERTSWEILER
from ris.demo.papers import DECIDED
from ris.demo.papers_ahead import AHEAD
from ris.demo.people import LOCATIONS, MEMBERSHIPS, ORGANIZATIONS, PERSONS, STREETS, TERM
from ris.demo.recorded_meeting import RECORDED
from ris.demo.records import Body

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
    papers=(*DECIDED, *AHEAD),
    meetings=(RECORDED, *OTHERS),
)

BODIES = (LAUTERFELS, WINGERTSWEILER)
