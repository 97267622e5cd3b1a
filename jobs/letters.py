"""Mail leaves in the background: a request writes it down and answers; a standing stage hands it to the mail server.

So a mail server that is slow or down never keeps a visitor waiting, no mail is lost, and asking for a new password takes
as long for an address that has an account as for one that has none.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from jobs import pipeline
from jobs.models import Letter
from jobs.registry import stage
from jobs.run import Run
from ris.doors import mail

logger = logging.getLogger(__name__)

STAGE = "jobs.letters"
EVERY = 60  # seconds between two looks for mails that are due again
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=2)
GIVE_UP_AFTER = timedelta(days=2)


class Backend(BaseEmailBackend):
    """Django's way to send mail (`EMAIL_BACKEND`): writes it down and wakes the stage once the transaction is committed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Tells how many were written down."""
        letters = []
        for message in email_messages:
            if message.recipients():
                message.extra_headers.setdefault("Auto-Submitted", "auto-generated")  # RFC 3834: no holiday replies
                letters.append(
                    Letter(sender=message.from_email, recipients=message.recipients(), raw=message.message().as_bytes())
                )
        Letter.objects.bulk_create(letters)
        if letters:
            transaction.on_commit(partial(pipeline.wake, STAGE))
        return len(letters)


@stage(STAGE, standing=True, every=EVERY, noted=False, max_seconds=1800)
def send_letters(subject_id: int, run: Run) -> None:
    """Hand over what is due. One killed between the mail server's yes and ours sends that mail twice, never not at all."""
    for letter in Letter.objects.due():
        run.check()
        try:
            mail.deliver(bytes(letter.raw), sender=letter.sender, recipients=letter.recipients)
        except mail.NotSent as error:
            if error.for_good or letter.created < timezone.now() - GIVE_UP_AFTER:
                # Neither address nor text: this line may be read by others.
                logger.error("A mail is given up after %s attempts (%s)", letter.failures + 1, error.code)
                letter.delete()
            else:
                _later(letter, error.code)
        else:
            letter.delete()


def _later(letter: Letter, code: str) -> None:
    letter.failures += 1
    letter.error_code = code[:64]
    letter.due_from = timezone.now() + min(FIRST_PAUSE * 2 ** (letter.failures - 1), LONGEST_PAUSE)
    letter.save(update_fields=["failures", "error_code", "due_from"])
