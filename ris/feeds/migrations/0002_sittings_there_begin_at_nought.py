"""Sittings that are there already begin their count as they stand; the mark is that of ris/feeds/revising.py on this day."""

import hashlib
import json

from django.db import migrations

BATCH = 1000


def begin(apps, schema_editor):
    Meeting = apps.get_model("meetings", "Meeting")
    Revision = apps.get_model("feeds", "Revision")
    made = []
    for row in Meeting._base_manager.select_related("location").iterator(BATCH):
        made.append(Revision(meeting_id=row.pk, fingerprint=mark(row)))
        if len(made) == BATCH:
            Revision._base_manager.bulk_create(made)
            made = []
    Revision._base_manager.bulk_create(made)


def mark(row):
    place = None
    if row.location is not None:
        where = row.location
        town = " ".join(part for part in (where.postal_code, where.locality) if part)
        parts = (where.room or where.description, where.street_address, town)
        place = [", ".join(part for part in parts if part), where.latitude, where.longitude]
    times = [moment.timestamp() if moment else None for moment in (row.start, row.end)]
    return hashlib.sha256(json.dumps([times, place, row.state, row.cancelled]).encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("feeds", "0001_revisions_and_private_calendars")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
