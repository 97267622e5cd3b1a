"""From words to agenda items: when was which item called, and how sure is that. Pure functions, no Django."""

from transcripts.alignment.cues import Entry
from transcripts.alignment.programme import Alignment, Call, align
from transcripts.alignment.status import Finding

__all__ = ["Alignment", "Call", "Entry", "Finding", "align"]
