"""Drawn portraits of those who speak in the recorded sitting: SVG around the middle of the face, no likeness to anyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mouth = Literal["closed", "half", "open"]
MOUTHS: tuple[Mouth, ...] = ("closed", "half", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """The few colours and shapes by which five people are told apart."""

    skin: str
    shade: str
    hair: str
    hair_light: str
    style: Literal["bob", "long", "short", "curly", "bald"]
    jacket: str
    jacket_dark: str
    shirt: str
    tie: str = ""
    glasses: bool = False
    beard: bool = False
    moustache: bool = False
    necklace: bool = False


PORTRAITS: dict[str, Portrait] = {
    "brandau": Portrait(
        skin="#eec6a8",
        shade="#d9a583",
        hair="#8d7f74",
        hair_light="#b5a797",
        style="bob",
        jacket="#27405e",
        jacket_dark="#1c304a",
        shirt="#f1ece4",
        glasses=True,
        necklace=True,
    ),
    "reuter": Portrait(
        skin="#e9bd9b",
        shade="#cf9b76",
        hair="#5b3d28",
        hair_light="#77543a",
        style="short",
        jacket="#4d6656",
        jacket_dark="#3a4f43",
        shirt="#e8eef0",
    ),
    "kettler": Portrait(
        skin="#f2cdb3",
        shade="#dcab8b",
        hair="#8a4a2c",
        hair_light="#a9623d",
        style="long",
        jacket="#7b3145",
        jacket_dark="#5f2535",
        shirt="#f6efe6",
        necklace=True,
    ),
    "aydin": Portrait(
        skin="#d3a27c",
        shade="#b5835d",
        hair="#26201d",
        hair_light="#3d3430",
        style="curly",
        jacket="#3c4454",
        jacket_dark="#2c3340",
        shirt="#c9d6e2",
        beard=True,
    ),
    "lotz": Portrait(
        skin="#ecc0a4",
        shade="#d39d7d",
        hair="#b9b6b1",
        hair_light="#d7d4cf",
        style="bald",
        jacket="#6a5a48",
        jacket_dark="#524536",
        shirt="#f4f1ea",
        tie="#8d3a32",
        glasses=True,
        moustache=True,
    ),
}

_HEAD = "M-69 -28 C-71 -108 71 -108 69 -28 C69 34 46 96 0 100 C-46 96 -69 34 -69 -28 Z"


def _hair_behind(p: Portrait) -> str:
    if p.style == "bob":
        return f'<path d="M-84 74 C-104 -30 -92 -128 0 -130 C92 -128 104 -30 84 74 C70 92 -70 92 -84 74Z" fill="{p.hair}"/>'
    if p.style == "long":
        return (
            f'<path d="M-92 168 C-112 20 -100 -128 0 -132 C100 -128 112 20 92 168 C60 186 -60 186 -92 168Z" '
            f'fill="{p.hair}"/>'
        )
    return ""


def _hair_before(p: Portrait) -> str:
    if p.style == "bob":
        return (
            f'<path d="M-76 14 C-84 -90 -40 -124 6 -124 C62 -124 86 -78 76 14 C70 -22 58 -48 34 -66 '
            f'C4 -50 -52 -44 -64 -34 C-70 -20 -73 -2 -76 14Z" fill="{p.hair}"/>'
            f'<path d="M-56 -52 C-34 -92 18 -104 48 -86" stroke="{p.hair_light}" stroke-width="7" fill="none" '
            f'stroke-linecap="round" opacity=".75"/>'
        )
    if p.style == "long":
        return (
            f'<path d="M-74 40 C-88 -96 -38 -128 4 -126 C60 -124 90 -84 74 40 C72 -10 60 -44 14 -78 '
            f'C-14 -52 -58 -36 -66 -16 C-70 4 -72 22 -74 40Z" fill="{p.hair}"/>'
            f'<path d="M20 -100 C54 -88 70 -60 72 -24 M-6 -104 C-44 -92 -62 -64 -68 -34" stroke="{p.hair_light}" '
            f'stroke-width="6" fill="none" stroke-linecap="round" opacity=".7"/>'
        )
    if p.style == "short":
        return (
            f'<path d="M-73 -8 C-86 -78 -64 -122 -14 -126 C16 -138 80 -122 78 -66 C80 -44 76 -24 72 -8 '
            f'C68 -30 62 -48 50 -62 C20 -52 -22 -60 -46 -70 C-60 -56 -68 -32 -73 -8Z" fill="{p.hair}"/>'
            f'<path d="M-40 -92 C-10 -112 32 -112 56 -92" stroke="{p.hair_light}" stroke-width="7" fill="none" '
            f'stroke-linecap="round" opacity=".7"/>'
        )
    if p.style == "curly":
        curls = "".join(
            f'<circle cx="{x}" cy="{y}" r="{r}"/>'
            for x, y, r in (
                (-62, -62, 22),
                (-46, -90, 25),
                (-16, -106, 27),
                (18, -108, 27),
                (48, -90, 25),
                (63, -62, 22),
                (-68, -36, 13),
                (68, -36, 13),
                (0, -88, 26),
                (-28, -82, 20),
                (30, -82, 20),
            )
        )
        return f'<g fill="{p.hair}">{curls}</g>'
    return (
        f'<path d="M-72 6 C-84 -26 -80 -58 -62 -72 C-66 -46 -64 -24 -66 2Z M72 6 C84 -26 80 -58 62 -72 '
        f'C66 -46 64 -24 66 2Z" fill="{p.hair}"/>'
        f'<path d="M-34 -58 C-16 -70 10 -72 30 -64" stroke="#fff" stroke-width="6" stroke-linecap="round" '
        f'fill="none" opacity=".22"/>'
    )


def _torso(p: Portrait) -> str:
    tie = f'<path d="M-13 172 L13 172 L8 192 L18 320 L0 346 L-18 320 L-8 192Z" fill="{p.tie}"/>' if p.tie else ""
    necklace = (
        '<path d="M-34 160 C-22 190 22 190 34 160" stroke="#d9b45f" stroke-width="3" fill="none"/>'
        '<circle cx="0" cy="184" r="5" fill="#d9b45f"/>'
        if p.necklace
        else ""
    )
    collar = (
        '<path d="M-44 156 L-4 204 L-30 222 L-56 168Z M44 156 L4 204 L30 222 L56 168Z" fill="#fff" opacity=".55"/>'
        if not p.necklace
        else ""
    )
    return (
        f'<path d="M-226 460 C-222 250 -176 196 -60 160 L60 160 C176 196 222 250 226 460Z" fill="{p.jacket}"/>'
        f'<path d="M-52 158 L0 330 L52 158 C30 176 -30 176 -52 158Z" fill="{p.shirt}"/>'
        f'<path d="M-36 86 L36 86 L40 162 C20 186 -20 186 -40 162Z" fill="{p.shade}"/>'
        f"{necklace}{tie}{collar}"
        f'<path d="M-58 156 L-84 196 L-62 214 L-70 230 L-4 352 L0 330 L-44 164Z" fill="{p.jacket_dark}"/>'
        f'<path d="M58 156 L84 196 L62 214 L70 230 L4 352 L0 330 L44 164Z" fill="{p.jacket_dark}"/>'
        f'<path d="M-150 420 C-150 340 -146 300 -136 272 M150 420 C150 340 146 300 136 272" stroke="{p.jacket_dark}" '
        f'stroke-width="5" fill="none" stroke-linecap="round"/>'
    )


def _mouth(p: Portrait, mouth: Mouth) -> str:
    if mouth == "closed":
        return '<path d="M-19 56 Q0 65 19 56" stroke="#93493f" stroke-width="5" fill="none" stroke-linecap="round"/>'
    height = 6 if mouth == "half" else 12
    return (
        f'<ellipse cx="0" cy="59" rx="17" ry="{height}" fill="#6e2c2a"/>'
        f'<path d="M-12 {60 - height * 0.6:.1f} Q0 {62 - height:.1f} 12 {60 - height * 0.6:.1f} L10 {62 - height * 0.4:.1f} '
        f'L-10 {62 - height * 0.4:.1f}Z" fill="#fff" opacity=".85"/>'
    )


def _eyes(p: Portrait, *, blink: bool) -> str:
    brow = p.hair if p.style != "bald" else "#9d9993"
    brows = (
        f'<path d="M-42 -26 Q-28 -36 -14 -28 M14 -28 Q28 -36 42 -26" stroke="{brow}" stroke-width="6" fill="none" '
        f'stroke-linecap="round"/>'
    )
    if blink:
        return brows + (
            '<path d="M-36 -4 Q-27 2 -18 -4 M18 -4 Q27 2 36 -4" stroke="#4a332a" stroke-width="4" fill="none" '
            'stroke-linecap="round"/>'
        )
    return brows + (
        '<g fill="#fff" opacity=".92"><ellipse cx="-27" cy="-5" rx="11" ry="7.5"/><ellipse cx="27" cy="-5" rx="11" ry="7.5"/></g>'
        '<g fill="#33261f"><circle cx="-26" cy="-5" r="6"/><circle cx="28" cy="-5" r="6"/></g>'
        '<g fill="#fff"><circle cx="-24" cy="-7" r="1.8"/><circle cx="30" cy="-7" r="1.8"/></g>'
    )


def _beard(p: Portrait) -> str:
    parts = ""
    if p.beard:
        parts += (
            f'<path d="M-69 -6 C-66 24 -60 40 -48 42 C-34 36 -22 38 0 36 C22 38 34 36 48 42 C60 40 66 24 69 -6 '
            f'C70 52 46 104 0 108 C-46 104 -70 52 -69 -6Z" fill="{p.hair}"/>'
            f'<ellipse cx="0" cy="59" rx="24" ry="11" fill="{p.shade}"/>'
        )
    if p.moustache:
        parts += f'<path d="M-34 50 C-26 34 -8 34 0 40 C8 34 26 34 34 50 C22 48 8 50 0 47 C-8 50 -22 48 -34 50Z" fill="{p.hair}"/>'
    return parts


def bust(person: str, *, mouth: Mouth, blink: bool) -> str:
    """The portrait from the chest up as an SVG group; ``KeyError`` when the person has none."""
    p = PORTRAITS[person]
    glasses = (
        '<g fill="#ffffff" fill-opacity=".10" stroke="#2e2a2a" stroke-width="4"><rect x="-51" y="-22" width="44" height="35" rx="13"/>'
        '<rect x="7" y="-22" width="44" height="35" rx="13"/><path d="M-7 -8 Q0 -13 7 -8 M-51 -10 L-70 -14 M51 -10 L70 -14" '
        'fill="none"/></g>'
        if p.glasses
        else ""
    )
    beard, moustache = (_beard(p), "") if not p.moustache else ("", _beard(p))
    return (
        f'{_hair_behind(p)}<g transform="translate(0 -36)">{_torso(p)}</g>'
        f'<ellipse cx="-70" cy="4" rx="13" ry="20" fill="{p.shade}"/><ellipse cx="70" cy="4" rx="13" ry="20" fill="{p.shade}"/>'
        f'<path d="{_HEAD}" fill="{p.skin}"/>'
        f'<path d="M22 -86 C60 -78 70 -50 69 -28 C69 34 46 96 0 100 C34 70 52 10 44 -40 C40 -62 34 -76 22 -86Z" '
        f'fill="{p.shade}" opacity=".45"/>'
        f"{beard}"
        f'<path d="M-2 -2 C2 14 9 22 7 28 Q2 34 -8 30" stroke="{p.shade}" stroke-width="5" fill="none" stroke-linecap="round"/>'
        f"{_mouth(p, mouth)}{moustache}{_eyes(p, blink=blink)}{glasses}{_hair_before(p)}"
    )
