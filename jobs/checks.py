"""System check: the stages fit together. A name written wrong would otherwise show only when the first recording waits."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from jobs import registry


@register()
def stages_fit_together(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every stage's subject is a model, and what it waits for exists, on the same subject, and in no circle."""
    found: list[CheckMessage] = []
    for subject in sorted(registry.subjects()):
        try:
            apps.get_model(subject)
            registry.in_order(subject)
        except registry.UnknownStage as unknown:
            found.append(
                Error(f"A stage of {subject} waits for {unknown.name}, which is not registered.", id="jobs.E001")
            )
        except LookupError:
            found.append(Error(f"There is no model {subject}, but stages for it.", id="jobs.E002"))
        except ValueError as error:
            found.append(Error(str(error), id="jobs.E003"))
    return found
