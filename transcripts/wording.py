"""What codes of this app say on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def words(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for a code of `transcripts`; a code without words is shown as it is."""
    sentences = {
        "no_rows": _("The log holds no lines. Please check that it is the right file."),
        "bad_form": _(
            "The log cannot be read (%(detail)s). Please use CSV or JSON with the columns person, start, end."
        ),
        "bad_time": _("Line %(line)s: start or end is not a number of seconds. Please correct it."),
        "ends_before_start": _("Line %(line)s: the end is not after the start. Please correct it."),
        "no_name": _("Line %(line)s: the name is missing. Please add it."),
        "poorer": _(
            "Version %(version)s has fewer certain words than version %(current)s, which is published. "
            "It was not published; if you want it all the same, say so explicitly."
        ),
        "not_readable": _("The sound of this recording cannot be read. Please start the step again."),
        "wrong_form": _(
            "The sound for the recognizer has the wrong form. Please start the step “media.mezzanine” again."
        ),
        "not_installed": _("The recognizer is not installed on this server. Please see docs/operations.md."),
        "model_missing": _("The model of the recognizer is missing. Please see docs/operations.md, WHISPER_MODEL."),
        "model_damaged": _(
            "The model of the recognizer is damaged. Please remove the folder “models” in the data folder and try again."
        ),
        "no_words": _("This version holds no words. Nothing was published."),
    }
    return sentences[code] % values if code in sentences else f"{code} {dict(values)}"
