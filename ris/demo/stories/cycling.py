"""Cycling: the Lindenallee, where 62 places to park have to go, and the stands at the station that nobody minds."""

from __future__ import annotations

from ris.demo.prose import prose
from ris.demo.records import FollowUp, Paper
from ris.demo.ways import advice, decision, hearing, note

WHITE_LINE = Paper(
    reference="0118/2026",
    type="Antrag",
    title="Schutzstreifen in der Lindenallee",
    summary="Eine weiße Linie sollte in der Lindenallee den Platz für Fahrräder zeigen. Der Antrag wurde zurückgezogen, weil die "
    "Polizei davon abriet.",
    date_offset=-96,
    submitters=("lebendige-stadt", "reuter"),
    stations=(decision("mobility-8/3", "withdrawn"),),
    withdrawn_at="mobility-8",
    related=("0155/2026",),
    points=("In der Lindenallee wird auf beiden Seiten ein Schutzstreifen für Fahrräder markiert.",),
    text=prose(
        """
        In der Lindenallee teilen sich Autos, Busse und Fahrräder eine Fahrbahn. Ein Schutzstreifen von 1,50 Meter Breite
        kostet wenig, braucht keinen Umbau und kann noch vor den Sommerferien markiert werden.

        Die parkenden Autos bleiben stehen; der Streifen wird zwischen ihnen und der Fahrbahn markiert.
        """
    ),
    costs="38.000 Euro für Markierung und Schilder.",
)

CYCLE_PATH = Paper(
    reference="0219/2026",
    type="Antrag",
    title="Geschützter Radweg in der Lindenallee",
    summary="In der Lindenallee soll ein Bordstein die Räder von den Autos trennen. Dafür fallen 62 Parkplätze weg.",
    date_offset=-32,
    submitters=("lebendige-stadt", "reuter"),
    stations=(
        hearing("bachwiesen-6/3", "not_recommended"),
        advice("mobility-9/3.1", "recommended"),
        decision("council-17/5.1", "adopted"),
    ),
    supersedes="0118/2026",
    related=("0186/2026", "0244/2026"),
    points=(
        "Die Verwaltung wird beauftragt, in der Lindenallee zwischen Schillerplatz und Bachwiesenweg auf beiden Seiten "
        "einen Radweg zu bauen, der durch einen Bordstein von der Fahrbahn getrennt ist.",
        "Die Linden bleiben stehen.",
        "Die Stadt spricht mit dem Betreiber des Parkhauses am Marktplatz über günstige Karten für Anwohner.",
    ),
    text=prose(
        """
        Jeden Morgen fahren etwa 400 Kinder mit dem Rad durch die Lindenallee zur Bachwiesenschule und zum Gymnasium.
        Auf beiden Seiten parken Autos; wer Rad fährt, muss auf die Fahrbahn ausweichen. Im vergangenen Jahr nahm die
        Polizei dort elf Unfälle auf, bei sechs davon wurden Kinder verletzt.

        Unser früherer Antrag auf einen Schutzstreifen (0118/2026) ist damit überholt. Die Polizei hat uns überzeugt, dass
        eine weiße Linie zwischen fahrenden Autos und aufgehenden Türen niemanden schützt. Ein Bordstein kann das.

        Es fallen 62 Stellplätze weg. Im Parkhaus am Marktplatz stehen nachts im Mittel 200 Plätze leer, vier Minuten zu
        Fuß entfernt. Lieferwagen und Pflegedienste bekommen in jedem Abschnitt einen Halteplatz.
        """
    ),
    costs="480.000 Euro. Das Land fördert Schulwege mit bis zu 70 Prozent.",
    follow_up=FollowUp(
        state="waiting",
        text="Die Planung beginnt, wenn die Karten für das Parkhaus verhandelt sind. Ein Termin steht noch nicht fest.",
        as_of=-1,
    ),
)

ACCIDENTS = Paper(
    reference="0155/2026",
    type="Anfrage",
    title="Unfälle mit Kindern in der Lindenallee",
    summary="Die Fraktion Stadt für alle fragt, wie viele Unfälle es in der Lindenallee gab und was sie verursacht hat.",
    date_offset=-69,
    submitters=("stadt-fuer-alle", "rehm"),
    stations=(note("mobility-8/6", "noted"),),
    answer_due_offset=-40,
    points=(
        "Wie viele Unfälle hat die Polizei im vergangenen Jahr in der Lindenallee aufgenommen, und wie viele Kinder "
        "wurden dabei verletzt?",
        "Was waren die häufigsten Ursachen?",
        "Wurde dort gemessen, wie schnell gefahren wird?",
    ),
    text=prose(
        """
        Ich fahre den Bus durch die Lindenallee. Morgens um halb acht sehe ich dort mehr Schulranzen als Nummernschilder,
        und es vergeht keine Woche ohne Vollbremsung. Ich möchte wissen, ob das nur mein Eindruck ist.
        """
    ),
)

ACCIDENTS_ANSWER = Paper(
    reference="0186/2026",
    type="Antwort",
    title="Antwort auf die Anfrage 0155/2026: Unfälle mit Kindern in der Lindenallee",
    summary="Bei elf Unfällen in einem Jahr wurden sechs Kinder verletzt. Meist ging eine Autotür auf.",
    date_offset=-48,
    submitters=("building",),
    belongs_to="0155/2026",
    stations=(note("mobility-9/6", "answered"),),
    points=(
        "Wie viele Unfälle hat die Polizei im vergangenen Jahr in der Lindenallee aufgenommen, und wie viele Kinder "
        "wurden dabei verletzt?",
        "Was waren die häufigsten Ursachen?",
        "Wurde dort gemessen, wie schnell gefahren wird?",
    ),
    answers=(
        "Die Polizei hat elf Unfälle mit Rädern aufgenommen. Bei sechs davon wurden Kinder verletzt, zwei von ihnen so, "
        "dass sie im Spital behandelt wurden.",
        "Siebenmal öffnete jemand im parkenden Auto die Tür, ohne sich umzusehen. Zweimal wurde beim Abbiegen ein Rad "
        "übersehen. In zwei Fällen stießen Räder miteinander zusammen.",
        "Ja, an drei Werktagen. 85 von 100 Autos fuhren nicht schneller als 48 Kilometer in der Stunde. Das schnellste fuhr "
        "91; es war der Wagen eines Pizzadienstes.",
    ),
    text="Die Angaben beruhen auf der Statistik der Polizeiinspektion Lauterfels und auf eigenen Messungen.",
)

STANDS = Paper(
    reference="0222/2026",
    type="Antrag",
    title="180 überdachte Fahrradstellplätze am Bahnhof",
    summary="Neben Gleis 1 sollen 180 Räder unter einem Dach stehen können, ein Teil davon in abschließbaren Boxen.",
    date_offset=-26,
    submitters=("stadt-fuer-alle", "aydin"),
    stations=(advice("mobility-9/3.2", "recommended"), decision("council-17/5.2", "adopted")),
    points=(
        "Am Bahnhof werden 180 überdachte Stellplätze für Fahrräder gebaut, davon 40 in abschließbaren Boxen und 20 mit "
        "Steckdose für Räder mit Akku.",
        "Mindestens die Hälfte der Plätze ist kostenlos.",
    ),
    text=prose(
        """
        Bei einer Zählung an drei Werktagen standen rund um den Bahnhof jeweils etwa 250 Räder, aber es gibt nur 64
        Bügel. Die übrigen Räder hängen an Zäunen, Bäumen und am Dichterdenkmal. Rollstühle und Kinderwagen kommen auf
        dem Gehweg nicht mehr durch.

        Die Fläche neben Gleis 1 gehört der Stadt und liegt brach. Für das Dach kommt eine Bauweise infrage, auf der
        Pflanzen wachsen; sie kostet 14.000 Euro mehr und hält den Platz darunter im Sommer kühl.
        """
    ),
    costs="390.000 Euro nach Schätzung der Verwaltung, davon 60 Prozent aus dem Landesprogramm „Rad und Bahn“.",
    follow_up=FollowUp(
        state="running", text="Der Bauantrag ist gestellt. Baubeginn ist für das Frühjahr geplant.", as_of=-1
    ),
)


PAPERS = (
    WHITE_LINE, CYCLE_PATH, ACCIDENTS, ACCIDENTS_ANSWER, STANDS,        )  # fmt: skip
