"""What of django-allauth is different here: nobody signs up, nobody is led to another host, nobody is greeted."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.client_address import client_address

WRONG = _("User name and password do not fit together. Please check both; capital and small letters count.")
UNKNOWN_ADDRESS = "unknown"


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the office; people sign in, sign out and choose a new password, nothing else."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # The same words whether the account does not exist, is closed or has another password.
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": _("Too many attempts with this account. Please wait five minutes and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The header shows who is signed in; no line over the page says it again."""

    def is_safe_url(self, url: str) -> bool:
        """Only the host that was asked: one municipality's page does not lead to another's."""
        request = self.request
        return bool(request) and url_has_allowed_host_and_scheme(
            url, {request.get_host()}, require_https=request.is_secure()
        )

    def get_from_email(self) -> str:
        """The installation's own address."""
        return str(settings.DEFAULT_FROM_EMAIL)

    def get_client_ip(self, request: HttpRequest) -> str:
        """For throttling. Visitors whose address cannot be known share one allowance instead of having none."""
        return str(client_address(request) or UNKNOWN_ADDRESS)
