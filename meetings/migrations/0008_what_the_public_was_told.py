"""Rows that are there already get the time at which they last changed for the public, and whether it sees them.

What is closed only by what it hangs on is found by the standing stage `meetings.still_public` within the hour.
"""

from django.db import migrations
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

KINDS = ("Body", "LegislativeTerm", "Organization", "Person", "Membership", "Location", "File", "Meeting", "AgendaItem")


def tell(model):
    known = model.objects.filter(first_public_at__isnull=False, public_modified__isnull=True)
    known.update(public_modified=Coalesce("deleted_at", "modified"))
    gone = Q(deleted_at__isnull=False) | Q(vanished_at__isnull=False)
    if any(field.name == "audience" for field in model._meta.fields):
        gone |= ~Q(audience="public")
    model.objects.filter(first_public_at__isnull=False).exclude(gone).update(public_now=True)


def lift(parent, child, path):
    """No object is older than what is embedded in it."""
    newest = child.objects.filter(**{path: OuterRef("pk")}, public_now=True).order_by().values(path)
    newest = newest.annotate(newest=Max("public_modified")).values("newest")
    parent.objects.filter(public_now=True).update(
        public_modified=Greatest(F("public_modified"), Coalesce(Subquery(newest), F("public_modified")))
    )


def forwards(apps, schema_editor):
    models = {name: apps.get_model("meetings", name) for name in KINDS}
    for model in models.values():
        tell(model)
    for parent, child, path in (
        ("Body", "LegislativeTerm", "body"),
        ("Organization", "Location", "organizations"),
        ("Person", "Membership", "person"),
        ("AgendaItem", "File", "item_links__item"),
        ("Meeting", "AgendaItem", "meeting"),
        ("Meeting", "File", "meeting_links__meeting"),
        ("Meeting", "File", "invitation_of"),
        ("Meeting", "File", "minutes_of"),
        ("Meeting", "Location", "meetings"),
    ):
        lift(models[parent], models[child], path)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_mirrored_cities_and_more_documents")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True)]
