"""What is there belongs to papers; documents of meetings are noted, so that the index takes them in."""

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery


def fill(apps, schema_editor):
    papers = apps.get_model("motions", "Paper").objects.filter(pk=OuterRef("paper"))
    apps.get_model("search", "Passage").objects.update(body=Subquery(papers.values("body")[:1]))
    hanging = Q(invitation_of__isnull=False) | Q(minutes_of__isnull=False)
    files = apps.get_model("meetings", "File").objects.filter(hanging).distinct().values_list("pk", flat=True)
    outbox = apps.get_model("jobs", "Outbox")
    outbox.objects.bulk_create([outbox(label="meetings.File", object_id=key) for key in files], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_documents_of_meetings"), ("jobs", "0003_changes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
