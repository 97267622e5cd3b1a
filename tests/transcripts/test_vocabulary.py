"""Names are matched after recognition, and everyday words are left alone."""

import pytest

from transcripts.corrections import Fix, apply_corrections
from transcripts.vocabulary import Vocabulary, matches
from transcripts.words import Word, plain

NAMES = Vocabulary(
    people=(("Sabine", "Kettler"), ("Helene", "Brandau"), ("Jonas", "Reuter"), ("Paul", "Reiter")),
    titles=("Neubau der Fahrradbrücke über den Mühlbach", "Haushaltssicherungskonzept"),
)


def heard(text: str) -> list[Word]:
    return [Word(token, n * 400, n * 400 + 350, 0.7) for n, token in enumerate(text.split())]


def shown(text: str) -> str:
    words = heard(text)
    fixes = [Fix(m.starts, m.ends, m.saw, m.becomes) for m in matches(words, NAMES)]
    return plain(apply_corrections(words, fixes))


def test_a_misheard_family_name_is_put_right_with_its_punctuation() -> None:
    assert shown("Das Wort hat Frau Ketler, bitte.") == "Das Wort hat Frau Kettler, bitte."


def test_a_name_in_two_pieces_is_joined() -> None:
    assert shown("Frau Bran Dau hat das Wort") == "Frau Brandau hat das Wort"


def test_a_compound_out_of_a_title_is_put_right() -> None:
    assert shown("die Faradbrücke und das Haushalt Sicherungskonzept") == (
        "die Fahrradbrücke und das Haushaltssicherungskonzept"
    )


def test_everyday_words_and_right_names_stay() -> None:
    text = "Die Verwaltung wird beauftragt, die Brücke zu bauen. Frau Kettler stimmt zu, der Rat ist bereit."
    assert shown(text) == text


# A roster on which every name is nearly an everyday word.
NEARLY_WORDS = Vocabulary(
    people=tuple(
        ("Eva", name)
        for name in (
            "Baur", "Webber", "Langen", "Kayser", "Richtert", "Francke", "Beckher", "Vogell", "Braune", "Kochs", "Stahn",
            "Schneyder", "Steyn", "Wintter", "Sommert", "Burgert", "Fischler", "Muller", "Reither", "Brunnen", "Straßer",
            "Kurtz", "Fruhling", "Marckt", "Abendt", "Bergen", "Schuler",
            "Altenburg",
        )
    ),
    titles=("Kindertagesstätte Rosengarten", "Haushaltssatzung", "Radverkehrskonzept"),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Der Bauer und der Weber warten lange auf den Kaiser und den Richter.",
        "Frank war stark, der Vogel braun, der Koch am Stein und der Schneider im Winter.",
        "Die Bürger und die Fischer am Müllerweg, der Reiter am Brunnen, die Straße ist kurz.",
        "Im Frühling und im Sommer ist abends Markt, die Schüler vom Berge kochen lang.",
        "Auf der alten Burg und in der Alten Burg hilft langes Reden nicht; wir bauten, webten, richteten und reiten weiter.",
        "Die Haushaltssitzung war lang, der Radverkehr ist kein Konzept, die Tagesstätte steht im Garten.",
    ],
)
def test_an_everyday_word_never_becomes_a_name(text: str) -> None:
    assert matches(heard(text), NEARLY_WORDS) == []


def test_what_no_dictionary_has_is_still_put_right() -> None:
    words = heard("Frau Beckhär und Herr Schnyder zur Kindertages Stette Rosen Garten")
    assert [(m.saw, m.becomes) for m in matches(words, NEARLY_WORDS)] == [
        ("Beckhär", "Beckher"), ("Schnyder", "Schneyder"), ("Kindertages Stette", "Kindertagesstätte"),
        ("Rosen Garten", "Rosengarten"),
    ]  # fmt: skip


def test_two_names_that_fit_equally_well_change_nothing() -> None:
    assert shown("Herr Reuiter spricht") == "Herr Reuiter spricht"


def test_what_is_heard_again_and_again_is_a_word() -> None:
    assert shown("Der Kessler und der Kessler und der Kessler") == "Der Kessler und der Kessler und der Kessler"


def test_without_names_nothing_happens() -> None:
    assert matches(heard("Frau Ketler"), Vocabulary()) == []
