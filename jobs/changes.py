"""The number of the last change to what people may read: whoever kept something made before it must make it anew.

Every statement that writes one of our tables leaves a row in `jobs_change`, in the same transaction: the number becomes visible
exactly when the change does, and goes when it is rolled back. No signals, as bulk writes send none. What passes Django by (psql)
is not noticed; so nothing is kept for longer than two minutes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max

from jobs.models import Change
from jobs.once import once_committed

WRITES = re.compile(r'\s*(?:INSERT(?: OR [A-Z]+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# Tables of the machinery, which change all the time and stand on no page.
UNREAD = re.compile(
    r"shared_cache|django_|jobs_|auth_|search_progress$|feeds_privatecalendar$|\w+_historical|account_|usersessions_|mfa_|socialaccount_"
)
KEPT_ROWS = 200

Number = tuple[Any, ...]


def number() -> Number:
    """What stands for the state of all that people may read; compare by equality."""
    # Not the highest number alone: on PostgreSQL a transaction may end after one that began later.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(id), max(id) FROM jobs_change")
        return tuple(cursor.fetchone())


def last_at() -> datetime | None:
    """When the last change was written, to the second; None where changes are not noted or there was none yet."""
    if not settings.PAGE_CACHE_SECONDS:
        return None
    last: datetime | None = Change.objects.aggregate(last=Max("at"))["last"]
    return last


def watch(sender: object, connection: Any, **kwargs: object) -> None:
    """Listen to what is written over this connection; called for each that is opened."""
    if settings.PAGE_CACHE_SECONDS and _note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note_writes)


def _note_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    wrote = WRITES.match(sql)
    if wrote and not UNREAD.match(wrote[1]):
        _note(context["connection"])
    return result


def _note(connection: Any) -> None:
    if not _is_there(connection):
        return  # migrations of other apps may write before ours has run
    # Once in a transaction. Django forgets the marker together with the savepoint or transaction that is rolled back.
    if connection.in_atomic_block and not once_committed(_noted, using=connection.alias):
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO jobs_change (at) VALUES (CURRENT_TIMESTAMP)")
        cursor.execute("SELECT max(id) FROM jobs_change")
        (last,) = cursor.fetchone()
        if last % (KEPT_ROWS // 2) == 0:
            cursor.execute("DELETE FROM jobs_change WHERE id <= %s", [last - KEPT_ROWS])


def _is_there(connection: Any) -> bool:
    if not getattr(connection, "_changes_are_there", False):
        connection._changes_are_there = Change._meta.db_table in connection.introspection.table_names()
    return bool(connection._changes_are_there)


def _noted() -> None:
    """Only a marker: in the list of what is to happen on commit, it says that this transaction has left its row."""
