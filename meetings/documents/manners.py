"""How documents of one source are asked for: which hosts, how fast, in whose name, at which addresses.

Who knows a source's rules (the importer) says so by `ask_with`; without it the source's own host is asked, at no set pace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from meetings.models import Source


@dataclass(frozen=True, slots=True)
class Manners:
    """`hosts` as the door takes them (`host` or `host:port`); `delay` in seconds between two requests."""

    hosts: frozenset[str]
    user_agent: str
    delay: float = 0.0
    rewrite: Mapping[str, str] = field(default_factory=dict)

    def address(self, said: str) -> str:
        """Where this address is really answered."""
        for beginning, instead in self.rewrite.items():
            if said.startswith(beginning):
                return instead + said.removeprefix(beginning)
        return said


def host_of(address: str) -> str:
    """`host`, with its port where that is not the usual one."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def _plain(source: Source) -> Manners:
    return Manners(frozenset({host_of(source.address)}), f"ris (+{settings.FETCH_CONTACT or settings.CANONICAL_HOST})")


_knows: list[Callable[[Source], Manners]] = [_plain]


def ask_with(knows: Callable[[Source], Manners]) -> None:
    """From now on this function says how a source is asked."""
    _knows.append(knows)


def manners_of(source: Source) -> Manners:
    """How this source is to be asked."""
    return _knows[-1](source)
