"""The list of documents goes by their date: ours are of the day on which they were taken in, where nobody said otherwise."""

from django.db import migrations
from django.db.models.functions import TruncDate


def date_them(apps, schema_editor):
    rows = apps.get_model("meetings", "File").objects.filter(mirrored_from__isnull=True, date__isnull=True)
    rows.update(date=TruncDate("created"))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_documents_by_date")]
    operations = [migrations.RunPython(date_them, migrations.RunPython.noop)]
