"""Texts of Django's administration and of its history that we say otherwise in German: plainer, and alike everywhere.

Named here so that they are collected (`manage.py merge_german`); our catalogue goes before theirs. A test asks whether the
libraries still say these very texts.
"""

from django.utils.translation import gettext_noop as _

OF_DJANGO = (
    _("History"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Save"),
    _("Save and add another"),
    _("Save and continue editing"),
    _("Save and view"),
    _("Save as new"),
    _("View on site"),
    _("View site"),
    _("Welcome,"),
    _("Start typing to filter…"),
    _("Filter navigation items"),
    _("Recent actions"),
    _("My actions"),
    _("Select this object for an action - {}"),
    _("Select all objects on this page for an action"),
    _("Click here to select the objects across all pages"),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
)
OF_HISTORY = (_("View history: %s"), _("Change history: %s"))
