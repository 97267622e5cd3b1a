"""How a sitting is called where it stands among others. Pure: no rows are read."""

from __future__ import annotations

from collections.abc import Sequence

LONG_NAME = 24


def short_enough(name: str, short_name: str) -> str:
    """The name of an organization, or where that is long the short one."""
    return name if len(name) <= LONG_NAME else short_name or name


def full_name(name: str, organizations: Sequence[str]) -> str:
    """`17. Sitzung` of the Stadtrat → `Stadtrat, 17. Sitzung`; a name that says whose it is stays as it is."""
    if not organizations or any(one.casefold() in name.casefold() for one in organizations):
        return name
    return f"{' / '.join(organizations)}, {name}"
