"""Wingertsweiler, the village next door: a second municipality, so that nothing may mix."""

from __future__ import annotations

from datetime import time

from ris.demo.prose import prose
from ris.demo.records import (
    AgendaItem,
    Body,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    Person,
    Station,
    Vote,
)

_SEATS = (
    ("strub", "Gertrud", "Strub", "Frau", "Ortsbürgermeisterin"),
    ("hesselbach", "Karl", "Hesselbach", "Herr", "Winzer"),
    ("nauert", "Silke", "Nauert", "Frau", "Erzieherin"),
    ("brehmer", "Jochen", "Brehmer", "Herr", "Schreiner"),
    ("weinand", "Theresa", "Weinand", "Frau", "Winzerin"),
    ("polat", "Cem", "Polat", "Herr", "Busunternehmer"),
    ("schmitthenner", "Anke", "Schmitthenner", "Frau", "Tierärztin"),
)

SHOP = Paper(
    reference="07/2026",
    type="Beschlussvorlage",
    title="Dorfladen im alten Milchhaus",
    date_offset=-24,
    submitters=("strub",),
    stations=(
        Station(
            organization="council", role="decision", authoritative=True, meeting="council-5", item="2", result="adopted"
        ),
    ),
    text=prose(
        """
        Seit der letzte Laden geschlossen hat, fahren die Menschen aus Wingertsweiler zum Einkaufen nach Lauterfels. Ein
        Verein mit 84 Mitgliedern möchte im alten Milchhaus einen Dorfladen eröffnen und sucht dafür die Hilfe der
        Gemeinde.

        Die Gemeinde überlässt dem Verein das Milchhaus fünf Jahre lang ohne Miete und gibt 12.000 Euro für Regale und
        Kühlung. Der Verein öffnet an sechs Tagen in der Woche.
        """
    ),
)

WINGERTSWEILER = Body(
    key="wingertsweiler",
    name="Ortsgemeinde Wingertsweiler",
    short_name="Wingertsweiler",
    classification="Ortsgemeinde",
    website="https://wingertsweiler.example/",
    terms=(
        LegislativeTerm(
            key="term", name="Wahlperiode seit der letzten Kommunalwahl", start_offset=-860, end_offset=965
        ),
    ),
    locations=(
        Location(
            key="buergerhaus",
            room="Saal im Bürgerhaus",
            street="Kirchgasse 3",
            postal_code="00000",
            city="Wingertsweiler",
        ),
    ),
    organizations=(
        Organization(
            key="council",
            type="council",
            name="Ortsgemeinderat",
            short_name="Gemeinderat",
            classification="Ortsgemeinderat",
            statutory_number=6,
        ),
    ),
    persons=tuple(
        Person(key=key, given=given, family=family, form_of_address=form, profession=profession)
        for key, given, family, form, profession in _SEATS
    ),
    memberships=tuple(
        Membership(person=key, organization="council", role="Vorsitz" if place == 0 else "Mitglied", start_offset=-860)
        for place, (key, *_) in enumerate(_SEATS)
    ),
    streets=("Kirchgasse", "Hauptstraße", "Am Milchhaus", "Wingertsweg"),
    papers=(SHOP,),
    meetings=(
        Meeting(
            key="council-5",
            organization="council",
            name="5. Sitzung",
            day_offset=-9,
            weekday=3,
            starts=time(19, 30),
            ends=time(20, 50),
            location="buergerhaus",
            state="held",
            items=(
                AgendaItem(label="1", title="Eröffnung und Feststellung der Beschlussfähigkeit", result="noted"),
                AgendaItem(
                    label="2",
                    title="Dorfladen im alten Milchhaus",
                    papers=("07/2026",),
                    result="adopted",
                    resolution_text="Das Milchhaus wird dem Verein fünf Jahre lang ohne Miete überlassen.",
                    votes=(Vote(form="unanimous", subject="Vorlage 07/2026", accepted=True, yes=7, no=0, abstain=0),),
                ),
                AgendaItem(
                    label="4",
                    title="Stundung der Pacht für den Winzer Eberle",
                    public=False,
                    public_title="Pachtangelegenheit",
                    result="adopted",
                    resolution_text="Die Pacht wird bis zum Jahresende gestundet.",
                ),
            ),
        ),
    ),
)
