"""What SQLite must know of its tables to choose good ways through them. PostgreSQL finds out by itself.

Without it SQLite takes an index on `audience`, which has three values, for as good as any: the list of 32,000 papers took 40 s
instead of 20 ms. Looking at some hundred rows of each index is enough, and takes some hundredths of a second.
"""

from __future__ import annotations

from django.db import connection

from jobs.registry import stage
from jobs.run import Run

EVERY = 3600  # seconds
ROWS = 1000


def take_statistics() -> None:
    """Looks at so many rows of each index; what it finds counts for every connection opened from then on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
            cursor.execute("ANALYZE")


@stage("upkeep.statistics", standing=True, every=EVERY, noted=False, max_seconds=600)
def statistics(subject_id: int, run: Run) -> None:
    """Once an hour, so that a city that was just imported is not slow for longer."""
    take_statistics()
