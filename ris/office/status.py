"""The state of the installation, for the office: what is done, what waits, what failed; "once more" for failed steps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jobs import pipeline
from jobs.models import Stage
from jobs.wording import state_in_words
from meetings.mandates import audiences_of
from ris.office.failed_stages import failed_stages
from ris.office.wording import trouble_in_words
from ris.upkeep.state import state_now


def only_offices(request: HttpRequest) -> None:
    """Http404 for everybody else, so that the address tells nothing."""
    if not audiences_of(request.user).office_bodies:
        raise Http404


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Everything on one page; it is true at the moment it was asked for."""
    only_offices(request)
    state = state_now()
    context = {
        "state": state,
        "troubles": [trouble_in_words(code) for code in state.troubles],
        "stages": [(state_in_words(name), number) for name, number in state.stages.items()],
        "failed": failed_stages(request.user),
    }
    return render(request, "office/status.html", context)


@require_POST
def once_more(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Start a failed step again. One that is no longer failed stays as it is: somebody was faster."""
    only_offices(request)
    if stage_id in {each.id for each in failed_stages(request.user)}:
        pipeline.retry(get_object_or_404(Stage.objects.filter(pk=stage_id)))
    elif not Stage.objects.filter(pk=stage_id).exclude(state=Stage.State.FAILED).exists():
        raise Http404
    return redirect("status")
