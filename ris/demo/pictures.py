"""The picture of the recorded sitting: three cameras in a drawn council hall, and what the broadcaster lays over it.

Everything is SVG of 1280 × 720; ``draw`` makes pixels of it.
"""

from __future__ import annotations

import math

from ris.demo.portraits import Mouth, bust

WIDTH, HEIGHT = 1280, 720
FONT = "Inter"
NAVY, RED = "#0e1c28", "#8f2f3c"

_DEFS = """
<defs>
 <linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b7a78d"/><stop offset="1" stop-color="#8f7d63"/></linearGradient>
 <linearGradient id="oak" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8a6239"/><stop offset="1" stop-color="#5b3c20"/></linearGradient>
 <linearGradient id="oaklight" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a87a4b"/><stop offset="1" stop-color="#7a5430"/></linearGradient>
 <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#33507a"/><stop offset=".6" stop-color="#8d86a4"/><stop offset="1" stop-color="#e4b48a"/></linearGradient>
 <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#54443a"/><stop offset="1" stop-color="#2c231e"/></linearGradient>
 <radialGradient id="lamp"><stop offset="0" stop-color="#fff1cf" stop-opacity=".85"/><stop offset="1" stop-color="#fff1cf" stop-opacity="0"/></radialGradient>
 <radialGradient id="vignette" cx=".5" cy=".42" r=".75"><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".48"/></radialGradient>
 <linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#06101a" stop-opacity=".62"/><stop offset="1" stop-color="#06101a" stop-opacity="0"/></linearGradient>
 <filter id="far" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="5"/></filter>
 <filter id="soft"><feGaussianBlur stdDeviation="1.2"/></filter>
 <filter id="glow" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="14"/></filter>
</defs>"""


def svg(*parts: str) -> str:
    """A whole picture from its parts."""
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{_DEFS}{body}</svg>'


def draw(picture: str) -> bytes:
    """PNG of an SVG; needs resvg-py from the group ``demo-recording``."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=picture, font_family=FONT))


def crest(x: float, y: float, size: float) -> str:
    """The arms of Lauterfels: a rock with a tower above the two waves of the Lauter."""
    return (
        f'<g transform="translate({x} {y}) scale({size / 100})">'
        '<clipPath id="c"><path d="M0 0 H84 V52 C84 82 62 96 42 104 C22 96 0 82 0 52Z"/></clipPath>'
        '<path d="M-3 -3 H87 V52 C87 84 64 99 42 108 C20 99 -3 84 -3 52Z" fill="#f4efe2"/>'
        '<g clip-path="url(#c)"><rect width="84" height="64" fill="#8f2f3c"/><rect y="62" width="84" height="50" fill="#274c6b"/>'
        '<path d="M6 64 L22 46 L30 50 L36 38 H52 L58 48 L64 45 L80 64Z" fill="#f4efe2"/>'
        '<path d="M34 40 V18 H30 V10 H36 V14 H40 V10 H46 V14 H49 V10 H55 V18 H51 V40Z" fill="#d8b35a"/>'
        '<rect x="40" y="26" width="5" height="9" rx="2.5" fill="#8f2f3c"/>'
        '<path d="M-4 74 Q6.500 66 17 74 T38 74 T59 74 T80 74 T101 74" stroke="#f4efe2" stroke-width="5" fill="none"/>'
        '<path d="M-4 88 Q6.500 80 17 88 T38 88 T59 88 T80 88 T101 88" stroke="#f4efe2" stroke-width="5" fill="none"/></g></g>'
    )


def _window(x: int, y: int, width: int, height: int) -> str:
    mid = x + width / 2
    arch = (
        f"M{x} {y + height} V{y + width / 2} A{width / 2} {width / 2} 0 0 1 {x + width} {y + width / 2} V{y + height}Z"
    )
    roofs = (
        f"M{x} {y + height} V{y + height - 70} L{x + 24} {y + height - 96} L{x + 50} {y + height - 72} "
        f"V{y + height - 110} L{mid} {y + height - 150} L{mid + 18} {y + height - 108} V{y + height - 66} "
        f"L{x + width - 22} {y + height - 88} L{x + width} {y + height - 70} V{y + height}Z"
    )
    return (
        f'<path d="{arch}" fill="url(#dusk)" stroke="#e6dcc8" stroke-width="14"/>'
        f'<path d="{roofs}" fill="#2b3145"/>'
        f'<g fill="#f3cf86"><rect x="{x + 14}" y="{y + height - 52}" width="9" height="12"/>'
        f'<rect x="{mid - 6}" y="{y + height - 84}" width="9" height="13"/>'
        f'<rect x="{x + width - 34}" y="{y + height - 46}" width="9" height="12"/></g>'
        f'<path d="M{mid} {y} V{y + height} M{x} {y + height * 0.45} H{x + width} M{x} {y + height * 0.72} H{x + width}" '
        f'stroke="#e6dcc8" stroke-width="7"/>'
    )


def _panels(top: int, step: int) -> str:
    boards = "".join(
        f'<rect x="{x}" y="{top}" width="{step - 14}" height="{HEIGHT - top}" fill="url(#oak)" stroke="#4b301a" stroke-width="4"/>'
        f'<rect x="{x + 18}" y="{top + 26}" width="{step - 50}" height="{HEIGHT - top - 40}" fill="none" stroke="#9c7146" stroke-width="4"/>'
        for x in range(-40, WIDTH, step)
    )
    return f'<rect y="{top - 22}" width="{WIDTH}" height="26" fill="#74502c"/>{boards}'


def lectern_camera() -> str:
    """Behind the lectern: windows on the market place at dusk, oak panels, a lamp; out of focus."""
    room = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#wall)"/>'
        + _window(90, 60, 190, 400)
        + _window(1010, 60, 190, 400)
        + '<path d="M50 30 C90 200 70 380 96 560 L30 560 V30Z M320 30 C280 200 300 380 274 560 L340 560 V30Z '
        'M970 30 C1010 200 990 380 1016 560 L950 560 V30Z M1240 30 C1200 200 1220 380 1194 560 L1262 560 V30Z" fill="#7d3440"/>'
        + _panels(500, 160)
        + '<circle cx="470" cy="150" r="150" fill="url(#lamp)"/><circle cx="470" cy="150" r="26" fill="#fff4d8"/>'
        '<rect x="462" y="176" width="16" height="60" fill="#6b532c"/>'
        '<circle cx="830" cy="150" r="150" fill="url(#lamp)"/><circle cx="830" cy="150" r="26" fill="#fff4d8"/>'
        '<rect x="822" y="176" width="16" height="60" fill="#6b532c"/>'
    )
    return f'<g filter="url(#far)">{room}</g>'


def chair_camera() -> str:
    """Behind the chair: oak wall with the arms of the city, flags, the high back of the chair."""
    room = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#wall)"/>'
        + "".join(
            f'<rect x="{x}" y="-10" width="146" height="560" fill="url(#oaklight)" stroke="#5d3f22" stroke-width="4"/>'
            f'<rect x="{x + 20}" y="20" width="106" height="490" fill="none" stroke="#b98c5c" stroke-width="4"/>'
            for x in range(-40, WIDTH, 160)
        )
        + '<circle cx="330" cy="200" r="190" fill="url(#lamp)" opacity=".6"/>'
        + crest(250, 90, 190)
        + '<g><rect x="1010" y="30" width="9" height="620" fill="#c9a24f"/><circle cx="1014" cy="28" r="12" fill="#d8b35a"/>'
        '<path d="M1019 60 C1080 70 1090 60 1120 90 C1130 260 1110 420 1128 560 C1090 600 1050 560 1019 580Z" fill="#8f2f3c"/>'
        '<path d="M1066 66 C1080 240 1066 420 1074 572" stroke="#f4efe2" stroke-width="20" fill="none"/>'
        '<rect x="1150" y="30" width="9" height="620" fill="#c9a24f"/><circle cx="1154" cy="28" r="12" fill="#d8b35a"/>'
        '<path d="M1159 60 C1200 70 1230 64 1270 86 V572 C1230 596 1190 566 1159 584Z" fill="#274c6b"/>'
        '<path d="M1204 66 C1218 240 1204 420 1212 572" stroke="#d8b35a" stroke-width="14" fill="none"/></g>'
    )
    return (
        f'<g filter="url(#far)">{room}</g><path d="M548 640 V150 Q548 96 602 96 H798 Q852 96 852 150 V640Z" fill="#4a2c25"/>'
        + (
            '<path d="M566 640 V158 Q566 116 610 116 H790 Q834 116 834 158 V640Z" fill="#6a3a31"/>'
            + "".join(
                f'<circle cx="{x}" cy="{y}" r="4" fill="#4a2c25"/>'
                for x in range(606, 820, 47)
                for y in range(150, 330, 47)
            )
        )
    )


def _row(cy: float, rx: float, ry: float, count: int, size: float, colour: str, spread: float) -> str:
    """A curved row of desks with people seen from behind."""
    people = ""
    jackets = ("#3a4252", "#5a3f44", "#4b5a50", "#2f3a4c", "#6b5d4b", "#4a4458", "#39505a")
    hair = ("#3a2a20", "#7b5638", "#1f1b1a", "#a8a29a", "#8a4a2c", "#54463c", "#c0b39a")
    for place in range(count):
        angle = math.radians(90 - spread + 2 * spread * (place + 0.5) / count)
        x, y = 640 - rx * math.cos(angle), cy + ry * math.sin(angle)
        if abs(x - 640) < 44 and size > 20:
            continue
        people += (
            f'<path d="M{x - size * 1.25:.0f} {y + size * 2.6:.0f} C{x - size * 1.2:.0f} {y + size * 1.1:.0f} {x - size * 0.5:.0f} '
            f"{y + size * 0.9:.0f} {x:.0f} {y + size * 0.85:.0f} C{x + size * 0.5:.0f} {y + size * 0.9:.0f} {x + size * 1.2:.0f} "
            f'{y + size * 1.1:.0f} {x + size * 1.25:.0f} {y + size * 2.6:.0f}Z" fill="{jackets[(place * 3 + count) % 7]}"/>'
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{size * 0.74:.0f}" ry="{size:.0f}" fill="{hair[(place * 5 + count) % 7]}"/>'
        )
    desk = (
        f'<path d="M{640 - rx * 1.06:.0f} {cy - size * 0.2:.0f} Q640 {cy + ry * 2.04 - size:.0f} {640 + rx * 1.06:.0f} {cy - size * 0.2:.0f} '
        f'v{size * 1.3:.0f} Q640 {cy + ry * 2.04 + size * 0.7:.0f} {640 - rx * 1.06:.0f} {cy + size * 1.1:.0f}Z" fill="{colour}"/>'
    )
    return desk + people


def hall_camera() -> str:
    """The whole hall from the gallery: the dais, the arms, three curved rows."""
    room = (
        f'<rect width="{WIDTH}" height="400" fill="url(#wall)"/>'
        + _window(60, 40, 130, 260)
        + _window(230, 40, 130, 260)
        + _window(920, 40, 130, 260)
        + _window(1090, 40, 130, 260)
        + '<rect x="410" y="0" width="460" height="330" fill="url(#oaklight)" stroke="#5d3f22" stroke-width="5"/>'
        '<path d="M525 0 V330 M640 0 V330 M755 0 V330" stroke="#6d4a29" stroke-width="4"/>'
        + crest(593, 70, 112)
        + f'<rect y="318" width="{WIDTH}" height="402" fill="url(#floor)"/>'
        + "".join(f'<circle cx="{x}" cy="18" r="110" fill="url(#lamp)" opacity=".8"/>' for x in (210, 490, 790, 1070))
    )
    dais = (
        '<rect x="430" y="300" width="420" height="66" rx="4" fill="url(#oak)"/><rect x="422" y="292" width="436" height="14" rx="3" fill="#9c7146"/>'
        + "".join(
            f'<path d="M{x - 20} 292 C{x - 18} 270 {x + 18} 270 {x + 20} 292Z" fill="{jacket}"/><circle cx="{x}" cy="258" r="14" fill="{skin}"/>'
            f'<path d="M{x - 15} 258 C{x - 16} 238 {x + 16} 238 {x + 15} 258 C{x + 8} 248 {x - 8} 248 {x - 15} 258Z" fill="{hair}"/>'
            for x, jacket, skin, hair in (
                (520, "#3a4252", "#e4b998", "#4a3a2e"),
                (640, "#27405e", "#eec6a8", "#8d7f74"),
                (760, "#5d4a66", "#efcbb0", "#3a2a20"),
            )
        )
        + '<rect x="608" y="320" width="64" height="12" rx="2" fill="#f1e7d0"/>'
        '<path d="M930 330 h74 l-8 84 h-58Z" fill="url(#oaklight)"/><path d="M952 330 q-4 -26 10 -34" stroke="#1c1c1e" stroke-width="3" fill="none"/>'
    )
    rows = (
        _row(384, 360, 24, 10, 18, "#7a5430", 62)
        + _row(452, 500, 44, 11, 26, "#6b4827", 62)
        + _row(552, 660, 70, 11, 38, "#5a3b20", 58)
    )
    return f'<g filter="url(#soft)">{room}{dais}{rows}</g>'


def speaker(person: str, *, at_chair: bool, mouth: Mouth, blink: bool) -> str:
    """The person in the picture, with the desk of the chair or the lectern before them."""
    if at_chair:
        return (
            f'<g transform="translate(700 268) scale(.98)">{bust(person, mouth=mouth, blink=blink)}</g>'
            f'<rect y="556" width="{WIDTH}" height="170" fill="url(#oak)"/><rect y="546" width="{WIDTH}" height="18" fill="#a87a4b"/>'
            '<path d="M610 548 C600 500 622 470 650 452" stroke="#17181b" stroke-width="5" fill="none"/>'
            '<rect x="642" y="436" width="14" height="26" rx="7" transform="rotate(42 649 449)" fill="#17181b"/>'
            '<circle cx="612" cy="540" r="3.500" fill="#e2473d"/>'
            '<path d="M812 548 l8 -54 h26 l8 54Z" fill="#e8f1f5" opacity=".5"/><path d="M815 548 l5 -34 h26 l5 34Z" fill="#cfe2ea" opacity=".55"/>'
        )
    return (
        f'<g transform="translate(700 256)">{bust(person, mouth=mouth, blink=blink)}</g>'
        '<path d="M470 566 H930 L900 720 H500Z" fill="url(#oaklight)"/><path d="M452 548 H948 L936 572 H464Z" fill="#b98c5c"/>'
        '<path d="M600 550 C592 500 606 474 640 452" stroke="#17181b" stroke-width="5" fill="none"/>'
        '<rect x="632" y="434" width="15" height="28" rx="7.500" transform="rotate(48 640 448)" fill="#17181b"/>'
        '<circle cx="604" cy="544" r="3.500" fill="#e2473d"/>'
        '<path d="M742 548 l-6 -10 96 -6 10 14Z" fill="#f7f4ee"/>'
    )


def finish() -> str:
    """A darker rim as a lens makes it, and shade for the writing above."""
    return f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#vignette)"/><rect width="{WIDTH}" height="130" fill="url(#shade)"/>'
