"""What is to happen when a transaction has been committed: once, however often the transaction asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; two calls of the same function with the same arguments are equal."""

    function: Callable[..., Any]
    args: tuple[Any, ...]

    def __call__(self) -> None:
        self.function(*self.args)


def once_committed(function: Callable[..., Any], *args: Any, using: str | None = None) -> bool:
    """Call this after the commit (at once where no transaction is open); tells whether this is the first time it is asked for.

    What is asked for inside a savepoint goes with it when it is rolled back, and may be asked for anew.
    """
    call = Call(function, args)
    if any(waiting == call for _savepoints, waiting, *_ in transaction.get_connection(using).run_on_commit):
        return False
    transaction.on_commit(call, using=using)
    return True
