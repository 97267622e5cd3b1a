"""Where an id is really answered, and what is said in an address. Pure.

An id is a name and stays as the source says it; servers move, and then the name is asked elsewhere (`Bases`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

FILTERS = frozenset({"created_since", "created_until", "modified_since", "modified_until"})
USUAL_PREFIXES = ("ris", "webservice", "public", "bi", "buergerinfo")
"""Under which well-known products answer although their ids leave it out."""


def written(address: str, *, beside: str = "") -> str:
    """The address in ASCII, absolute (as a link on the page `beside`), or "" where it is none."""
    try:
        address = urljoin(beside, address.strip()) if beside else address.strip()
        parts = urlsplit(address)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._", errors="replace")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]", errors="replace")
    return f"{parts.scheme.lower()}://{host}{path}" + (f"?{query}" if query else "")


def filtered(address: str, since: datetime | None) -> str:
    """The list's address with exactly this filter: what a `next` link forgot comes back, what it garbled is replaced."""
    base, _mark, query = address.partition("?")
    pairs = [pair for pair in query.split("&") if pair and unquote(pair.partition("=")[0]) not in FILTERS]
    if since is not None:
        # No fractions, no Z, and `+` never bare: each has made a real server answer with an error or with everything.
        moment = since.astimezone(UTC).isoformat(timespec="seconds")
        pairs.append(f"modified_since={quote(moment, safe=':')}")
    return base + (f"?{'&'.join(pairs)}" if pairs else "")


def is_filtered(address: str) -> bool:
    """Whether `modified_since` stands in this address."""
    return "modified_since=" in address.partition("?")[2]


def with_value(address: str, name: str, value: int) -> str:
    """The address with this number in its query, instead of the one that stood there."""
    base, _mark, query = address.partition("?")
    pairs = [(key, old) for key, old in parse_qsl(query, keep_blank_values=True) if key != name]
    return f"{base}?{urlencode([*pairs, (name, str(value))], quote_via=quote, safe=':')}"


def page_number(address: str) -> int | None:
    """`page=7` in an address, or None."""
    for name, value in parse_qsl(address.partition("?")[2]):
        if name == "page" and value.isdigit() and len(value) < 9:
            return int(value)
    return None


def spelled_alike(one: str, other: str) -> bool:
    """Whether two addresses are the same but for case of the host, a closing slash, or the spelling of the query."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(address)
    query = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return parts.scheme.lower(), parts.netloc.lower(), unquote(parts.path).rstrip("/"), query


class Bases:
    """Beginnings of ids and the beginnings of the addresses where they are answered."""

    def __init__(self, entry: str, configured: Mapping[str, str]) -> None:
        self.entry = entry
        self._known = dict(configured)

    def address_of(self, identity: str) -> str:
        """Where this id is asked."""
        address = written(identity)
        for old, new in sorted(self._known.items(), key=lambda pair: -len(pair[0])):
            if begins_with(address, old) and not (begins_with(new, old) and begins_with(address, new)):
                return new + address[len(old) :]
        entry, parts = urlsplit(self.entry), urlsplit(address)
        if entry.scheme == "https" and parts.scheme == "http" and parts.hostname == entry.hostname:
            return parts._replace(scheme="https", netloc=entry.netloc).geturl()
        return address

    def learn(self, old: str, new: str) -> None:
        """From now on what begins with `old` is asked at `new`."""
        self._known[old] = new

    def move_of(self, identity: str, found_at: str) -> tuple[str, str] | None:
        """The entry was found at one address and calls itself by another: all its siblings will have moved alike."""
        pair = moved(written(identity), found_at)
        return None if pair is None or self.address_of(identity) == found_at else pair

    def guesses(self, address: str) -> Iterator[tuple[str, str]]:
        """Moves worth trying for an address that is not answered: as the entry lies, then as well-known products do."""
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        first = parts.path.strip("/").split("/")[0]
        entry = urlsplit(self.entry)
        folders = entry.path.strip("/").split("/")[:-1]
        if first in folders[1:]:
            above = "/".join(folders[: folders.index(first, 1) + 1])
            yield f"{root}/{first}", f"{entry.scheme}://{entry.netloc}/{above}"
        if parts.hostname == entry.hostname and first not in USUAL_PREFIXES:
            for prefix in USUAL_PREFIXES:
                yield f"{root}/{first}", f"{root}/{prefix}/{first}"


def begins_with(address: str, beginning: str) -> bool:
    """Whether the address lies below this beginning (not: begins with the same letters)."""
    rest = address[len(beginning) :]
    return address.startswith(beginning) and (not rest or beginning.endswith("/") or rest[0] in "/?#")


def moved(identity: str, found_at: str) -> tuple[str, str] | None:
    """The beginnings in which two addresses of one object differ, as (in ids, in fact); None where they have no end in common."""
    one, other = urlsplit(identity), urlsplit(found_at)
    left, right = one.path.rstrip("/").split("/")[1:], other.path.rstrip("/").split("/")[1:]
    same = 0
    while same < min(len(left), len(right)) and left[-1 - same] == right[-1 - same]:
        same += 1
    if same == 0 or spelled_alike(identity, found_at):
        return None
    # One step of the common end belongs to the beginning: `/oparl` → `/ris/oparl`, not `` → `/ris`.
    keep = max(1, same) - 1
    old = "/".join(["", *left[: len(left) - keep]])
    new = "/".join(["", *right[: len(right) - keep]])
    return f"{one.scheme}://{one.netloc}{old}", f"{other.scheme}://{other.netloc}{new}"
