"""What codes of this app say on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def words(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for a code of `meetings`; raises KeyError for a code this app does not have."""
    sentences = {
        "unreadable_pdf": _(
            "The PDF “%(name)s” cannot be read: it is damaged or protected by a password. Please save it again and upload it anew."
        ),
        "not_allowed": _("You may not do this."),
        "office_only": _("Only the council office of this municipality may do this."),
    }
    return sentences[code] % values
