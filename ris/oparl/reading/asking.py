"""The client for one source: its hosts, its pace, and who is asking, as the settings say."""

from __future__ import annotations

from django.conf import settings

from ris.doors.fetching import Client
from ris.doors.fetching.guarding import PORTS, NotFetched, port_of, taken_apart
from ris.oparl.reading.addresses import written
from ris.oparl.reading.rules import Rules


def user_agent() -> str:
    """Who asks and where to complain, for the operators of the other system."""
    return f"ris (OParl; +{settings.FETCH_CONTACT or settings.CANONICAL_HOST})"


def hosts_of(entry: str, rules: Rules) -> frozenset[str]:
    """The entry's host, the further ones that were named, and those that ids are rewritten to."""
    names = {name.strip().lower() for name in rules.more_hosts}
    for address in (entry, *rules.rewrite.values()):
        try:
            parts = taken_apart(written(address))
        except NotFetched:
            continue  # asked for, it is reported
        host, port = (parts.hostname or "").lower(), port_of(parts)
        names.add(host if port in PORTS.values() else f"{host}:{port}")
    return frozenset(names - {""}) or frozenset({"-"})


def client_for(entry: str, rules: Rules) -> Client:
    """A client that asks this source and nobody else."""
    return Client(
        hosts_of(entry, rules),
        user_agent=user_agent(),
        private_allowed=settings.FETCH_PRIVATE_ADDRESSES,
        delay=rules.delay,
        max_bytes=rules.page_bytes,
    )
