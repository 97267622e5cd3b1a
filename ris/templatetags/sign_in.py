"""What the header and the sign-in page say about who is signed in."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext as _

from meetings.mandates import audiences_of
from ris.demo.sign_in import Offered, offered

register = template.Library()


@register.simple_tag
def demo_logins() -> tuple[Offered, ...]:
    """The people to try out; empty but in the demo."""
    return offered()


@register.filter
def kind_in_words(kind: str) -> str:
    """Who this is, as a plain word."""
    return {"office": _("Council office"), "member": _("Council member"), "citizen": _("Citizen")}.get(kind, kind)


@register.filter
def may_do(kind: str) -> str:
    """What somebody of this kind may do here."""
    return {
        "office": _("Sees everything of the municipality and works in the administration."),
        "member": _("Also reads the non-public items of their own committees."),
        "citizen": _("Reads what is public, as without signing in."),
    }.get(kind, "")


@register.filter
def leads_an_office(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the header leads to the pages of the office."""
    return bool(audiences_of(user).office_bodies)
