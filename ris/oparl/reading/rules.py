"""What the operator says about one source, where it cannot be found out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rules:
    """The peculiarities of one source; the defaults suit a server that keeps to the standard."""

    more_hosts: tuple[str, ...] = ()
    """Hosts beside the entry's that belong to the source, as `host` or `host:port`."""
    rewrite: Mapping[str, str] = field(default_factory=dict)
    """Beginning of an id → beginning of the address where it is really answered, e.g. after a move."""
    delay: float = 0.0
    """Seconds between two requests."""
    swap_papers: bool = False
    """`superordinatedPaper` and `subordinatedPaper` mean each other here (Karlsruhe)."""
    guess_main_file: bool = True
    """Where no paper file is the main one: the one named like the paper's type, else the first."""
    use_filters: bool = True
    """False: never ask with `modified_since`; every run reads the whole lists."""
    page_bytes: int = 64 * 1024**2
    """One answer may be at most so large, unpacked."""
