"""The only door for mail: a finished mail goes to the mail server, or into a folder where there is none."""

from __future__ import annotations

import os
import smtplib
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

FOR_GOOD = range(500, 600)  # RFC 5321 4.2.1: trying again would not help


class NotSent(Exception):
    """The mail server did not take it. `code` is for people's words and holds no address; `for_good`: do not try again."""

    def __init__(self, code: str, *, for_good: bool) -> None:
        super().__init__(code)
        self.code, self.for_good = code, for_good


def deliver(raw: bytes, *, sender: str, recipients: Sequence[str]) -> None:
    """Hand this mail (RFC 5322) over; raises NotSent."""
    if not settings.EMAIL_HOST:
        _lay_down(raw)
        return
    security = settings.EMAIL_SECURITY
    door = EmailBackend(use_tls=security == "starttls", use_ssl=security == "tls", fail_silently=False)
    try:
        door.open()
        if door.connection is None:
            raise NotSent("no_connection", for_good=False)
        door.connection.sendmail(sender, list(recipients), raw)
    except smtplib.SMTPRecipientsRefused as error:
        replies = [code for code, _text in error.recipients.values()]
        raise NotSent(f"refused_{max(replies)}", for_good=all(code in FOR_GOOD for code in replies)) from None
    except smtplib.SMTPAuthenticationError as error:
        # Our own password is wrong: the mail is good and waits until somebody mends the setting.
        raise NotSent(f"sign_in_{error.smtp_code}", for_good=False) from None
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"answer_{error.smtp_code}", for_good=error.smtp_code in FOR_GOOD) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"no_connection_{type(error).__name__}"[:64], for_good=False) from None
    finally:
        door.close()


def _lay_down(raw: bytes) -> None:
    """Without a mail server each mail becomes a file that only this service's user may read."""
    folder = Path(settings.DATA_DIR) / "mail"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{uuid.uuid4()}.eml"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(raw)
