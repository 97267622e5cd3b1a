"""When and where: the term, the rooms, the streets of Lauterfels."""

from __future__ import annotations

from ris.demo.records import LegislativeTerm, Location

TERM = LegislativeTerm(key="term", name="Wahlperiode seit der letzten Kommunalwahl", start_offset=-860, end_offset=965)

LOCATIONS = (
    Location(
        key="ratssaal",
        room="Ratssaal, Altes Rathaus",
        street="Marktplatz 1",
        postal_code="00000",
        city="Lauterfels",
        accessibility="Aufzug im Hof, Höranlage, Platz für Rollstühle auf der Galerie",
    ),
    Location(
        key="raum-lauter",
        room="Sitzungsraum Lauter, Technisches Rathaus",
        street="Bahnhofstraße 14",
        postal_code="00000",
        city="Lauterfels",
        accessibility="Ohne Stufen erreichbar",
    ),
    Location(
        key="muehlenschule",
        room="Aula der alten Mühlenschule",
        street="Mühlenstraße 61",
        postal_code="00000",
        city="Lauterfels",
        accessibility="Ohne Stufen erreichbar, Eingang Hofseite",
    ),
    Location(
        key="bachwiesen",
        room="Bürgerraum Bachwiesen",
        street="Bachwiesenweg 22",
        postal_code="00000",
        city="Lauterfels",
        accessibility="Eine Stufe am Eingang, eine Rampe liegt bereit",
    ),
)

STREETS = (
    "Hafenstraße",
    "Bachwiesenweg",
    "Bahnhofstraße",
    "Brunnengasse",
    "Burgweg",
    "Gerberstraße",
    "Lindenallee",
    "Lauterufer",
    "Marktplatz",
    "Mühlenstraße",
    "Schillerplatz",
    "Spitalgasse",
    "Theaterstraße",
    "Uferweg",
    "Wingertsberg",
    "Ziegelhüttenstraße",
)
