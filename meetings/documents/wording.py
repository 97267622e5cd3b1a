"""What there is to say of a document that could not be fetched or read: a plain sentence for each code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    # Reading (ris/doors/formats)
    "locked": gettext_noop("This document is protected by a password. Its text cannot be read here."),
    "broken": gettext_noop("This document is damaged. Its text cannot be read here."),
    "bomb": gettext_noop("This document unpacks to a size that no real document has. It was not read."),
    "too_deep": gettext_noop("This document is nested so deeply that no program can read it. It was not read."),
    "too_much_text": gettext_noop("This document holds too much text. Only its beginning was read."),
    "took_too_long": gettext_noop("Reading this document took too long. It was given up."),
    "too_hungry": gettext_noop("Reading this document took too much memory. It was given up."),
    "no_text_kind": gettext_noop("Documents of this kind cannot be read here."),
    "macros": gettext_noop("This document holds macros, that is programs. Open it only if you trust its sender."),
    # Text recognition (ris/doors/ocr.py)
    "ocr_not_installed": gettext_noop(
        "Text recognition does not run: “%(program)s” or its language “%(language)s” is not installed."
    ),
    # Fetching (ris/doors/fetching.py)
    "bytes_gone": gettext_noop("The document is not here any more; it is fetched once more where that is possible."),
    "bad_address": gettext_noop("“%(address)s” is not an address that can be fetched."),
    "private_address": gettext_noop("“%(address)s” lies in an internal network and is not fetched."),
    "other_host": gettext_noop(
        "“%(address)s” lies on another server than its source. If that is right, name it in the rules of the source."
    ),
    "not_secure": gettext_noop("“%(address)s” leaves the encrypted connection and is not fetched."),
    "unknown_host": gettext_noop("There is no server of the name in “%(address)s”."),
    "bad_certificate": gettext_noop("The server of “%(address)s” cannot prove who it is."),
    "too_slow": gettext_noop("“%(address)s” answers too slowly."),
    "busy": gettext_noop("The server of “%(address)s” asks to come back later."),
    "unreachable": gettext_noop("“%(address)s” cannot be reached."),
    "refused": gettext_noop("“%(address)s” was not given out (answer %(status)s)."),
    "too_large": gettext_noop("The file is larger than this installation accepts."),
    "too_many_redirects": gettext_noop("“%(address)s” redirects again and again."),
}


def words(code: str, values: Mapping[str, Any] | None = None) -> str:
    """The sentence for this code; a code without words is shown as it is, never swallowed."""
    sentence = SENTENCES.get(code)
    if sentence is None:
        return code
    return _(sentence) % {"address": "", "status": "", "program": "tesseract", "language": "", **(values or {})}
