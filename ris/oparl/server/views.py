"""Answers below /oparl/: the System, its objects, their lists, and the bytes of files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from meetings import hosts
from meetings.identity import OPARL
from meetings.models import Body
from meetings.visibility import tombstones
from ris.oparl.server import files, system
from ris.oparl.server.asking import asked
from ris.oparl.server.catalogue import bodies, list_of, of_body
from ris.oparl.server.lists import page_of, state_of
from ris.oparl.server.loading import Loading, tombstone
from ris.oparl.server.refusals import Refused, refusal
from ris.oparl.server.table import BY_WORD, Kind
from ris.oparl.server.values import root

VERSION = 1  # of what the same rows are told as: a new one makes every copy that others keep old
SETTINGS = ("CANONICAL_HOST", "OPARL_NONPUBLIC_ITEMS", "OPARL_PERSON_FIELDS", "OPARL_LICENSE")
BYTES = {"access": False, "download": True}


def answer(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Whatever stands below /oparl/. Every object has one address; other spellings of it lead there."""
    with translation.override("de"):
        try:
            return _answered(request, rest)
        except Refused as refused:
            return refusal(refused.status, refused.code, **refused.values)


def _answered(request: HttpRequest, rest: str) -> HttpResponseBase:
    parts = [part for part in rest.split("/") if part]
    canonical = _canonical(parts)
    if canonical is None:
        raise Refused(404, "not_found")
    own = hosts.body_at(request.get_host())
    elsewhere = own is None and hosts.name_of(request.get_host()) != hosts.common_host()
    if elsewhere or request.path != f"{OPARL}/{canonical}":
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(root() + canonical + (f"?{query}" if query else ""))
    words = canonical.split("/") if canonical else []
    if not words:
        return system_object(request, own)
    if len(words) == 1:
        return a_list(request, bodies(own))
    return one(request, own, words[0], UUID(words[1]), words[2] if len(words) > 2 else "")


def _canonical(parts: list[str]) -> str | None:
    """`v1.1/Meeting/0B6F…/` → `meeting/0b6f…`; None for what is no address of ours."""
    words = [part.lower() for part in parts]
    if not words or words == ["v1.1"] or words == ["v1.1", "system"]:
        return ""
    if words[0] != "v1.1" or words[1] not in BY_WORD or len(words) > 4:
        return None
    if len(words) == 2:
        return "body" if words[1] == "body" else None
    try:
        return "/".join([words[1], str(UUID(words[2])), *words[3:]])
    except ValueError:
        return None


def system_object(request: HttpRequest, own: Body | None) -> HttpResponseBase:
    """The entry."""
    state = state_of(bodies(own), asked(QueryDict()))
    return conditional(request, ["system", state.count], state.last, lambda: system.told(own))


def a_list(request: HttpRequest, wanted: Any) -> HttpResponseBase:
    """A page of a list."""
    understood = asked(request.GET)
    state = state_of(wanted, understood)
    loose = any(kind.loose for kind in wanted.kinds)
    known = None if loose else [wanted.address, understood.query(understood.after), state.count]
    return conditional(request, known, state.last, lambda: page_of(wanted, understood, state))


def one(request: HttpRequest, own: Body | None, word: str, uuid: UUID, part: str) -> HttpResponseBase:
    """An object at its id, one of its lists, or a file's bytes."""
    for kind in BY_WORD[word]:
        here = of_body(kind, own.pk) if own else None
        seen = kind.whole(kind.seen()).filter(uuid=uuid)
        row = (seen.filter(here) if here else seen).first()
        if row is not None:
            return living(request, kind, row, part)
        gone = tombstones(kind.model).filter(uuid=uuid)
        row = (gone.filter(here) if here else gone).first()
        if row is not None:
            return dead(request, kind, row, part)
    raise Refused(404, "not_found")


def living(request: HttpRequest, kind: Kind, row: Any, part: str) -> HttpResponseBase:
    """Of an object that everyone sees."""
    if not part:
        known = None if kind.loose else [row.uuid]
        return conditional(request, known, row.public_modified, lambda: _object(kind, row))
    if kind.word == "file" and part in BYTES:
        return files.sent(request, kind, row, to_save=BYTES[part])
    wanted = list_of(row, kind.word, part)
    if wanted is None:
        raise Refused(404, "not_found")
    return a_list(request, wanted)


def dead(request: HttpRequest, kind: Kind, row: Any, part: str) -> HttpResponseBase:
    """Of an object that the public knew."""
    if not part:
        return conditional(request, [row.uuid], row.public_modified, lambda: tombstone(kind, row))
    if kind.word == "file" and part in BYTES:
        raise Refused(410, "gone")
    raise Refused(404, "not_found")


def _object(kind: Kind, row: Any) -> dict[str, Any]:
    loading = Loading()
    loading.read(kind, [row])
    return loading.told(kind, row)


def conditional(
    request: HttpRequest, known: list[Any] | None, last: datetime | None, make: Callable[[], dict[str, Any]]
) -> HttpResponseBase:
    """The JSON, unless the client has it already. `known`: what it depends on beside its last change; None: only the JSON tells."""
    body = b"" if known is not None else _written(make())
    facts = (
        body
        if known is None
        else repr([known, last, VERSION, *(getattr(settings, name) for name in SETTINGS)]).encode()
    )
    etag = f'"{hashlib.sha256(facts).hexdigest()[:32]}"'
    # Its second must be over: what changes within it would not be seen by If-Modified-Since.
    settled = last is not None and known is not None and last < timezone.now() - timedelta(seconds=1)
    stamp = int(last.timestamp()) if settled and last is not None else None
    response: HttpResponseBase | None = get_conditional_response(request, etag, stamp)
    if response is None:
        response = HttpResponse(body or _written(make()), content_type="application/json")
        response["Content-Length"] = str(len(response.content))
        if request.method == "HEAD":
            response.content = b""
    response["ETag"] = etag
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    response["Cache-Control"] = "public, no-cache"
    return response


def _written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
