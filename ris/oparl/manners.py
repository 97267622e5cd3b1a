"""How the documents of a source are asked for: by the same rules as its objects."""

from __future__ import annotations

from meetings.documents.manners import Manners
from meetings.models import Source
from ris.oparl.models import ReadingRules
from ris.oparl.reading.asking import hosts_of, user_agent
from ris.oparl.reading.rules import Rules


def manners_of(source: Source) -> Manners:
    """The source's host and those named beside it, its pace, and where its addresses have moved to."""
    rules = ReadingRules.objects.filter(source=source).first() or ReadingRules(source=source)
    rewrite = {rules.base_from: rules.base_to} if rules.base_from else {}
    read = Rules(more_hosts=tuple(rules.more_hosts.split()), rewrite=rewrite)
    return Manners(hosts_of(source.address, read), user_agent(), rules.pause_ms / 1000, rewrite)
