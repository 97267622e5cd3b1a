"""Other systems in the admin: where they are, how they are read, when next, and what the last reading brought."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from simple_history.admin import SimpleHistoryAdmin

from jobs.models import Stage
from meetings.admin_history import InWords
from meetings.mandates import audiences_of
from meetings.models import Source
from ris.oparl.models import ImportRun, ReadingRules
from ris.oparl.reading.addresses import written
from ris.oparl.taking.bodies import has_own_rows
from ris.oparl.taking.reporting import progress
from ris.oparl.taking.running import rules_of
from ris.oparl.taking.showing import OUTCOMES, rows_of
from ris.oparl.taking.starting import SUBJECT, ask_for, next_turn
from ris.oparl.wording import is_lost, sentence


def _is_technical(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


class RulesInline(admin.StackedInline[ReadingRules, Source]):
    """How it is read."""

    model = ReadingRules
    can_delete = False
    max_num = min_num = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_technical(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_technical(request)


class SourceForm(ModelForm[Source]):
    """Refuses an address that cannot be asked, and a municipality that is led here."""

    def clean_address(self) -> str:
        """As it is asked."""
        address: str = self.cleaned_data["address"]
        if not written(address):
            raise ValidationError(sentence("bad_address"), code="bad_address")
        return address

    def clean_body(self) -> Any:
        """A municipality may be given only as long as it is empty, or when it is mirrored already."""
        body = self.cleaned_data["body"]
        if body is not None and body.mirrored_from_id is None and has_own_rows(body):
            raise ValidationError(sentence("led_here", {"name": str(body)}), code="led_here")
        if body is not None and body.mirrored_from_id not in (None, self.instance.pk):
            text = _("“%(name)s” is already read from another source.")
            raise ValidationError(text, params={"name": str(body)}, code="other_source")
        return body


@admin.register(Source)
class SourceAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history has no types
    """Sources: led by technical staff; an office sees that of its municipality and may have it read."""

    form = SourceForm
    list_display = ("name", "body", "active", "last_run", "next_run", "state")
    list_filter = ("active",)
    search_fields = ("name", "address")
    fields = ("name", "address", "body", "active", "last_run", "next_run", "state", "report")
    readonly_fields = ("last_run", "next_run", "state", "report")
    inlines = (RulesInline,)
    actions = ("read_now", "read_all_now")

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> InWords:
        return InWords(self.model, historical_record)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        rows: QuerySet[Source] = super().get_queryset(request)
        return rows if _is_technical(request) else rows.filter(body__in=audiences_of(request.user).office_bodies)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_technical(request) or bool(audiences_of(request.user).office_bodies)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_technical(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_technical(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The page of one source offers what the list does with many."""
        if kwargs.get("obj") is not None:
            context["row_actions"] = self.get_action_choices(request, default_choices=[])
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=gettext_lazy("Read now"), permissions=["view"])
    def read_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        """The workers begin within seconds."""
        self._ask(request, queryset)

    @admin.action(description=gettext_lazy("Read completely now"), permissions=["view"])
    def read_all_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        """Also to find what has vanished."""
        for source in queryset:
            ReadingRules.objects.get_or_create(source=source)
        ReadingRules.objects.filter(source__in=queryset).update(full_wanted=True)
        self._ask(request, queryset)

    def _ask(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        resting = [source for source in queryset if not source.active]
        for source in resting:
            text = _("“%(name)s” is not read at present: please tick “is read” first.")
            self.message_user(request, text % {"name": source}, messages.ERROR)
        asked = [source for source in queryset if source.active]
        for source in asked:
            ask_for(source)
        if asked:
            text = ngettext("%(count)d source is being read.", "%(count)d sources are being read.", len(asked))
            self.message_user(request, text % {"count": len(asked)}, messages.SUCCESS)

    @admin.display(description=gettext_lazy("last reading"))
    def last_run(self, source: Source) -> str:
        """When it began and what it was."""
        run = ImportRun.objects.filter(source=source).first()
        if run is None:
            return _("never")
        return f"{date_format(timezone.localtime(run.started), 'SHORT_DATETIME_FORMAT')} ({run.get_kind_display()})"

    @admin.display(description=gettext_lazy("next reading"))
    def next_run(self, source: Source) -> str:
        """By the schedule."""
        turn = next_turn(source, rules_of(source))
        if turn is None:
            return _("only by the button")
        if turn <= timezone.now():
            return _("within five minutes")
        return date_format(timezone.localtime(turn), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("state"))
    def state(self, source: Source) -> str:
        """What the workers do, as a sentence."""
        run = ImportRun.objects.filter(source=source).first()
        stage = Stage.objects.of(SUBJECT, source.pk).named("oparl.read").first() if source.pk else None
        if stage is not None and stage.state == Stage.State.FAILED:
            return sentence(stage.error_code, stage.error_values) if stage.error_code else stage.last_error
        if run is not None and run.ended is None:
            how_far = progress(run)
            words = ngettext("%(count)d object read", "%(count)d objects read", how_far.read) % {"count": how_far.read}
            return f"{how_far.percent:.0f} % · {words}"
        if stage is not None and not stage.is_over:
            return _("waits for a worker")
        return _("not read yet") if run is None else _("done")

    @admin.display(description=gettext_lazy("report of the last reading"))
    def report(self, source: Source) -> SafeString | str:
        """What it brought, by type, and what was wrong."""
        run = ImportRun.objects.filter(source=source, ended__isnull=False).first()
        return report_of(run) if run is not None else ""


def report_of(run: ImportRun) -> SafeString:
    """Counts as a table, faults as a list; each kind of fault opens to show its addresses."""
    rows = rows_of(run)
    used = [place for place in range(len(OUTCOMES)) if any(numbers[place] for _name, numbers in rows)]
    heads = format_html_join("", '<th scope="col">{}</th>', ((_(list(OUTCOMES.values())[place]),) for place in used))
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((name, format_html_join("", "<td>{}</td>", ((numbers[place],) for place in used))) for name, numbers in rows),
    )
    return format_html(
        "<p>{}</p><table><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>{}",
        _("%(seconds)s seconds of work, %(mb)s MB read")
        % {"seconds": f"{run.seconds:.0f}", "mb": f"{run.bytes / 1e6:.1f}"},
        heads,
        lines,
        _faults(run),
    )


def _faults(run: ImportRun) -> SafeString:
    found = sorted(run.faults.items(), key=lambda each: (not is_lost(each[0]), -each[1]["count"]))
    return format_html_join(
        "",
        "<details><summary>{} × {}</summary><ul>{}</ul></details>",
        (
            (
                each["count"],
                sentence(code, each["examples"][0] if each["examples"] else {}),
                format_html_join(
                    "", "<li>{}{}</li>",
                    ((one["address"], f" → {one['target']}" if one.get("target") else "") for one in each["examples"]),
                ),
            )
            for code, each in found
        ),
    )  # fmt: skip


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin[ImportRun]):
    """Readings, to look at."""

    list_display = ("source", "kind", "started", "ended", "in_words")
    list_filter = ("source", "kind")
    fields = ("source", "kind", "since", "only_body", "started", "ended", "in_words", "report")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        rows = super().get_queryset(request)
        return (
            rows if _is_technical(request) else rows.filter(source__body__in=audiences_of(request.user).office_bodies)
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_technical(request) or bool(audiences_of(request.user).office_bodies)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("state"))
    def in_words(self, run: ImportRun) -> str:
        """How it ended."""
        if run.error_code:
            return sentence(run.error_code, {"name": str(run.source)})
        return _("done") if run.ended else _("running")

    @admin.display(description=gettext_lazy("report"))
    def report(self, run: ImportRun) -> SafeString:
        """What it brought."""
        return report_of(run)
