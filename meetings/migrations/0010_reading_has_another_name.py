"""The stage that reads documents is called `documents.text` now; its rows stay, so that `refresh_stages` knows all documents."""

from django.db import migrations

OLD, NEW = "meetings.file_text", "documents.text"


def rename(apps, schema_editor, old=OLD, new=NEW):
    apps.get_model("jobs", "Stage").objects.filter(name=old).update(name=new, digest="", done_digest="")


def rename_back(apps, schema_editor):
    rename(apps, schema_editor, old=NEW, new=OLD)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_how_documents_are_read"), ("jobs", "0003_changes")]
    operations = [migrations.RunPython(rename, rename_back)]
