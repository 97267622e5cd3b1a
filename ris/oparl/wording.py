"""The sentences for the codes of `ris/oparl/`: one place, German through gettext.

Faults are of two sorts: with some, something of the source is missing here (`LOST`); with the others it was put right or
holds only a hint for the source's own people (`MENDED`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LOST: dict[str, str] = {
    # The line (ris/doors/fetching/)
    "bad_address": gettext_noop("This is not an address that can be asked."),
    "private_address": gettext_noop("The address lies in an internal network and is not asked."),
    "other_host": gettext_noop("The address lies on another server (%(host)s) than the source and is not asked."),
    "not_secure": gettext_noop("The address redirects from an encrypted to an unencrypted connection and is not asked."),
    "unknown_host": gettext_noop("There is no server of the name “%(host)s”."),
    "bad_certificate": gettext_noop("The certificate of the server “%(host)s” cannot be verified."),
    "unreachable": gettext_noop("The server does not answer."),
    "too_slow": gettext_noop("The server took too long to answer."),
    "busy": gettext_noop("The server says that it is busy (answer %(status)s)."),
    "refused": gettext_noop("The server does not give it out (answer %(status)s)."),
    "too_large": gettext_noop("The answer is larger than is accepted."),
    "too_many_redirects": gettext_noop("The address redirects again and again."),
    # The answer (reading/parsing.py, reading/walk.py)
    "not_json": gettext_noop("What came is no JSON, but mostly a page for people."),
    "broken_json": gettext_noop("The answer cannot be read to its end; what stands before the fault was read."),
    "too_deep": gettext_noop("The answer is nested more deeply than is accepted."),
    "wrong_thing": gettext_noop("Something else came than was asked for."),
    "other_object": gettext_noop("The server answers with another object (%(id)s)."),
    "not_oparl": gettext_noop("There is no OParl at this address: neither a System nor a Body."),
    "no_id": gettext_noop("An object has no id."),
    "unknown_type": gettext_noop("An object is of a type that OParl does not know (%(type)s)."),
    "pages_repeat": gettext_noop("The server gives the same page again and again; what stands behind it cannot be had."),
    "bad_time": gettext_noop("A date or a time cannot be understood and was left out (%(field)s)."),
    "bad_value_address": gettext_noop("A value that should be an address is none and was left out (%(field)s)."),
    "bad_geojson": gettext_noop("A place on the map cannot be understood and was left out (%(field)s)."),
    "wrong_type": gettext_noop("A value is of a kind that does not belong there, and was taken only where that was possible (%(field)s)."),
    "bad_link": gettext_noop("The link to the next page is no address; what stands behind it cannot be had."),
    # Writing (taking/)
    "no_body": gettext_noop("The system names no municipality."),
    "meeting_without_start": gettext_noop("A meeting does not say when it begins and was left out."),
    "file_without_address": gettext_noop("A document does not say where it can be fetched and was left out."),
    "names_no_parent": gettext_noop("An object does not say to what it belongs (%(fields)s) and was left out."),
    "dead_reference": gettext_noop("Something is named that the system does not give out (%(field)s)."),
    "several_organizations": gettext_noop("A consultation is held by several organizations; the first one was taken."),
    "too_long": gettext_noop("A text is longer than there is room for and was shortened (%(field)s)."),
    "does_not_fit": gettext_noop("An object contradicts others and was left out (%(why)s)."),
    # Runs
    "led_here": gettext_noop("“%(name)s” is led here: another system must not write into it. Please choose another municipality, or none."),
    "taken_over": gettext_noop("This source is being read by another process at the moment."),
    "replaced": gettext_noop("The reading was stopped, because another one was asked for."),
}  # fmt: skip
"""Something of the source is missing here."""

MENDED: dict[str, str] = {
    "moved": gettext_noop("The addresses have moved and are asked at their new place (%(to)s)."),
    "newer_version": gettext_noop("The source also speaks a newer version of OParl, which was read (%(to)s)."),
    "list_name": gettext_noop("A list is linked by another name (“%(field)s” instead of “%(meant)s”)."),
    "not_utf8": gettext_noop("The answer is not written in UTF-8; it was read as Latin-1."),
    "filter_ignored": gettext_noop("The server cannot say what has changed; the list was read whole."),
    "filter_refused": gettext_noop("The server refuses to say what has changed (answer %(status)s); the list was read whole."),
    "empty_as_404": gettext_noop("The server answers with “not found” where nothing has changed."),
    "paging_broken": gettext_noop("The server gives the same page again and again; on one large page everything was there."),
    "next_loop": gettext_noop("The last page links to a page already read."),
    "next_dead": gettext_noop("The last page links to a page that does not exist."),
    "repeated": gettext_noop("An object stands in a list more than once."),
    "same_id": gettext_noop("Different objects have the same id."),
    "no_type": gettext_noop("An object does not say its type; it was recognised by its place."),
    "filler": gettext_noop("A field without content was not left out (%(field)s)."),
    "html_entities": gettext_noop("Letters were written as HTML (%(field)s)."),
    "control_characters": gettext_noop("There were control characters in a text (%(field)s)."),
    "not_an_array": gettext_noop("A single value stood where there should be a list (%(field)s)."),
    "array_for_one": gettext_noop("A list stood where there should be a single value (%(field)s)."),
    "object_for_reference": gettext_noop("A whole object stood where there should be its address (%(field)s)."),
    "reference_for_object": gettext_noop("An address stood where there should be a whole object (%(field)s)."),
    "no_id_inside": gettext_noop("An object inside another has no id (%(field)s)."),
    "irregular_address": gettext_noop("An address was not whole and was completed (%(field)s)."),
    "own_word": gettext_noop("A word of the source's own stood where the standard has a fixed one (%(field)s)."),
    "irregular_time": gettext_noop("A time did not say its offset, or not as the standard wants it (%(field)s)."),
    "time_in_date": gettext_noop("A date was given with a time of day (%(field)s)."),
    "end_before_start": gettext_noop("The end does not lie after the beginning and was left out (%(field)s)."),
    "short_mime": gettext_noop("A media type was not written as the standard wants it (%(field)s)."),
    "short_ags": gettext_noop("The official municipality key lacked its first zero."),
    "irregular_geojson": gettext_noop("A place on the map was not written as the standard wants it (%(field)s)."),
    "swapped_coordinates": gettext_noop("Latitude and longitude were swapped (%(field)s)."),
    "deleted_inside": gettext_noop("A deleted object stood inside another; it was left out (%(field)s)."),
}  # fmt: skip
"""It was put right, or lost nothing."""


def sentence(code: str, values: Mapping[str, object] | None = None) -> str:
    """The sentence for this code; a code without words is shown as it is, never swallowed."""
    text = LOST.get(code) or MENDED.get(code)
    if text is None:
        return code
    given = dict.fromkeys(("field", "fields", "status", "host", "to", "id", "type", "meant", "why", "name"), "")
    return _(text) % {**given, **(values or {})}


def is_lost(code: str) -> bool:
    """Whether something of the source is missing here because of it."""
    return code not in MENDED
