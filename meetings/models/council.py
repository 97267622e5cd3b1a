"""Who: municipality, term, organization, person, membership, mandate, place (OParl 1.1: Body … Location)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from meetings.models.base import LIVING, Audience, Publishable, Published, Slugged, Tracked, period
from meetings.models.constraints import known, not_itself
from meetings.models.mirror import LED_HERE, Mirrored, mirrored
from meetings.models.writing import TrackedQuerySet


class SlugRedirect(Tracked):
    """An address that once was: leads to the row that moved."""

    model = models.CharField(max_length=60)
    old_slug = models.SlugField(max_length=120)
    object_id = models.BigIntegerField()

    objects = TrackedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "old_slug"], name="slug_redirect_is_unambiguous")]


class Body(Slugged, Tracked, Publishable, Mirrored, Published):
    """A municipality (Gebietskörperschaft), never a committee. Roles, numbering, deadlines and theme belong to it."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    ags = models.CharField(_("official municipality key (AGS)"), max_length=8, blank=True)
    rgs = models.CharField(_("official regional key (ARS)"), max_length=12, blank=True)
    classification = models.CharField(_("kind of municipality"), max_length=100, blank=True)
    license = models.URLField(
        _("licence of the data"),
        max_length=300,
        blank=True,
        help_text=_("Address of a licence, e.g. https://www.govdata.de/dl-de/by-2-0. Empty: nothing is said."),
    )
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    host = models.CharField(
        _("host name of its own"), max_length=200, blank=True, help_text=_("Only this body is shown there.")
    )
    theme = models.CharField(_("theme file"), max_length=60, blank=True, default="stadt")
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    ours: ClassVar[tuple[str, ...]] = ("slug", "host", "theme", "audience", "visible_from")
    visible_root: ClassVar[bool] = True
    body_path: ClassVar[str] = "pk"

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("host"),
                condition=~Q(host="") & LIVING,
                name="body_host_is_its_own_in_any_case",
                violation_error_message=_("This host name already belongs to another municipality."),
            ),
            known("audience", Audience, "body"),
            *mirrored("body"),
        ]

    def __str__(self) -> str:
        return self.name

    def slug_source(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        super().clean()
        from meetings.hosts import what_is_wrong_with
        from meetings.wording import words

        wrong = what_is_wrong_with(self.host)
        if wrong is not None:
            raise ValidationError(words(wrong, {"host": self.host}), code=wrong)


class LegislativeTerm(Tracked, Mirrored, Published):
    """A council's term of office (Wahlperiode)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="legislative_terms", verbose_name=_("municipality"))
    name = models.CharField(_("name"), max_length=100)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)

    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)

    class Meta:
        verbose_name = _("legislative term")
        verbose_name_plural = _("legislative terms")
        ordering = ["-start_date"]
        constraints = [period("legislative_term_ends_after_it_starts"), *mirrored("legislative_term")]

    def __str__(self) -> str:
        return self.name


class OrganizationType(models.TextChoices):
    """OParl `organizationType`, in words."""

    COUNCIL = "council", _("council")
    COMMITTEE = "committee", _("committee")
    DISTRICT = "district", _("district council")
    FACTION = "faction", _("faction")
    OFFICE = "office", _("administrative office")
    OTHER = "other", _("other")


class Organization(Slugged, Tracked, Publishable, Mirrored, Published):
    """A council, committee, district council, faction or office (Gremium, Fraktion)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="organizations", verbose_name=_("municipality"))
    type = models.CharField(_("type"), max_length=12, choices=OrganizationType.choices)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    classification = models.CharField(_("classification"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    statutory_members = models.PositiveSmallIntegerField(_("statutory number of members"), null=True, blank=True)
    # § 34 Abs. 3 GemO RLP: at least four full calendar days; other Länder differ.
    notice_days = models.PositiveSmallIntegerField(_("notice period in days"), default=4)
    start_date = models.DateField(_("exists since"), null=True, blank=True)
    end_date = models.DateField(_("existed until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    location = models.ForeignKey(
        "Location", models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("location")
    )

    ours: ClassVar[tuple[str, ...]] = (
        "slug",
        "statutory_members",
        "notice_days",
        "position",
        "colour",
        "audience",
        "visible_from",
    )
    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)
    organization_path: ClassVar[str] = "pk"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["position", "name"]
        constraints = [
            period("organization_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["body", "name"],
                condition=LIVING & LED_HERE,
                name="organization_name_is_unique_in_body",
                violation_error_message=_("This municipality already has an organization of this name."),
            ),
            known("audience", Audience, "organization"),
            known("type", OrganizationType, "organization"),
            not_itself("parent", "organization"),
            *mirrored("organization"),
        ]

    def __str__(self) -> str:
        return self.name

    def slug_source(self) -> str:
        return f"{self.name} {self.body.short_name or self.body.name}"


class Person(Slugged, Tracked, Publishable, Mirrored, Published):
    """Somebody who holds or held a seat or an office."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="people", verbose_name=_("municipality"))
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    title = models.CharField(_("title"), max_length=60, blank=True)
    form_of_address = models.CharField(_("form of address"), max_length=30, blank=True)
    affix = models.CharField(_("affix of the name"), max_length=60, blank=True)
    gender = models.CharField(_("gender"), max_length=20, blank=True)
    phone = models.CharField(_("public telephone"), max_length=60, blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    life = models.TextField(_("about this person"), blank=True)

    ours: ClassVar[tuple[str, ...]] = ("slug", "audience", "visible_from")
    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name"]
        constraints = [known("audience", Audience, "person"), *mirrored("person")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As it stands on the door: title, given and family name."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    def slug_source(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Membership(Tracked, Mirrored, Published):
    """A person's seat in an organization for a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=100, blank=True)
    voting_right = models.BooleanField(_("may vote"), default=True)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_memberships",
        verbose_name=_("on behalf of"),
    )

    visible_if_all: ClassVar[tuple[str, ...]] = ("person", "organization")
    body_path: ClassVar[str] = "organization__body"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            period("membership_ends_after_it_starts"),
            # The role belongs to it: a member and its chair are two memberships that may begin on the same day.
            models.UniqueConstraint(
                fields=["person", "organization", "role", "start_date"],
                condition=LIVING & LED_HERE & Q(start_date__isnull=False),
                name="membership_only_once",
                violation_error_message=_("This membership is already there."),
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "role"],
                condition=LIVING & LED_HERE & Q(start_date__isnull=True),
                name="membership_without_a_first_day_only_once",
                violation_error_message=_("This membership is already there."),
            ),
            *mirrored("membership"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role or self.organization}"


class MandateRole(models.TextChoices):
    """What somebody who signs in may do for a municipality or organization."""

    OFFICE = "office", _("council office")
    MEMBER = "member", _("member")
    DEPUTY = "deputy", _("deputy")


class Mandate(Tracked):
    """A right that a user holds for a time: the office of a body (or of one organization), or a seat in an organization."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates", verbose_name=_("user"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=MandateRole.choices)
    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates", verbose_name=_("municipality"))
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("organization"),
        help_text=_("Empty only for the office: all organizations of the municipality."),
    )
    deputizes_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("deputizes for")
    )
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"), null=True, blank=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            period("mandate_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(role="office") | Q(organization__isnull=False),
                name="only_the_office_has_no_organization",
                violation_error_message=_("Members and deputies need an organization."),
            ),
            models.CheckConstraint(
                condition=~Q(role="deputy") | Q(deputizes_for__isnull=False),
                name="a_deputy_deputizes_for_somebody",
                violation_error_message=_("Please say for whom this deputy stands in."),
            ),
            known("role", MandateRole, "mandate"),
            not_itself("deputizes_for", "mandate"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} ({self.organization or self.body})"


class Location(Tracked, Mirrored, Published):
    """Where a meeting is held."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="locations", verbose_name=_("municipality"))
    room = models.CharField(_("room"), max_length=200, blank=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    street_address = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    sub_locality = models.CharField(_("part of the town"), max_length=100, blank=True)
    locality = models.CharField(_("town"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude (degrees, WGS 84)"), null=True, blank=True)
    longitude = models.FloatField(_("longitude (degrees, WGS 84)"), null=True, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=300, blank=True)

    ours: ClassVar[tuple[str, ...]] = ("accessibility",)
    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["room"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="location_lies_on_earth",
                violation_error_message=_("Please give both: latitude (-90 to 90) and longitude (-180 to 180)."),
            ),
            *mirrored("location"),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.room or self.description, self.street_address) if part)
