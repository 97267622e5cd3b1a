"""Readers tell the office about barriers (BITV 2.0 § 7): stored first, so that nothing is lost when no mail can be sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from meetings.models import Body, Feedback
from ris.pages.place import Place, place_of


class FeedbackForm(forms.ModelForm[Feedback]):
    """A message, and an address only for those who want an answer. Machines fill in the field that people do not see."""

    website = forms.CharField(label=_("Please leave this empty"), required=False)

    class Meta:
        model = Feedback
        fields = ("body", "text", "page", "email")
        labels = {"text": _("What did not work?"), "page": _("On which page?"), "email": _("E-mail for the answer")}
        widgets = {"text": forms.Textarea(attrs={"rows": 7, "maxlength": 5000}), "page": forms.TextInput()}

    def __init__(self, *args: Any, place: Place, visitor: AbstractBaseUser | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  a foreign key's field
        field.queryset = Body.objects.visible_to(visitor).filter(pk__in=[body.pk for body in place.bodies])
        field.empty_label = None
        if (body := place.speaks_for) is not None:
            field.initial, field.widget = body, forms.HiddenInput()
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["email"].widget.attrs |= {"autocomplete": "email"}


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """The form; after sending an address of its own, so that a reload sends nothing twice."""
    if request.method == "POST":
        form = FeedbackForm(request.POST, place=place_of(request), visitor=request.user)
        if form.is_valid():
            if not form.cleaned_data["website"]:
                form.save()
            return redirect(f"{reverse('feedback')}?gesendet=1")
        return render(request, "pages/feedback.html", {"form": form}, status=422)
    form = FeedbackForm(
        place=place_of(request), visitor=request.user, initial={"page": request.GET.get("seite", "")[:500]}
    )
    return render(request, "pages/feedback.html", {"form": form, "sent": "gesendet" in request.GET})
