"""The sentences for the codes of `media/`: one place, German through gettext."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

SENTENCES: dict[str, str] = {
    # Taking in (media/ingest.py, media/ffmpeg/)
    "empty": gettext_noop("“%(name)s” is empty."),
    "script": gettext_noop(
        "“%(name)s” is a playlist or a list of addresses, not a recording. Please choose the video or audio file itself."
    ),
    "not_a_medium": gettext_noop("“%(name)s” is neither video nor audio."),
    "truncated": gettext_noop("“%(name)s” is damaged or incomplete and cannot be read."),
    "wrong_ending": gettext_noop("“%(name)s” is something else than its ending says (%(container)s)."),
    "no_streams": gettext_noop("“%(name)s” holds neither picture nor sound."),
    "no_duration": gettext_noop("“%(name)s” holds nothing that could be played."),
    "failed": gettext_noop("“%(name)s” could not be read."),
    "took_too_long": gettext_noop("“%(name)s” could not be read in reasonable time."),
    "not_installed": gettext_noop("ffmpeg is not installed; without it no recording can be taken in."),
    "already_here": gettext_noop("“%(name)s” has already been added to this meeting."),
    "changed_meanwhile": gettext_noop("“%(name)s” changed while it was being read. Is it still being recorded?"),
    "not_found": gettext_noop("“%(name)s” does not exist."),
    "nothing_in_folder": gettext_noop("There is no recording in the folder “%(name)s”."),
    "overlapping": gettext_noop("“%(name)s” would lie over another recording of this meeting."),
    "nothing_public": gettext_noop("Everything is cut out; nothing is left to publish."),
    "not_whole": gettext_noop("“%(name)s” has not arrived completely yet. Please let the upload go on."),
    "upload_gone": gettext_noop("The upload does not exist any more. Please choose the file again."),
    "no_space": gettext_noop("There is not enough room on this server for “%(name)s”."),
    "too_many_uploads": gettext_noop("You have %(count)s unfinished uploads. Please finish one of them first."),
    # Fetching (ris/doors/fetching/)
    "bad_address": gettext_noop("“%(address)s” is not an address that can be fetched."),
    "private_address": gettext_noop("“%(address)s” lies in an internal network and is not fetched."),
    "other_host": gettext_noop("“%(address)s” lies on another server than allowed and is not fetched."),
    "not_secure": gettext_noop("“%(address)s” is not encrypted, although the address given was; it is not fetched."),
    "unknown_host": gettext_noop("There is no server for “%(address)s”."),
    "bad_certificate": gettext_noop("The certificate of the server for “%(address)s” cannot be verified."),
    "unreachable": gettext_noop("“%(address)s” cannot be reached."),
    "busy": gettext_noop("The server for “%(address)s” is busy. Please try again later."),
    "refused": gettext_noop("“%(address)s” was not given out (answer %(status)s)."),
    "too_large": gettext_noop("The file is larger than this installation accepts."),
    "too_many_redirects": gettext_noop("“%(address)s” redirects again and again."),
    # Warnings on a recording
    "no_audio": gettext_noop("The recording has no sound; nothing can be transcribed."),
    "no_video": gettext_noop("The recording has no picture."),
    "cut_off": gettext_noop("The file breaks off before its end; what is there is kept."),
    "long_silence": gettext_noop("The recording is silent for a long time."),
    "long_black": gettext_noop("The picture is black for a long time."),
    # Publishing (media/publishing.py)
    "not_reviewed": gettext_noop(
        "Before it is published, somebody must have marked the non-public parts or confirmed that there are none."
    ),
    "no_rendition": gettext_noop("The public files are not made yet."),
    "outdated_rendition": gettext_noop("The public files are not up to date with the edits yet."),
    "meeting_not_public": gettext_noop("The meeting itself is not public."),
    "deleted": gettext_noop("The recording was deleted."),
}


def sentence(code: str, values: Mapping[str, Any] | None = None) -> str:
    """The sentence for this code; a code without words is shown as it is, never swallowed."""
    text = SENTENCES.get(code)
    if text is None:
        return code
    return _(text) % {"name": "", "container": "", **(values or {})}


def clock(ms: int) -> str:
    """Milliseconds as h:mm:ss, e.g. 1:02:03; before the first recording −0:05:00."""
    seconds = abs(ms) // 1000
    sign = "−" if ms < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def facts_in_words(facts: Mapping[str, Any]) -> str:
    """What the admin shows of `media/stages.py: facts_of`, e.g. “mov, mp4; picture h264, 1280 × 720, 25 per second”."""
    parts = [", ".join(facts.get("containers", []))]
    if video := facts.get("video"):
        text = _("picture %(codec)s, %(width)s × %(height)s, %(rate)s per second")
        parts.append(text % {**video, "rate": f"{video['rate']:g}"})
    if sound := facts.get("sound"):
        told = ngettext(
            "sound %(codec)s, %(channels)s channel, %(rate)s Hz", "sound %(codec)s, %(channels)s channels, %(rate)s Hz",
            sound["channels"],
        )  # fmt: skip
        parts.append(told % sound)
    if silence := facts.get("silence_ms"):
        parts.append(_("silent for %(time)s") % {"time": clock(silence)})
    if black := facts.get("black_ms"):
        parts.append(_("black for %(time)s") % {"time": clock(black)})
    return "; ".join(part for part in parts if part)
