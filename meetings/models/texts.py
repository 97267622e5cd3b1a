"""What a municipality says about itself, and what readers tell it: texts of the explaining pages, and feedback."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.base import Audience, Publishable, Published, Tracked
from meetings.models.constraints import LIVING, known
from meetings.models.council import Body


class TextPage(models.TextChoices):
    """The explaining pages; each has a text of ours, which a municipality may replace by its own."""

    ABOUT = "about", _("About this site")
    HELP = "help", _("How to search")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    IMPRINT = "imprint", _("Imprint")
    PRIVACY = "privacy", _("Privacy")
    PLAIN = "plain", _("Plain language")


class PageText(Tracked, Publishable, Published):
    """A municipality's own text for one of these pages, in Markdown."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="page_texts", verbose_name=_("municipality"))
    page = models.CharField(_("page"), max_length=13, choices=TextPage.choices)
    text = models.TextField(_("text"), help_text=_("Markdown: blank lines part paragraphs, ## begins a heading."))

    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)
    body_path: ClassVar[str] = "body"

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")
        ordering = ["body", "page"]
        constraints = [
            models.UniqueConstraint(fields=["body", "page"], condition=LIVING, name="one_text_for_a_page"),
            known("audience", Audience, "page_text"),
            known("page", TextPage, "page_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()} ({self.body})"


class Feedback(Published):
    """What a reader tells about barriers on this site (BITV 2.0 asks for such a way); never shown on the site."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="feedback", verbose_name=_("municipality"))
    page = models.CharField(_("page it is about"), max_length=500, blank=True)
    text = models.TextField(_("message"), max_length=5000)
    email = models.EmailField(_("e-mail for the answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    body_path: ClassVar[str] = "body"

    class Meta:
        verbose_name = _("feedback on accessibility")
        verbose_name_plural = _("feedback on accessibility")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.text[:60]
