"""What a stage's result depends on, as one short string: inputs, version, and the same of all stages before it."""

from __future__ import annotations

import hashlib
import json
import traceback
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jobs import registry
from jobs.run import Unworkable
from jobs.wording import error_in_words


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a digest could not be made: the stage's `inputs` raised."""

    code: str
    values: dict[str, Any]
    text: str


def digest_of(kind: registry.StageType, inputs: Any, before: dict[str, str]) -> str:
    """SHA-256 over everything the result depends on; raises TypeError when the inputs are no JSON."""
    content = {"stage": kind.name, "version": kind.version, "inputs": inputs, "after": before}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def wanted(subject: str, subject_id: int) -> dict[str, str | Trouble | None]:
    """For each stage of this row the digest that its result should have now, or why there is none.

    None stands behind stages that had trouble: nothing can be said about them yet.
    """
    digests: dict[str, str | Trouble | None] = {}
    for kind in registry.in_order(subject):
        before = {name: digest for name in kind.after if isinstance(digest := digests[name], str)}
        known = len(before) == len(set(kind.after))
        digests[kind.name] = _digest(kind, subject_id, before) if known else None
    return digests


def _digest(kind: registry.StageType, subject_id: int, before: dict[str, str]) -> str | Trouble:
    try:
        with transaction.atomic():  # a failing query must not spoil the caller's transaction
            return digest_of(kind, dict(kind.inputs(subject_id)), before)
    except Unworkable as unworkable:
        text = error_in_words(unworkable.code, unworkable.values, kind.name, str(unworkable))
        return Trouble(unworkable.code, unworkable.values, text)
    except Exception as error:  # noqa: BLE001  whatever an app's code raises is shown at its stage, not to the visitor
        return Trouble("", {}, readable(error))


def readable(error: BaseException) -> str:
    """The error's own sentence first, then the last lines of where it came from."""
    where = "".join(traceback.format_exception(error)[-6:])
    sentence = str(error).strip() or type(error).__name__
    return f"{sentence}\n\n{where}"[-8000:] if len(sentence) > 4000 else f"{sentence}\n\n{where}"[:8000]
