"""Who is who in Lauterfels: the mayor, her Beigeordnete, 24 elected members in five Fraktionen, two Ortsbeiräte.

Every name is invented; likeness to living people, groups or places is chance.
"""

from __future__ import annotations

from ris.demo.records import Login, Person

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
SCHOOLS = Person(
    key="thelen",
    given="Ulrike",
    family="Thelen",
    form_of_address="Frau",
    profession="Beigeordnete, Schule, Soziales und Kultur",
)
TREASURER = Person(key="rothaug", given="Achim", family="Rothaug", form_of_address="Herr", profession="Stadtkämmerer")
CLERK = Person(key="jost", given="Miriam", family="Jost", form_of_address="Frau", profession="Schriftführerin")

_F, _M = "Frau", "Herr"
# Fraktion → its members, the chair first: (key, given, family, form of address, profession)
SEATS: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
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

# Ortsbeirat → those of its members who do not sit in the council: (…, the group that sent them)
DISTRICT_SEATS: dict[str, tuple[tuple[str, str, str, str, str, str], ...]] = {
    "muehlenviertel": (
        ("kaltwasser", "Bernd", "Kaltwasser", _M, "Ortsvorsteher Mühlenviertel", ""),
        ("arslan", "Leyla", "Arslan", _F, "Kioskbesitzerin", "stadt-fuer-alle"),
        ("mischke", "Holger", "Mischke", _M, "Lokführer", "buergerliste"),
        ("engelhart", "Doris", "Engelhart", _F, "Floristin", "buergerliste"),
        ("wiegand", "Jan-Peter", "Wiegand", _M, "Berufsschullehrer", "lebendige-stadt"),
        ("lorenz", "Katja", "Lorenz", _F, "Bauzeichnerin", "zukunft"),
    ),
    "bachwiesen": (
        ("ziegler", "Renate", "Ziegler", _F, "Ortsvorsteherin Bachwiesen", ""),
        ("finkenauer", "Thomas", "Finkenauer", _M, "Schornsteinfeger", "buergerliste"),
        ("petersen", "Olga", "Petersen", _F, "Hebamme", "lebendige-stadt"),
        ("hartwig", "Sven", "Hartwig", _M, "Hausmeister", "stadt-fuer-alle"),
        ("yildiz", "Emre", "Yıldız", _M, "Student der Volkswirtschaft", "stadt-fuer-alle"),
        ("bender", "Marion", "Bender", _F, "Optikerin", "zukunft"),
    ),
}
FORMER = Person(
    key="treutlein",
    given="Wolfgang",
    family="Treutlein",
    form_of_address="Herr",
    profession="Kinobetreiber im Ruhestand",
)

MEMBERS = tuple(
    Person(key=key, given=given, family=family, form_of_address=form, profession=profession)
    for seats in SEATS.values()
    for key, given, family, form, profession in seats
)
DISTRICT_MEMBERS = tuple(
    Person(key=key, given=given, family=family, form_of_address=form, profession=profession)
    for seats in DISTRICT_SEATS.values()
    for key, given, family, form, profession, _ in seats
)
PERSONS = (MAYOR, ALDERMAN, SCHOOLS, TREASURER, CLERK, *MEMBERS, *DISTRICT_MEMBERS, FORMER)

LOGINS = (
    Login(
        username="buero",
        name="Miriam Jost",
        kind="office",
        person="jost",
        about="Sie leitet den Sitzungsdienst, lädt ein, führt die Niederschrift und gibt Aufzeichnungen frei.",
    ),
    Login(
        username="ratsmitglied",
        name="Samira Haddad",
        kind="member",
        person="haddad",
        seats=("council", "mobility", "finance"),
        about="Sie sitzt im Stadtrat und in zwei Ausschüssen und liest auch die nichtöffentlichen Vorlagen.",
    ),
    Login(
        username="buergerin",
        name="Hannelore Brix",
        kind="citizen",
        about="Sie wohnt in der Hafenstraße und wartet seit Monaten auf eine Antwort der Stadt.",
    ),
)
"""Who signs in to the demo, one of each kind of people."""
