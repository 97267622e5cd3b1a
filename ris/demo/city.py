"""The two invented municipalities of the demo; ``BODIES`` is all there is to load."""

from __future__ import annotations

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
    papers=(),
    meetings=(RECORDED,),
)
