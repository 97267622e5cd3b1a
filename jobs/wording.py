"""The sentences for what happens to stages; those of an app's own errors come from the app."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jobs import registry
from jobs.models import Stage

logger = logging.getLogger(__name__)


def state_in_words(state: str) -> str:
    """E.g. "läuft"."""
    return str(Stage.State(state).label)


def step_in_words(name: str) -> str:
    """What a stage does, e.g. "Sprache erkennen". All of them in one place, so that a test sees when one is missing."""
    words = {
        "media.probe": _("Look at the file"),
        "media.mezzanine": _("Prepare the sound"),
        "media.render": _("Make the files for the browser"),
        "media.tidy": _("Tidy up"),
        "media.forget_reads": _("Forget old reads"),
        "transcripts.plan": _("Cut into pieces"),
        "transcripts.recognize": _("Recognise speech"),
        "transcripts.merge": _("Join the transcript"),
        "transcripts.correct": _("Correct names"),
        "transcripts.align": _("Find the items"),
        "transcripts.captions": _("Make captions"),
        "documents.fetch": _("Fetch documents"),
        "documents.text": _("Read the document"),
        "documents.ocr": _("Recognise the text of pictures"),
        "meetings.first_public": _("Publish what is due"),
        "meetings.still_public": _("Check what is public"),
        "oparl.follow": _("Prepare the OParl interface"),
        "oparl.read": _("Read another system"),
        "oparl.schedule": _("Look which systems are due to be read"),
        "upkeep.statistics": _("Look how the tables are filled"),
        "search.update": _("Update the search"),
        "jobs.letters": _("Send mails"),
    }
    return words.get(name, name)


def error_in_words(code: str, values: Mapping[str, Any], name: str, stored: str = "") -> str:
    """The sentence for an error of the stage `name`, in the reader's language where the code is ours or the app's.

    `stored` is what the row keeps: the text of an error that nobody foresaw and that has no code.
    """
    own = {
        "worker_died": _("The worker died %(attempts)s times while working on this."),
        "product_missing": _("The stage ended, but its product is not there."),
        "inputs_never_settle": _("What the stage depends on changes with every attempt."),
        "unknown_stage": _("No app of this installation knows the stage “%(name)s”."),
    }
    if code in own:
        return own[code] % dict(values)
    try:
        words = registry.lookup(name).words
        return words(code, values) if words and code else stored
    except registry.UnknownStage:
        return stored
    except Exception:
        # A code that the app forgot to word must not hide the error itself.
        logger.exception("No words for %s of stage %s", code, name)
        return stored
