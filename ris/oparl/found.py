"""What is read from another system, between reading and taking: one object each, made regular, and what was wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a source gets wrong. `code` names the kind (words: `wording.py`), `address` what it was found at."""

    code: str
    address: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a list or asked for alone, as OParl 1.1 would have it.

    `type` is the bare word (`Meeting`), `identity` the id as the source says it, `address` where it is really fetched.
    `content` follows the 1.1 schema after all repairs: right JSON types, no fillers, embedded objects as objects with their own
    `id` and `type`, references as identity URLs, date-times with an offset. `raw` is the JSON as it came, for `RawObject`.
    """

    type: str
    identity: str
    address: str
    content: Mapping[str, Any]
    raw: bytes
    deleted: bool = False
    faults: tuple[Fault, ...] = ()
