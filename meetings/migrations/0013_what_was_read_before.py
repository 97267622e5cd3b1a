"""Documents whose pages are here have been read; until now nobody noted it."""

from django.db import migrations


def note(apps, schema_editor):
    pages = apps.get_model("meetings", "FilePage").objects.values("file")
    apps.get_model("meetings", "File").objects.filter(text_state="unread", pk__in=pages).update(text_state="read")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0012_own_documents_have_a_date")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
