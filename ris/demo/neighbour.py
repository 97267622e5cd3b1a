"""Wingertsweiler, the village next door: a second municipality, so that nothing may mix."""

from __future__ import annotations

from datetime import time

from ris.demo.prose import prose
from ris.demo.records import (
    AgendaItem,
    Body,
    FollowUp,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    Person,
    Vote,
)
from ris.demo.ways import decision, note

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
    summary="Ein Verein will im alten Milchhaus einen Laden eröffnen. Die Gemeinde überlässt ihm das Haus fünf Jahre lang ohne Miete.",
    date_offset=-24,
    submitters=("strub",),
    stations=(decision("council-5/2", "adopted"),),
    points=(
        "Die Gemeinde überlässt dem Verein „Milchhaus“ das Gebäude Am Milchhaus 1 für fünf Jahre ohne Miete.",
        "Sie gibt einmalig 12.000 Euro für Regale und Kühlung.",
    ),
    text=prose(
        """
        Seit der letzte Laden geschlossen hat, fahren die Menschen aus Wingertsweiler zum Einkaufen nach Lauterfels. Sonntags
        fährt nicht einmal mehr der Bus. Ein Verein mit 84 Mitgliedern möchte im alten Milchhaus einen Dorfladen eröffnen und
        sucht dafür die Hilfe der Gemeinde.

        Der Verein öffnet an sechs Tagen in der Woche. Samstags wird der Laden von Schülerinnen und Schülern betrieben; sie
        haben angekündigt, die Öffnungszeiten einzuhalten, anders als der Jugendraum.
        """
    ),
    costs="Einmalig 12.000 Euro. Auf 280 Euro Miete im Monat wird verzichtet.",
    follow_up=FollowUp(state="running", text="Die Regale sind bestellt.", as_of=-2),
)

HOSES = Paper(
    reference="08/2026",
    type="Mitteilungsvorlage",
    title="Rückgabe der verliehenen Feuerwehrschläuche",
    summary="Die Feuerwehr von Lauterfels hat 40 geliehene Schläuche zurückgegeben, einen davon nass.",
    date_offset=-5,
    submitters=("strub",),
    stations=(note("council-6/3"),),
    points=("Der Bericht wird zur Kenntnis genommen.",),
    text=prose(
        """
        Die Feuerwehr von Lauterfels hatte sich 40 Schläuche geliehen, weil die eigenen die Prüfung nicht bestanden. Alle sind
        zurück. Einer wurde nass aufgerollt und musste getrocknet werden.

        Die Oberbürgermeisterin von Lauterfels hat sich mit einer Kiste Wein bedankt. Der Wein stammt aus Wingertsweiler.
        """
    ),
)

SUNDAY_BUS = Paper(
    reference="09/2026",
    type="Antrag",
    title="Der Bus nach Lauterfels soll wieder sonntags fahren",
    summary="Die Gemeinde will mit Lauterfels darüber verhandeln, dass sonntags wieder drei Busse fahren.",
    date_offset=-4,
    submitters=("polat",),
    stations=(decision("council-6/2"),),
    points=("Die Ortsbürgermeisterin verhandelt mit der Stadt Lauterfels über drei Fahrten am Sonntag.",),
    text=prose(
        """
        Der Stadtrat von Lauterfels hat eine Resolution für den Nahverkehr verabschiedet und darin unseren Sonntagsbus
        erwähnt. Wir sollten ihn beim Wort nehmen.

        Ich bin Busunternehmer und würde die Fahrten gern selbst anbieten. Deshalb werde ich bei diesem Punkt weder mitreden
        noch mitstimmen (§ 22 GemO); gestellt habe ich den Antrag trotzdem, weil es sonst niemand tut.
        """
    ),
    costs="Nach ersten Gesprächen 18.000 Euro im Jahr, je zur Hälfte von Stadt und Gemeinde.",
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
    papers=(SHOP, HOSES, SUNDAY_BUS),
    meetings=(
        Meeting(
            key="council-6",
            organization="council",
            name="6. Sitzung",
            number=6,
            day_offset=12,
            weekday=3,
            starts=time(19, 30),
            ends=None,
            location="buergerhaus",
            state="invited",
            invited_days_before=21,
            items=(
                AgendaItem(label="1", title="Eröffnung und Feststellung der Beschlussfähigkeit"),
                AgendaItem(label="2", title="Bus nach Lauterfels am Sonntag", papers=("09/2026",)),
                AgendaItem(label="3", title="Rückgabe der verliehenen Feuerwehrschläuche", papers=("08/2026",)),
                AgendaItem(
                    label="5",
                    title="Vergabe des Brennholzes an die Familie Dörrwald",
                    public=False,
                    public_title="Vergabeangelegenheit",
                ),
            ),
        ),
        Meeting(
            key="council-5",
            organization="council",
            name="5. Sitzung",
            number=5,
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
