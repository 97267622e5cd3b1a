"""The invented people on the sign-in page of the demo, and the door that keeps their printed password out of any other place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ris.demo.load import PASSWORD
from ris.demo.people import LOGINS


@dataclass(frozen=True, slots=True)
class Offered:
    """One button of the sign-in page."""

    username: str
    password: str
    name: str
    kind: str
    about: str


def offered() -> tuple[Offered, ...]:
    """Who may be tried out; nobody where this is no demo."""
    if not settings.DEMO:
        return ()
    return tuple(Offered(login.username, PASSWORD, login.name, login.kind, login.about) for login in LOGINS)


class OnlyInTheDemo:
    """Stands first among the authentication backends: the password that everyone knows opens nothing outside the demo.

    Somebody may have loaded the invented city to look at it and gone on with real people in the same database.
    """

    def authenticate(self, request: HttpRequest | None, password: str | None = None, **credentials: Any) -> None:
        """Never signs anybody in; PermissionDenied ends the search, and the visitor reads what a wrong password reads."""
        if password == PASSWORD and not settings.DEMO:
            raise PermissionDenied
