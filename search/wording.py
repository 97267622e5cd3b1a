"""Words for what search answers in codes."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kind_label(kind: str) -> str:
    """What a hit is."""
    return {
        "speech": _("Speech"),
        "item": _("Agenda item"),
        "paper": _("Paper"),
        "document": _("Document of a meeting"),
        "meeting": _("Meeting"),
        "person": _("Person"),
        "organization": _("Committee"),
    }[kind]


def result_label(code: str) -> str:
    """What became of an item or paper."""
    from meetings.models import Result

    return str(Result(code).label) if code in Result.values else ""


def message(code: str) -> str:
    """A sentence for the reader."""
    return {
        "": "",
        "nothing_asked": _("Please enter a word that is to be found."),
        "nothing_found": _("Nothing was found. Other or fewer words may help."),
        "speeches_first": _("You ask what was said: speeches stand first."),
        "cut": _("The question was too long; only its beginning was used."),
        "not_ready": _("Search is being prepared. Please try again in a few minutes."),
    }[code]
