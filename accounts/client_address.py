"""From which address a request comes, as far as it can be known; used for throttling and for who may read the metrics.

Never logged and never stored but as part of a throttle's short-lived key.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The visitor's address; None where it cannot be known.

    `PROXIES_IN_FRONT` says how many proxies of ours append to X-Forwarded-For: what stands further left was written by
    the visitor and is not believed.
    """
    hops = settings.PROXIES_IN_FRONT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    told = "" if hops else request.META.get("REMOTE_ADDR", "")
    if hops and len(forwarded) >= hops:
        told = forwarded[-hops]
    try:
        return ip_address(told)
    except ValueError:
        return None


def passed_an_unknown_proxy(request: HttpRequest) -> bool:
    """A proxy stood in between that the settings do not know: then the address above is the proxy's, not the visitor's."""
    return not settings.PROXIES_IN_FRONT and "X-Forwarded-For" in request.headers
