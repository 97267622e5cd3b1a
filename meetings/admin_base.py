"""The admin's rule: technical staff see all; an office sees and acts in its own municipality only.

Every admin class of ours inherits from `BodyBoundAdmin`: rows, choices of foreign keys and saving are bound to the bodies
whose office the user is today (`meetings/mandates.py`). Deleting means burying: rows leave every page and stay here.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import get_fields_from_path, unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.admin import SimpleHistoryAdmin

from meetings.admin_choices import choice
from meetings.admin_clock import clock_field
from meetings.admin_forms import BodyBoundForm, ManyChosen, OneChosen, bounded, is_key, named
from meetings.admin_history import InWords
from meetings.admin_layout import laid_out, usual_values
from meetings.admin_mirrored import WHERE_FROM, OriginFilter, is_mirrored, read_only, told_elsewhere
from meetings.consistency import Inconsistent
from meetings.mandates import audiences_of
from meetings.models import Body
from meetings.models.base import Published
from meetings.models.mirror import Mirrored
from meetings.visibility import office_q
from meetings.wording import words

ON_ITS_PAGE = "_on_its_page"
"""Posted with an action that was chosen on the page of a single row: there it leads back to."""


def rows_of_office(model: type[Model], request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """These rows, as far as the user's office reaches; all of them for technical staff."""
    user = request.user
    if getattr(user, "is_superuser", False):
        return rows
    if issubclass(model, Published):
        return rows.filter(office_q(model, audiences_of(user)))
    return rows


def acts_for_an_office(request: HttpRequest) -> bool:
    """The mandate decides who works in the admin, not Django's permission tables: one place says who may what."""
    user = request.user
    return bool(getattr(user, "is_superuser", False) or audiences_of(user).office_bodies)


class OwnRowsFilter(admin.RelatedFieldListFilter):
    """A filter in the side bar that names rows of the own municipality only, and of these what occurs in the list."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        related = field.related_model
        used = model_admin.get_queryset(request).order_by().values(self.field_path)
        rows = rows_of_office(related, request, related._default_manager.filter(pk__in=used))
        return [(row.pk, str(row)) for row in rows]


class OwnChoices:
    """Fields of forms, alike on pages and inside others: choices of the own municipality, days of our centuries."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        clock = clock_field(db_field)
        if clock is not None:
            return clock
        return named(bounded(db_field, super().formfield_for_dbfield(db_field, request, **kwargs)))  # type: ignore[misc]  # a mixin

    def formfield_for_foreignkey(self: Any, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        self._bind(db_field, request, kwargs, OneChosen)
        kwargs.setdefault("form_class", OneNamed)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin

    def formfield_for_manytomany(self: Any, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        self._bind(db_field, request, kwargs, ManyChosen)
        kwargs.setdefault("form_class", ManyNamed)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin

    def _bind(self: Any, db_field: Any, request: HttpRequest, kwargs: dict[str, Any], widget: type[Any]) -> None:
        related = db_field.related_model
        kwargs.setdefault("queryset", rows_of_office(related, request, related._default_manager.all()))
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", widget(db_field, self.admin_site))


class Named:
    """A field of choices whose rows are named with what they belong to."""

    def label_from_instance(self, row: Any) -> str:
        return choice(row)


class OneNamed(Named, ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One row."""


class ManyNamed(Named, ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Several rows."""


class BodyBoundAdmin(OwnChoices, SimpleHistoryAdmin):
    """An admin page whose rows belong to a municipality."""

    form = BodyBoundForm
    first: ClassVar[tuple[str, ...]] = ()
    """What comes first in the form; the rest follows in the model's order."""
    readonly_fields: tuple[str, ...] = ("uuid", "created", "modified", "deleted_at")
    actions: tuple[str, ...] = ("bury_selected", "bring_back_selected")
    list_per_page = 50

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        origin = [OriginFilter] if issubclass(self.model, Mirrored) else []
        return origin + [
            (name, OwnRowsFilter)
            if isinstance(name, str) and get_fields_from_path(self.model, name)[-1].is_relation
            else name
            for name in super().get_list_filter(request)
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.fields is not None or self.fieldsets:
            return super().get_fieldsets(request, obj)
        return laid_out(list(self.get_fields(request, obj)), first=self.first, adding=obj is None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = super().get_fields(request, obj)
        return [*names, *WHERE_FROM] if is_mirrored(obj) and self.fields is None else names

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = super().get_readonly_fields(request, obj)
        if not is_mirrored(obj):
            return names
        own = [field.name for field in (*self.opts.fields, *self.opts.many_to_many) if field.editable]
        return tuple(dict.fromkeys((*names, *WHERE_FROM, *read_only(obj, own))))

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> InWords:
        return InWords(self.model, historical_record)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        bodies = rows_of_office(Body, request, Body.objects.filter(deleted_at__isnull=True))
        return {**usual_values(self.model, bodies), **super().get_changeform_initial_data(request)}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return acts_for_an_office(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return acts_for_an_office(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return acts_for_an_office(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return acts_for_an_office(request) and (not is_mirrored(obj) or bool(obj.ours))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return rows_of_office(self.model, request, super().get_queryset(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """What other rows or the database refuse was taken back whole: the same form once more, now with the sentence."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Inconsistent as found:
            refused = words(found.code, {})
        except (IntegrityError, DataError):
            refused = words("taken", {})
        request.refused = refused  # type: ignore[attr-defined]  # ours, for get_form below
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", "")
        return form

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Raises BadRequest for rows that no page of ours offered."""
        if not all(is_key(each) for each in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest
        answer = super().response_action(request, queryset)
        if answer is not None and ON_ITS_PAGE in request.POST and answer.status_code == HTTPStatus.FOUND:
            (key,) = request.POST.getlist(ACTION_CHECKBOX_NAME)[:1] or ("0",)
            return redirect(admin_urlname(self.opts, "change"), key)  # type: ignore[arg-type]  # "change" is a SafeString for it
        return answer

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page of one row offers what the list does with many."""
        if kwargs.get("obj") is not None:
            context["row_actions"] = self.get_action_choices(request, default_choices=[])
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    def require_row(self, request: HttpRequest, pk: object) -> None:
        """Raises Http404 where this row is another office's: pages made by libraries must ask as ours do."""
        if self.get_object(request, str(pk)) is None:
            raise Http404

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was changed, when and by whom; rows that keep no history of their own show what was done here."""
        self.require_row(request, unquote(object_id))
        if not hasattr(self.model._meta, "simple_history_manager_attribute"):
            answer: HttpResponse = admin.ModelAdmin.history_view(self, request, object_id, extra_context)
            return answer
        return super().history_view(request, object_id, extra_context)  # type: ignore[no-any-return]  # simple_history has no types

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An earlier state, to read. It is never put back by form: that would pass by every rule of saving."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        self.require_row(request, unquote(object_id))
        return super().history_form_view(request, object_id, version_id, extra_context)  # type: ignore[no-any-return]  # simple_history has no types

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """No button for what is refused."""
        return True

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            self.require_row(request, obj.pk)
        super().save_model(request, obj, form, change)
        if not rows_of_office(self.model, request, self.model._base_manager.filter(pk=obj.pk)).exists():
            # The request's transaction is rolled back with it: nothing was moved into another municipality.
            raise PermissionDenied

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing published is ever deleted hard; burying is an action."""
        return False

    def after_burying(self, rows: QuerySet[Any]) -> None:
        """What follows when these rows were buried or brought back: for classes whose rows carry others along."""

    def _led_here(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Without rows of other systems: whether those are there is said by their source alone."""
        if not issubclass(self.model, Mirrored) or not queryset.filter(mirrored_from__isnull=False).exists():
            return queryset
        text = _("What is read from another system is deleted there. To hide it here, change who may see it.")
        self.message_user(request, text, messages.WARNING)
        return queryset.filter(mirrored_from__isnull=True)

    @admin.action(description=_("Delete selected (they stay here and can be brought back)"))
    def bury_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete softly what is selected."""
        count = 0
        for row in self._led_here(request, queryset).filter(deleted_at__isnull=True):
            row.bury(by=request.user)
            count += 1
        self.after_burying(queryset)
        text = ngettext("%(count)d row was deleted.", "%(count)d rows were deleted.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Bring selected back"))
    def bring_back_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Undo a soft deletion."""
        count = 0
        for row in self._led_here(request, queryset).filter(deleted_at__isnull=False):
            try:
                with transaction.atomic():
                    count += self.model._default_manager.filter(pk=row.pk).update(deleted_at=None)
            except IntegrityError:
                refused = _("“%(name)s” cannot come back: another row has taken its place.")
                self.message_user(request, refused % {"name": row}, messages.ERROR)
        self.after_burying(queryset)
        text = ngettext("%(count)d row is back.", "%(count)d rows are back.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)


class BodyBoundRows(OwnChoices):
    """Rows inside another page, with the same choices."""

    extra = 0
    show_change_link = True
    can_delete = False
    exclude: ClassVar[Any] = ("first_public_at",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return acts_for_an_office(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return acts_for_an_office(request) and not told_elsewhere(self.model, obj)  # type: ignore[attr-defined]  # a mixin

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return acts_for_an_office(request) and not told_elsewhere(self.model, obj)  # type: ignore[attr-defined]  # as above


class BodyBoundInline(BodyBoundRows, admin.TabularInline):  # type: ignore[type-arg]  # not generic at run time
    """A line each: for rows of a few short fields, named by the heading of their column."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = str(field.label or "")
        return formset


class BodyBoundCards(BodyBoundRows, admin.StackedInline):  # type: ignore[type-arg]  # not generic at run time
    """A small form each, for rows that no screen is wide enough for as a line."""
