"""Where the visitor stands: on a municipality's own host name, or on the common one with all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from meetings import hosts
from meetings.addresses import slug_today
from meetings.models import Body

Rows = TypeVar("Rows", bound="QuerySet[Any]")
DEFAULT_THEME = "stadt"


@dataclass(frozen=True, slots=True)
class Place:
    """`own`: the municipality whose host this is; `chosen`: the one a list is limited to (`?gemeinde=`), or `own`."""

    own: Body | None
    chosen: Body | None
    bodies: tuple[Body, ...]

    @property
    def speaks_for(self) -> Body | None:
        """The municipality in whose name the page speaks: its own host's, or the only one there is."""
        return self.own or (self.bodies[0] if len(self.bodies) == 1 else None)

    @property
    def theme(self) -> str:
        """Name of the theme file; one that does not exist must not take the page down."""
        name = self.speaks_for.theme if self.speaks_for else DEFAULT_THEME
        return name if (settings.BASE_DIR / "static" / "theme" / f"{name}.css").is_file() else DEFAULT_THEME

    @property
    def choosable(self) -> bool:
        """Whether lists offer a filter by municipality."""
        return self.own is None and len(self.bodies) > 1

    @property
    def mixed(self) -> bool:
        """Whether a list shows several municipalities, so that each row has to say whose it is."""
        return self.choosable and self.chosen is None

    def within(self, rows: Rows, path: str = "body") -> Rows:
        """Rows of the host's municipality; all rows on the common host. For pages of one thing."""
        return rows.filter(**{path: self.own}) if self.own else rows

    def listed(self, rows: Rows, path: str = "body") -> Rows:
        """Rows of the municipality chosen for a list."""
        return rows.filter(**{path: self.chosen}) if self.chosen else rows


def place_of(request: HttpRequest) -> Place:
    """Read once per request. Http404 when `?gemeinde=` names a municipality that is not here."""
    known: Place | None = getattr(request, "_ris_place", None)
    if known is None:
        known = _find(request)
        request._ris_place = known  # type: ignore[attr-defined]
    return known


def holder_of(request: HttpRequest) -> Body | None:
    """Whose host this is, seen or hidden; asked once per request."""
    if not hasattr(request, "_ris_holder"):
        request._ris_holder = hosts.body_at(request.get_host())  # type: ignore[attr-defined]
    found: Body | None = request._ris_holder  # type: ignore[attr-defined]
    return found


def _find(request: HttpRequest) -> Place:
    bodies = tuple(Body.objects.visible_to(request.user))
    holder = holder_of(request)
    own = next((body for body in bodies if holder is not None and body.pk == holder.pk), None)
    if holder is not None and own is None:
        raise Http404  # a hidden municipality's host shows nothing, above all not the others
    wanted = slug_today(Body, request.GET.get("gemeinde", ""))
    chosen = own or next((body for body in bodies if body.slug == wanted), None)
    if wanted and own is None and chosen is None:
        raise Http404
    return Place(own, chosen, bodies)


class OwnHostMiddleware:
    """On the host of a municipality that this visitor may not see, no page of the site exists: also none without rows.

    The admin and the sign-in stay, so that its office can work before it is published.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raises Http404."""
        match = request.resolver_match
        if (
            match is not None
            and view.__module__.startswith(("ris.pages", "ris.feeds", "media."))
            and "admin" not in match.namespaces
        ):
            holder = holder_of(request)
            if holder is not None and not Body.objects.visible_to(request.user).filter(pk=holder.pk).exists():
                raise Http404


def site_of(request: HttpRequest) -> str:
    """Scheme and host under which this page is meant to be known: the municipality's own, else the installation's."""
    own = place_of(request).own
    scheme = urlsplit(settings.CANONICAL_HOST).scheme
    return f"{scheme}://{own.host}" if own else str(settings.CANONICAL_HOST).rstrip("/")


def place(request: HttpRequest) -> dict[str, object]:
    """Context processor: `place`, `site` and `canonical` (without filters, with the page of a list) in every template.

    Error pages must stand even where the query string is wrong.
    """
    try:
        here, site = place_of(request), site_of(request)
    except Http404:
        hidden = hosts.body_at(request.get_host()) is not None
        bodies = () if hidden else tuple(Body.objects.visible_to(request.user))
        here, site = Place(None, None, bodies), str(settings.CANONICAL_HOST)
    # The search counts its pages, lists name the place at which a page begins (ris/pages/listing.py).
    page = {name: value for name in ("nach", "vor") if (value := request.GET.get(name, ""))}
    if (number := request.GET.get("seite", "")).isdecimal():
        page["seite"] = number
    return {
        "place": here,
        "site": site,
        "canonical": site + request.path + (f"?{urlencode(page)}" if page else ""),
    }
