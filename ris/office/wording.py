"""The sentences of the office's screens for codes that come from below."""

from __future__ import annotations

from django.utils.translation import gettext as _


def trouble_in_words(code: str) -> str:
    """What is wrong with the installation, and who can mend it."""
    return {
        "disk": _("The disk is nearly full. New recordings may fail; your IT department has to make room."),
        "no_workers": _(
            "No worker is running: recordings are neither transcribed nor published. Your IT department starts them."
        ),
        "no_index": _("The search index is missing. Your IT department rebuilds it (rebuild_index)."),
        "failed_stages": _("Some steps have failed; they are listed below and can be started once more."),
        "slow_line": _(
            "The next step has waited for more than 15 minutes: there are too few workers, or they are stuck."
        ),
        "letters": _("Mails cannot be sent at the moment; they wait and are tried again."),
        "no_backup": _("There has been no backup yet."),
        "old_backup": _("The last backup is older than two days."),
    }[code]
