"""Who sits where in Lauterfels: 24 elected members in five Fraktionen, and the mayor in the chair.

Every name is invented; likeness to living people, groups or places is chance.
"""

from __future__ import annotations

from ris.demo.records import LegislativeTerm, Location, Login, Membership, Organization, Person

TERM = LegislativeTerm(key="term", name="Wahlperiode seit der letzten Kommunalwahl", start_offset=-860, end_offset=965)

LOCATIONS = (
    Location(
        key="ratssaal", room="Ratssaal, Altes Rathaus", street="Marktplatz 1", postal_code="00000", city="Lauterfels"
    ),
    Location(
        key="raum-lauter",
        room="Sitzungsraum Lauter, Technisches Rathaus",
        street="Bahnhofstraße 14",
        postal_code="00000",
        city="Lauterfels",
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

ORGANIZATIONS = (
    Organization(
        key="council",
        type="council",
        name="Stadtrat",
        short_name="Rat",
        classification="Stadtrat",
        statutory_number=24,
    ),
    Organization(
        key="mobility",
        type="committee",
        name="Ausschuss für Mobilität und Stadtentwicklung",
        short_name="Mobilitätsausschuss",
        classification="Ausschuss",
        statutory_number=10,
        parent="council",
    ),
    Organization(
        key="buergerliste",
        type="fraction",
        name="Bürgerliste Lauterfels",
        short_name="Bürgerliste",
        classification="Fraktion",
        parent="council",
        colour="#3d6b99",
    ),
    Organization(
        key="stadt-fuer-alle",
        type="fraction",
        name="Stadt für alle",
        short_name="Stadt für alle",
        classification="Fraktion",
        parent="council",
        colour="#a8475d",
    ),
    Organization(
        key="lebendige-stadt",
        type="fraction",
        name="Lebendige Stadt",
        short_name="Lebendige Stadt",
        classification="Fraktion",
        parent="council",
        colour="#3f8468",
    ),
    Organization(
        key="zukunft",
        type="fraction",
        name="Zukunft Lauterfels",
        short_name="Zukunft",
        classification="Fraktion",
        parent="council",
        colour="#7a5ba6",
    ),
    Organization(
        key="handwerk",
        type="fraction",
        name="Handwerk und Handel",
        short_name="Handwerk und Handel",
        classification="Fraktion",
        parent="council",
        colour="#b07a2a",
    ),
    Organization(
        key="office",
        type="office",
        name="Sitzungsdienst",
        short_name="Sitzungsdienst",
        classification="Verwaltung",
    ),
    Organization(
        key="building",
        type="office",
        name="Dezernat für Bauen und Verkehr",
        short_name="Baudezernat",
        classification="Verwaltung",
    ),
    Organization(
        key="schools",
        type="office",
        name="Dezernat für Schule und Kultur",
        short_name="Schuldezernat",
        classification="Verwaltung",
    ),
)

MAYOR = Person(
    key="brandau",
    given="Helene",
    family="Brandau",
    title="Dr.",
    form_of_address="Frau",
    profession="Oberbürgermeisterin",
)
ALDERMAN = Person(
    key="kolb", given="Stefan", family="Kolb", form_of_address="Herr", profession="Beigeordneter, Bauen und Verkehr"
)
CLERK = Person(key="jost", given="Miriam", family="Jost", form_of_address="Frau", profession="Schriftführerin")

_F, _M = "Frau", "Herr"
# Fraktion → its members, the chair first: (key, given, family, form of address, profession)
_SEATS: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "buergerliste": (
        ("kettler", "Sabine", "Kettler", _F, "Buchhändlerin"),
        ("oster", "Rainer", "Oster", _M, "Steuerberater"),
        ("haehnel", "Petra", "Hähnel", _F, "Apothekerin"),
        ("malsch", "Dieter", "Malsch", _M, "Landwirt"),
        ("wenk", "Ursula", "Wenk", _F, "Rentnerin"),
        ("gerlach", "Florian", "Gerlach", _M, "Bankkaufmann"),
        ("schall", "Monika", "Schall", _F, "Hotelierin"),
    ),
    "stadt-fuer-alle": (
        ("aydin", "Murat", "Aydin", _M, "Sozialarbeiter"),
        ("pohl", "Christine", "Pohl", _F, "Lehrerin"),
        ("vollmar", "Ingrid", "Vollmar", _F, "Krankenpflegerin"),
        ("haddad", "Samira", "Haddad", _F, "Juristin"),
        ("rehm", "Tobias", "Rehm", _M, "Busfahrer"),
        ("korn", "Gisela", "Korn", _F, "Rentnerin"),
    ),
    "lebendige-stadt": (
        ("reuter", "Jonas", "Reuter", _M, "Verkehrsplaner"),
        ("feld", "Annika", "Feld", _F, "Ärztin"),
        ("sommerau", "Nele", "Sommerau", "", "Studium der Forstwissenschaft"),
        ("laub", "Matthias", "Laub", _M, "Winzer"),
        ("demir", "Elif", "Demir", _F, "Architektin"),
    ),
    "zukunft": (
        ("seibert", "Carla", "Seibert", _F, "Informatikerin"),
        ("ruland", "Philipp", "Ruland", _M, "Ingenieur"),
        ("marten", "Julia", "Marten", _F, "Unternehmerin"),
        ("anger", "Benedikt", "Anger", _M, "Notar"),
    ),
    "handwerk": (
        ("lotz", "Heinrich", "Lotz", _M, "Elektromeister"),
        ("saal", "Birgit", "Saal", _F, "Bäckermeisterin"),
    ),
}

MEMBERS = tuple(
    Person(key=key, given=given, family=family, form_of_address=form, profession=profession)
    for seats in _SEATS.values()
    for key, given, family, form, profession in seats
)
PERSONS = (MAYOR, ALDERMAN, CLERK, *MEMBERS)

COMMITTEE_SEATS: dict[str, str] = {
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
}

_START = TERM.start_offset

MEMBERSHIPS = (
    Membership(person="brandau", organization="council", role="Vorsitz", start_offset=_START),
    Membership(person="kolb", organization="council", role="Beigeordneter", start_offset=_START, voting=False),
    Membership(person="kolb", organization="building", role="Leitung", start_offset=_START, voting=False),
    Membership(person="jost", organization="office", role="Schriftführung", start_offset=_START, voting=False),
    *(
        Membership(person=key, organization="council", role="Mitglied", start_offset=_START, on_behalf_of=fraction)
        for fraction, seats in _SEATS.items()
        for key, *_ in seats
    ),
    *(
        Membership(
            person=key,
            organization=fraction,
            role="Fraktionsvorsitz" if place == 0 else "Mitglied",
            start_offset=_START,
        )
        for fraction, seats in _SEATS.items()
        for place, (key, *_) in enumerate(seats)
    ),
    Membership(person="kolb", organization="mobility", role="Vorsitz", start_offset=_START, voting=False),
    *(
        Membership(person=person, organization="mobility", role="Mitglied", start_offset=_START, on_behalf_of=fraction)
        for person, fraction in COMMITTEE_SEATS.items()
    ),
)

LOGINS = (
    Login(
        username="buero",
        name="Miriam Jost",
        kind="office",
        person="jost",
        about="Miriam Jost leitet den Sitzungsdienst: Sie lädt ein, führt die Niederschrift und gibt Aufzeichnungen frei.",
    ),
    Login(
        username="ratsmitglied",
        name="Samira Haddad",
        kind="member",
        person="haddad",
        seats=("council", "mobility"),
        about="Samira Haddad sitzt im Stadtrat und im Mobilitätsausschuss; sie liest auch die nichtöffentlichen Vorlagen.",
    ),
    Login(
        username="buergerin",
        name="Hannelore Brix",
        kind="citizen",
        about="Hannelore Brix wohnt in der Hafenstraße und wartet seit Monaten auf eine Antwort der Stadt.",
    ),
)
"""Who signs in to the demo, one of each kind of people."""
