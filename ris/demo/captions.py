"""What the broadcaster writes over the picture: the room, the item called, who speaks, results, the pause."""

from __future__ import annotations

from xml.sax.saxutils import escape

from ris.demo.pictures import FONT, HEIGHT, NAVY, RED, WIDTH, crest
from ris.demo.sitting import Result


def text(
    x: float, y: float, words: str, size: float, weight: int = 400, colour: str = "#fff", anchor: str = "start"
) -> str:
    """One line of writing."""
    return (
        f'<text x="{x}" y="{y}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def header(sitting: str, place: str) -> str:
    """Top left: arms, council and room."""
    width = 84 + max(len(sitting) * 12.6, len(place) * 8.4)
    return (
        f'<rect x="32" y="18" width="{width:.0f}" height="70" rx="6" fill="{NAVY}" fill-opacity=".82"/>'
        + crest(44, 26, 50)
        + text(100, 49, sitting, 22, 600)
        + text(100, 74, place, 15.5, 400, "#dfe5ea")
    )


def clock_plate() -> str:
    """Top right: the ground on which the running clock is written."""
    return f'<rect x="1104" y="28" width="132" height="44" rx="6" fill="{NAVY}" fill-opacity=".82"/>'


def item_band(label: str, title: str) -> str:
    """Bottom: number and title of the item called."""
    width = 92 + 13 * len(label)
    return (
        f'<rect y="650" width="{WIDTH}" height="70" fill="{NAVY}"/><rect y="648" width="{WIDTH}" height="3" fill="{RED}"/>'
        f'<rect x="0" y="650" width="{44 + width}" height="70" fill="{RED}"/>'
        + text(44, 694, f"TOP {label}", 27, 700)
        + text(44 + width + 26, 694, title, 25, 500)
    )


def lower_third(name: str, role: str, colour: str) -> str:
    """Who speaks, and for whom."""
    width = max(len(name) * 19.5, len(role) * 12.2) + 66
    return (
        f'<rect x="44" y="544" width="{width:.0f}" height="88" rx="4" fill="{NAVY}" fill-opacity=".93"/>'
        f'<rect x="44" y="544" width="9" height="88" rx="2" fill="{colour}"/>'
        + text(74, 582, name, 32, 700)
        + text(74, 615, role, 20, 400, "#cfd8df")
    )


def result_card(result: Result) -> str:
    """A counted vote: figures first, then a bar in the same order, then the word."""
    total = result.yes + result.no + result.abstain
    scale = 712 / total
    word, sign, colour = (
        ("Angenommen", "M0 12 L10 22 L30 0", "#2f7d5b")
        if result.accepted
        else ("Abgelehnt", "M2 0 L24 22 M24 0 L2 22", "#a33b3b")
    )
    columns = "".join(
        text(x, 358, str(count), 64, 700, NAVY) + text(x, 392, label, 21, 500, "#44525e")
        for x, count, label in (
            (284, result.yes, "Ja"),
            (534, result.no, "Nein"),
            (784, result.abstain, "Enthaltungen"),
        )
    )
    yes, no, abstain = result.yes * scale, result.no * scale, result.abstain * scale
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#06101a" fill-opacity=".38"/>'
        '<rect x="240" y="172" width="800" height="390" rx="10" fill="#000" opacity=".35" filter="url(#glow)"/>'
        '<rect x="240" y="164" width="800" height="390" rx="10" fill="#f7f5f0"/>'
        f'<path d="M240 174 a10 10 0 0 1 10 -10 h780 a10 10 0 0 1 10 10 v8 h-800Z" fill="{RED}"/>'
        + text(284, 226, "Abstimmung", 20, 600, RED)
        + text(284, 264, result.subject, 28, 600, NAVY)
        + columns
        + f'<rect x="284" y="418" width="{yes:.1f}" height="24" fill="#2f7d5b"/>'
        f'<rect x="{284 + yes:.1f}" y="418" width="{no:.1f}" height="24" fill="#a33b3b"/>'
        f'<rect x="{284 + yes + no:.1f}" y="418" width="{abstain:.1f}" height="24" fill="#a9b2b9"/>'
        f'<path d="{sign}" transform="translate(286 484)" stroke="{colour}" stroke-width="6" fill="none" stroke-linecap="round" stroke-linejoin="round"/>'
        + text(332, 507, word, 32, 700, colour)
    )


def counting_note() -> str:
    """While hands are counted."""
    return (
        f'<rect x="44" y="572" width="322" height="60" rx="4" fill="{NAVY}" fill-opacity=".93"/>'
        f'<rect x="44" y="572" width="9" height="60" rx="2" fill="#d8b35a"/>'
        + text(74, 610, "Stimmen werden gezählt", 22, 600)
    )


def pause_card(reason: str) -> str:
    """The notice of a pause."""
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#081420" fill-opacity=".74"/>'
        + crest(590, 170, 118)
        + text(640, 372, "Die Sitzung ist unterbrochen", 46, 700, anchor="middle")
        + text(640, 416, reason, 24, 400, "#d3dce3", "middle")
        + text(640, 560, "Stadtrat Lauterfels · Übertragung aus dem Ratssaal", 18, 400, "#9fb0bd", "middle")
    )
