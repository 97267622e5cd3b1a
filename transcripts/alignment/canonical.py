"""One spelling for what a recognizer makes of „Tagesordnungspunkt fünf Punkt eins“. Pure; times in ms.

Tokens: `§top` (the word for an agenda item, however misheard), `§punkt` (Punkt, Ziffer, Nummer), `#5.1` (a number),
`#3°` (an ordinal), `tagesordnung` (however misheard), or the word itself in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from transcripts.words import Word

UNITS = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
TENS = {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60}
SPELLINGS = {"eins": 1, "eine": 1, "einem": 1, "zwo": 2, "fuenf": 5, "zwoelf": 12}
# „ein“ is far more often the article than the number.
ARTICLES = frozenset({"ein", "eine", "einem"})
STEMS = {
    "erst": 1,
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "fünft": 5,
    "sechst": 6,
    "siebt": 7,
    "siebent": 7,
    "acht": 8,
    "neunt": 9,
    "zehnt": 10,
}

TOP_WORD = "tagesordnungspunkt"
AGENDA_WORD = "tagesordnung"
SURE_AGENDA = 76  # „Tag in Ordnungau“
SURE = 70  # similarity (0–100) from which some tokens together are taken for that word
SHORTEST_TOP = 11  # letters; below that nearly everything resembles everything
# Words with which a misheard „Tagesordnungspunkt“ never begins.
FUNCTION_WORDS = frozenset(
    [
        "auf",
        "zu",
        "zum",
        "zur",
        "den",
        "dem",
        "der",
        "die",
        "das",
        "des",
        "ich",
        "wir",
        "nun",
        "jetzt",
        "dann",
        "mit",
        "unter",
        "bei",
        "beim",
        "als",
        "rufe",
        "kommen",
        "und",
        "ist",
        "wird",
        "nächster",
        "nächste",
        "letzten",
        "ersten",
        "zweiten",
        "dritten",
    ]
)
# What Whisper writes for „TOP“, seen in real recognitions.
SHORT_TOP = re.compile(r"([td]\.?\s?o\.?\s?[pb]\.?s?|trop|tropf|tob|topp|teope?n?|theop[eäa]+|tupp?)\.?")
SHORT_TOP_WITH_NUMBER = re.compile(r"[td]\.?[ou]\.?[pb]\.?\s?-?(\d+(?:\.\d+)*)")
POINT = re.compile(r"(punkt|punkte|punktes|bunkt|ziffer|nummer|nr)")
# „Punkt“ with a soft P; words of their own, so only where a point is awaited.
SOFT_POINT = re.compile(r"(bun[dt]|bundt|punk|pund)")
AWAITS_POINT = re.compile(r"zum|letzte\w*|nächste\w*")
NUMBER = re.compile(r"[öon]?\d{1,4}(\.\d{1,2})*[a-z]?")
PLAIN_NUMBER = re.compile(r"#[\d.]+")
MARKS = ' .,;:!?"„“”()-–…'


@dataclass(frozen=True, slots=True)
class Token:
    """A canonical token and the span of the words it was made from (ms)."""

    text: str
    start: int
    end: int


def _number_words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(UNITS)} | SPELLINGS | TENS
    for tens, value in TENS.items():
        words |= {UNITS[unit] + "und" + tens: value + unit for unit in range(1, 10)}
    return words


def _ordinals(cardinals: dict[str, int]) -> dict[str, int]:
    endings = ("te", "ten", "ter", "tes", "ste", "sten", "ster")
    words = {word + ending: value for word, value in cardinals.items() for ending in endings}
    return words | {stem + ending: value for stem, value in STEMS.items() for ending in ("e", "en", "er", "es")}


CARDINALS = _number_words()
ORDINALS = _ordinals(CARDINALS)
LONG_CARDINALS = sorted((word for word in CARDINALS if len(word) > 3), key=len, reverse=True)


def bare(text: str) -> str:
    """A word in lower case without the marks around it."""
    return text.lower().strip(MARKS)


def number_in(text: str) -> str:
    """`#5.1` for a number in digits or words, `#3°` for an ordinal, "" for anything else; `text` is bare."""
    if NUMBER.fullmatch(text):
        return "#" + text.lstrip("öon").rstrip("abcdefghijklmnopqrstuvwxyz")
    if text in CARDINALS and text not in ARTICLES:
        return f"#{CARDINALS[text]}"
    if text in ORDINALS:
        return f"#{ORDINALS[text]}°"
    return ""


def canonical(words: Sequence[Word]) -> list[Token]:
    """The words in canonical tokens, with misheard words for an agenda item found and split numbers joined."""
    parts = _apart(words)
    out: list[Token] = []
    at = 0
    while at < len(parts):
        alike, size = _like_top(parts, at)
        # A later start may fit better: „zum Tag in Ordnungspunkt“.
        if alike >= SURE and (size == 1 or _like_top(parts, at + 1)[0] <= alike):
            out += _top_tokens(parts[at : at + size])
            at += size
            continue
        size = _agenda_size(parts, at)
        if size:
            out.append(Token(AGENDA_WORD, parts[at].start, parts[at + size - 1].end))
            at += size
            continue
        out += _single(parts, at)
        at += 1
    return _numbers_joined(out)


def _apart(words: Sequence[Word]) -> list[Token]:
    """Words without hyphens („Ufer-Tage-Ordnung“), and digits that the recognizer tore apart joined again."""
    pieces: list[Token] = []
    for word in words:
        texts = [text for text in re.split(r"[-–]+", word.text) if text.strip(MARKS)]
        length = (word.end - word.start) / max(1, len(texts))
        for i, text in enumerate(texts):
            pieces.append(Token(text, round(word.start + i * length), round(word.start + (i + 1) * length)))
    out: list[Token] = []
    for piece in pieces:
        torn = re.fullmatch(r"[.,](\d{1,3})([.,;:!?]*)", piece.text)
        if torn and out and re.search(r"\d$", out[-1].text.rstrip(".,")):
            out[-1] = Token(out[-1].text.rstrip(".,") + "." + torn[1], out[-1].start, piece.end)
        elif torn:
            out.append(Token(torn[1], piece.start, piece.end))
        elif (
            re.fullmatch(r"[.\-]?[A-Za-z]\.?", piece.text)
            and out
            and re.fullmatch(r"[Tt]\.?(\.?[Oo]\.?)?", out[-1].text)
        ):
            out[-1] = Token(out[-1].text + piece.text, out[-1].start, piece.end)
        else:
            out.append(piece)
    return out


def _like_top(parts: Sequence[Token], at: int) -> tuple[float, int]:
    """How much up to four tokens from here resemble „Tagesordnungspunkt“ (0–100), and how many of them do so best."""
    best = (0.0, 0)
    if at >= len(parts) or bare(parts[at].text) in FUNCTION_WORDS:
        return best
    for size in (1, 2, 3, 4):
        some = parts[at : at + size]
        if len(some) < size:
            break
        last = bare(some[-1].text)
        if size > 1 and (number_in(last) or last in FUNCTION_WORDS - {"und"}):
            break
        letters = re.sub(r"[^a-zäöüß]", "", "".join(token.text for token in some).lower())
        alike = fuzz.ratio(letters, TOP_WORD) if len(letters) >= SHORTEST_TOP else 0.0
        if alike > best[0]:
            best = (alike, size)
    return best


def _agenda_size(parts: Sequence[Token], at: int) -> int:
    """How many tokens from here are „Tagesordnung“ torn apart: „Tag in Ordnung“. 0: none, or the word itself."""
    if bare(parts[at].text)[:2] not in ("ta", "da"):
        return 0
    for size in (2, 3):
        some = [bare(part.text) for part in parts[at : at + size]]
        whole = len(some) == size and some[-1] not in FUNCTION_WORDS and AGENDA_WORD not in some
        if whole and fuzz.ratio("".join(some), AGENDA_WORD) >= SURE_AGENDA:
            return size
    return 0


def _top_tokens(some: Sequence[Token]) -> list[Token]:
    """`§top`, with the number that may be glued to it: „Ordnungspunktacht“, „Tagesordnungspunkt8“."""
    start, last = some[0].start, some[-1]
    out = [Token("§top", start, last.end)]
    tail = re.sub(r"[^a-zäöüß0-9.]", "", last.text.lower()).strip(".")
    digits = re.search(r"(\d+(?:\.\d+)*)$", tail)
    if digits:
        return [*out, Token("#" + digits[1], last.start, last.end)]
    for word in LONG_CARDINALS:
        if tail.endswith(word) and len(tail) > len(word) + 2:
            return [*out, Token(f"#{CARDINALS[word]}", last.start, last.end)]
    return out


def _single(parts: Sequence[Token], at: int) -> list[Token]:
    token = parts[at]
    text = bare(token.text)
    glued = SHORT_TOP_WITH_NUMBER.fullmatch(text)
    if glued:
        return [Token("§top", token.start, token.end), Token("#" + glued[1], token.start, token.end)]
    if SHORT_TOP.fullmatch(text):
        following = [number_in(bare(part.text)) for part in parts[at + 1 : at + 3]]
        if text == "top" or "." in text or any(following):
            return [Token("§top", token.start, token.end)]
    before = [bare(part.text) for part in parts[max(0, at - 2) : at]]
    awaited = any(AWAITS_POINT.fullmatch(word) for word in before) or (before and before[-1] in ORDINALS)
    if POINT.fullmatch(text) or (SOFT_POINT.fullmatch(text) and awaited):
        return [Token("§punkt", token.start, token.end)]
    number = number_in(text)
    return [Token(number or re.sub(r"[^\wäöüß-]", "", text), token.start, token.end)]


def _numbers_joined(tokens: Sequence[Token]) -> list[Token]:
    """`#5 §punkt #1` is `#5.1`."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        if (
            out
            and PLAIN_NUMBER.fullmatch(out[-1].text)
            and at + 1 < len(tokens)
            and tokens[at].text == "§punkt"
            and PLAIN_NUMBER.fullmatch(tokens[at + 1].text)
        ):
            out[-1] = Token(out[-1].text + "." + tokens[at + 1].text[1:], out[-1].start, tokens[at + 1].end)
            at += 2
        else:
            out.append(tokens[at])
            at += 1
    return out
