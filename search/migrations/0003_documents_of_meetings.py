"""Documents of meetings and agenda items are found, too: a passage has a municipality and may have a meeting and no paper."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_constraints_and_history_of_links"),
        ("meetings", "0010_reading_has_another_name"),
    ]
    operations = [
        migrations.AddField(
            "passage",
            "body",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.body",
                verbose_name="municipality",
            ),
        ),
        migrations.AddField(
            "passage",
            "meeting",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passages",
                to="meetings.meeting",
                verbose_name="meeting",
            ),
        ),
        migrations.AlterField(
            "passage",
            "paper",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passages",
                to="motions.paper",
                verbose_name="paper",
            ),
        ),
    ]
