"""What codes of this app say on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def words(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for a code of `meetings`; raises KeyError for a code this app does not have."""
    sentences = {
        "other_body": _("What belongs together must belong to the same municipality."),
        "other_meeting": _("What belongs together must belong to the same meeting."),
        "other_item": _("The vote and its station must belong to the same agenda item."),
        "other_organization": _("A deputy stands in for somebody in the same organization."),
        "other_recording": _("The public version must belong to the same recording."),
        "outside_recording": _("This span lies outside the recording."),
        "secret_vote": _("In a secret vote nobody’s choice is recorded."),
        "address_taken": _("Another page once stood at this address, and old links lead there. Please choose another."),
        "taken": _(
            "This does not fit together with another entry: a position, a name or a seat may stand only once. Nothing was saved."
        ),
        "led_elsewhere": _("This municipality is read from another system: it is changed there, not here."),
        "not_a_host": _("Please give a host name alone, e.g. “rat.example.de”: no port, no path."),
        "common_host": _("This is the host that all municipalities share. No single one can have it."),
        "host_not_allowed": _("The server does not answer at “%(host)s” (setting ALLOWED_HOSTS)."),
        "not_allowed": _("You may not do this."),
        "office_only": _("Only the council office of this municipality may do this."),
    }
    return sentences[code] % values
