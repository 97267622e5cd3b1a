"""What is said in the recorded sitting of the Stadtrat of Lauterfels: script, pauses and pictures.

The script ends where the public part ends; of what follows nothing is written, spoken or recorded.
Years and large numbers stand in figures because the synthesised voice reads those best.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

MEETING = "council-17"
"""Key of the sitting in the city."""
STARTS = time(17, 0, 12)
"""Clock of the day at second 0 of the recording; the clock runs on through the pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The card that shows a counted vote."""

    subject: str
    yes: int
    no: int
    abstain: int
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One breath of speech: ``pause`` (ms) comes before it; ``calls`` marks the call of the item."""

    speaker: str
    item: str
    text: str
    pause: int = 450
    calls: bool = False
    result: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interlude:
    """Time without a word (ms): counting hands, applause from the gallery, a joke that nobody laughs at, a pause."""

    kind: Literal["counting", "applause", "silence", "pause"]
    item: str
    lasts: int


CHAIR = "brandau"


def _chair(item: str, text: str, pause: int = 500, *, calls: bool = False, result: Result | None = None) -> Spoken:
    return Spoken(speaker=CHAIR, item=item, text=text, pause=pause, calls=calls, result=result)


def _speech(speaker: str, item: str, *breaths: str) -> tuple[Spoken, ...]:
    """A speech at the lectern: a longer pause while the speaker steps up, short ones between the breaths."""
    return tuple(
        Spoken(speaker=speaker, item=item, text=text, pause=1300 if place == 0 else 520)
        for place, text in enumerate(breaths)
    )


AMENDMENT = Result(subject="Änderungsantrag: zuerst Bus im Zehnminutentakt", yes=9, no=13, abstain=2, accepted=False)
TRAM = Result(subject="Verlängerung der Straßenbahn in die Mühlenstraße", yes=13, no=9, abstain=2, accepted=True)
CYCLE_PATH = Result(subject="Geschützter Radweg in der Lindenallee", yes=14, no=10, abstain=0, accepted=True)
STANDS = Result(subject="Fahrradstellplätze am Bahnhof", yes=24, no=0, abstain=0, accepted=True)
CANTEEN = Result(subject="Neubau der Mensa an der Bachwiesenschule", yes=23, no=0, abstain=1, accepted=True)

OPENING: tuple[Spoken | Interlude, ...] = (
    Interlude(kind="silence", item="1", lasts=2500),
    _chair(
        "1",
        "Guten Abend, meine Damen und Herren. Ich eröffne die 17. Sitzung des Stadtrates und rufe "
        "Tagesordnungspunkt 1 auf: Eröffnung und Feststellung der Beschlussfähigkeit.",
        calls=True,
    ),
    _chair(
        "1",
        "Ich begrüße die Mitglieder des Rates, die Presse und alle, die uns zu Hause oder oben auf der Galerie "
        "zuhören. 23 von 24 Ratsmitgliedern sind anwesend, Frau Seibert ist entschuldigt. Wir sind beschlussfähig.",
    ),
    _chair(
        "1",
        "Ein Wort zur Tagesordnung. Die Umgestaltung des Marktplatzes, das ist Punkt 8, wird heute abgesetzt. "
        "Ein Gutachten ist erst gestern gekommen, und niemand soll über etwas abstimmen, das er nicht lesen konnte.",
    ),
    _chair("1", "Gibt es weitere Wünsche? Das ist nicht der Fall. Dann ist die Tagesordnung so festgestellt."),
    _chair(
        "2",
        "Wir kommen zu Tagesordnungspunkt 2, Niederschrift der 16. Sitzung. Die Niederschrift haben Sie bekommen, "
        "Einwände sind nicht eingegangen. Damit ist sie genehmigt.",
        1600,
        calls=True,
    ),
)

TRAM_DEBATE: tuple[Spoken | Interlude, ...] = (
    _chair(
        "4",
        "Ich rufe auf Tagesordnungspunkt 4: Verlängerung der Straßenbahn in die Mühlenstraße. Dazu haben wir die "
        "Vorlage der Verwaltung und einen Änderungsantrag der Bürgerliste. Der Ausschuss für Mobilität empfiehlt "
        "die Vorlage mit 6 zu 4 Stimmen.",
        1900,
        calls=True,
    ),
    _chair("4", "Das Wort hat Herr Reuter von der Fraktion Lebendige Stadt."),
    *_speech(
        "reuter",
        "4",
        "Frau Oberbürgermeisterin, liebe Kolleginnen und Kollegen! Unsere Straßenbahn endet seit 1987 am Bahnhof. "
        "Wer von dort weiter in die Mühlenstraße will, der wartet abends bis zu 40 Minuten auf den Bus. "
        "Oder er nimmt eben doch das Auto.",
        "An der Mühlenstraße wohnen heute 6000 Menschen, in fünf Jahren werden es 8000 sein. Dort entstehen "
        "Wohnungen, eine Kita und die neue Berufsschule. Und ausgerechnet dorthin soll keine Straßenbahn fahren?",
        "Die neue Strecke ist knapp zwei Kilometer lang und hat vier Haltestellen. Sie kostet 38 Millionen Euro, "
        "und davon zahlen Bund und Land 85 Prozent. So günstig bekommen wir das nie wieder. Bitte stimmen Sie zu.",
    ),
    _chair("4", "Vielen Dank, Herr Reuter. Für die Bürgerliste spricht Frau Kettler.", 900),
    *_speech(
        "kettler",
        "4",
        "Danke schön. Günstig klingt das, Herr Reuter. Aber 15 Prozent von 38 Millionen sind immer noch fast "
        "6 Millionen Euro, und die müssen wir uns leihen.",
        "Dazu kommen zwei Jahre Baustelle. Ich habe mit dem Bäcker gesprochen, mit der Apotheke und mit dem "
        "Blumenladen. Alle drei haben mich dasselbe gefragt: Wer kauft denn bei uns ein, wenn vor der Tür ein "
        "Bagger steht?",
        "Darum sagt unser Änderungsantrag: zuerst der Bus, alle zehn Minuten, zwei Jahre lang auf Probe. Sind die "
        "Busse voll, dann reden wir gern über Schienen. Bleiben sie leer, dann haben wir sehr viel Geld gespart.",
    ),
    _chair("4", "Danke, Frau Kettler. Für die Fraktion Stadt für alle spricht Herr Aydin.", 900),
    *_speech(
        "aydin",
        "4",
        "Frau Kettler, ich habe Ihnen genau zugehört, und an einer Stelle muss ich widersprechen. Den Bus auf Probe "
        "hatten wir schon, im Jahr 2019. Er kam alle 20 Minuten und stand an jeder Ampel im Stau. Und nach einem "
        "Jahr hat es geheißen: Seht ihr, es fährt ja keiner mit.",
        "Ja, die Baustelle wird schlimm, da will ich nichts schönreden. Deshalb haben wir im Ausschuss einen "
        "Hilfsfonds für die Geschäfte durchgesetzt: 300000 Euro, und zwar bevor der erste Bagger kommt.",
        "Meine Mutter ist 78 Jahre alt. Sie wohnt in der Mühlenstraße, und sie hat kein Auto. Für sie geht es nicht "
        "um Millionen. Für sie geht es darum, ob sie nach dem Theater noch nach Hause kommt. Wir stimmen der "
        "Vorlage zu.",
    ),
    _chair("4", "Und jetzt hat Herr Lotz das Wort.", 900),
    *_speech(
        "lotz",
        "4",
        "Ich mache es kurz. Ich bin Elektriker, ich habe nichts gegen Strom auf Schienen. Aber in der ganzen "
        "Vorlage steht kein Wort darüber, wo die Lieferwagen halten sollen. Ohne Ladezonen kann ich nicht zustimmen.",
    ),
    _chair(
        "4",
        "Die Ladezonen kommen mit dem nächsten Planungsschritt. Ich sage Ihnen zu, Herr Lotz, dass dieser Plan "
        "zuerst in den Ausschuss geht und dann erst gebaut wird. Das steht so auch in der Niederschrift.",
        800,
    ),
    Spoken(speaker="lotz", item="4", text="Gut. Dann stimmen wir nicht dagegen, sondern enthalten uns.", pause=900),
    _chair(
        "4",
        "Weitere Wortmeldungen sehe ich nicht. Dann stimmen wir ab, zuerst über den Änderungsantrag. "
        "Wer ist dafür? Ich bitte um Ihr Handzeichen.",
        1500,
    ),
    Interlude(kind="counting", item="4", lasts=3200),
    _chair(
        "4",
        "Das sind 9 Stimmen dafür, 13 dagegen und zwei Enthaltungen. Der Änderungsantrag ist damit abgelehnt.",
        result=AMENDMENT,
    ),
    _chair("4", "Jetzt die Vorlage selbst, mit der Ergänzung aus dem Ausschuss. Wer stimmt zu? Ich zähle.", 2200),
    Interlude(kind="counting", item="4", lasts=4000),
    _chair(
        "4",
        "Ich zähle 13 Stimmen dafür und 9 Stimmen dagegen, bei zwei Enthaltungen. Die Verlängerung der "
        "Straßenbahn ist mit Mehrheit beschlossen.",
        result=TRAM,
    ),
    Interlude(kind="applause", item="4", lasts=4500),
    _chair(
        "4",
        "Ich freue mich ja über so viel Interesse. Aber Beifall ist auf der Galerie leider nicht gestattet.",
        300,
    ),
    _chair(
        "4",
        "Das Mikrofon am Rednerpult knackt, die Kollegen von der Technik tauschen es aus. "
        "Ich unterbreche die Sitzung für einen Moment.",
        900,
    ),
    Interlude(kind="pause", item="4", lasts=15000),
)

CYCLING: tuple[Spoken | Interlude, ...] = (
    _chair(
        "5",
        "So, wir setzen die Sitzung fort. Ich rufe auf den Tagesordnungspunkt 5, Radverkehr. Dazu gehören zwei "
        "Anträge, die beraten wir gemeinsam. Abgestimmt wird einzeln. Herr Reuter, bitte.",
        600,
        calls=True,
    ),
    *_speech(
        "reuter",
        "5",
        "Vielen Dank. In der Lindenallee parken die Autos auf beiden Seiten, und dazwischen fahren jeden Morgen "
        "400 Kinder mit dem Rad zur Schule. Im vergangenen Jahr sind dort elf Unfälle passiert.",
        "Wir wollen einen geschützten Radweg. Mit einem hohen Bordstein dazwischen, und nicht nur mit einem weißen Strich.",
    ),
    *_speech(
        "aydin",
        "5",
        "Und ein guter Radweg braucht auch ein gutes Ziel. Am Bahnhof stehen jeden Tag 250 Fahrräder, an Zäunen, "
        "an Bäumen und, ich habe es gestern gesehen, am Denkmal unseres Dichters. Wir beantragen 180 Stellplätze "
        "mit Dach.",
    ),
    *_speech(
        "kettler",
        "5",
        "Am Bahnhof sind wir sofort dabei. In der Lindenallee nicht. Dort fallen 62 Parkplätze weg, und keiner "
        "sagt den Leuten, wo sie am Abend ihr Auto lassen sollen. Das ist keine Planung, das ist Hoffnung.",
    ),
    Spoken(
        speaker="reuter",
        item="5",
        text="Im Parkhaus am Marktplatz stehen jede Nacht 200 Plätze leer, Frau Kettler. Das sind vier Minuten zu Fuß.",
        pause=700,
    ),
    Spoken(
        speaker="kettler",
        item="5",
        text="Vier Minuten für Sie, Herr Reuter. Mit zwei Einkaufstaschen und einem Kind sind es zwölf.",
        pause=500,
    ),
    _chair(
        "5.1",
        "Ich glaube, die Argumente sind ausgetauscht. Wir stimmen ab über Tagesordnungspunkt 5.1, geschützter "
        "Radweg in der Lindenallee. Wer ist dafür?",
        1500,
        calls=True,
    ),
    Interlude(kind="counting", item="5.1", lasts=3000),
    _chair(
        "5.1",
        "Das sind 14 Stimmen. Wer ist dagegen? 10 Stimmen. Damit ist der Antrag angenommen.",
        result=CYCLE_PATH,
    ),
    _chair(
        "5.2",
        "Und jetzt Tagesordnungspunkt 5.2, Fahrradstellplätze am Bahnhof. Wer ist dagegen? Wer enthält sich? "
        "Niemand. Das ist einstimmig.",
        2000,
        calls=True,
        result=STANDS,
    ),
)

LIBRARY_AND_SCHOOL: tuple[Spoken | Interlude, ...] = (
    _chair(
        "6",
        "Wir kommen zu Tagesordnungspunkt 6, Öffnungszeiten der Stadtbibliothek, ein Antrag der Fraktion "
        "Handwerk und Handel. Herr Lotz.",
        2200,
        calls=True,
    ),
    *_speech(
        "lotz",
        "6",
        "Wer den ganzen Tag arbeitet, der steht um 18 Uhr vor einer verschlossenen Bibliothek. Wir möchten, dass "
        "sie am Donnerstag bis 21 Uhr geöffnet ist und am Samstag bis 16 Uhr. Das kostet 46000 Euro im Jahr.",
        "Ich gehe ja selbst gern hin. Neulich habe ich mir ein Buch über Klebstoff ausgeliehen. "
        "Ich konnte es einfach nicht mehr aus der Hand legen.",
    ),
    Interlude(kind="silence", item="6", lasts=3600),
    Spoken(speaker="lotz", item="6", text="Gut. Meine Frau hat auch nicht gelacht.", pause=0),
    Spoken(
        speaker="aydin",
        item="6",
        text="Der Antrag ist deutlich besser als der Witz. Wir stimmen gern zu. Bitte sprechen Sie aber vorher "
        "mit den Leuten, die dort am Abend arbeiten sollen.",
        pause=1300,
    ),
    _chair(
        "6",
        "Das ist längst verabredet. Widerspricht jemand? Dann ist der Antrag ohne förmliche Abstimmung beschlossen.",
        900,
    ),
    _chair(
        "7",
        "Ich rufe auf TOP 7: Neubau der Mensa an der Bachwiesenschule. Frau Kettler hat sich gemeldet.",
        1900,
        calls=True,
    ),
    *_speech(
        "kettler",
        "7",
        "Seit drei Jahren essen die Kinder in der Turnhalle, in drei Schichten, und die letzten bekommen die Nudeln "
        "kalt. Es wird höchste Zeit. Ich habe nur eine Frage: Wird in der neuen Mensa frisch gekocht, "
        "oder wird bloß aufgewärmt?",
    ),
    _chair(
        "7",
        "Dort wird frisch gekocht, jeden Tag, für 240 Kinder. Baubeginn ist in den Sommerferien. "
        "Wer stimmt der Vorlage zu? Gegenstimmen? Keine. Eine Enthaltung. Damit ist das so beschlossen.",
        800,
        result=CANTEEN,
    ),
    _chair(
        "10",
        "Punkt 8 haben wir abgesetzt. Dann bleibt uns noch Tagesordnungspunkt 10: Anfrage zur Straßenbeleuchtung "
        "in der Hafenstraße. Herr Aydin.",
        2200,
        calls=True,
    ),
    *_speech(
        "aydin",
        "10",
        "In der Hafenstraße sind 14 Laternen dunkel, und das seit fünf Wochen. Viele trauen sich dort abends nicht mehr "
        "entlang. Wann brennt dort wieder Licht?",
    ),
    _chair(
        "10",
        "Die Ersatzteile sind unterwegs, in drei Wochen ist alles repariert. Bis dahin stellen wir Baulampen auf, "
        "und zwar ab morgen. Ich prüfe das persönlich, ich gehe dort jeden Abend mit dem Hund.",
        800,
    ),
    _chair(
        "10",
        "Damit sind wir am Ende des öffentlichen Teils. Es folgt der nichtöffentliche Teil, die Übertragung endet "
        "hier. Ich danke Ihnen fürs Zuschauen und wünsche Ihnen einen guten Abend.",
        1600,
    ),
    Interlude(kind="silence", item="10", lasts=2500),
)

SITTING: tuple[Spoken | Interlude, ...] = (*OPENING, *TRAM_DEBATE, *CYCLING, *LIBRARY_AND_SCHOOL)
