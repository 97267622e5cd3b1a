"""Papers and consultations that are there already get the time at which they last changed for the public."""

from importlib import import_module

from django.db import migrations

told = import_module("meetings.migrations.0008_what_the_public_was_told")


def forwards(apps, schema_editor):
    paper, consultation = (apps.get_model("motions", name) for name in ("Paper", "Consultation"))
    for model in (paper, consultation):
        told.tell(model)
    told.lift(paper, consultation, "paper")
    told.lift(paper, apps.get_model("meetings", "File"), "paper_links__paper")
    told.lift(paper, apps.get_model("meetings", "Location"), "papers")


class Migration(migrations.Migration):
    dependencies = [
        ("motions", "0006_what_mirrored_papers_say"),
        ("meetings", "0008_what_the_public_was_told"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True)]
