"""A passage always has a municipality, and is of a paper or of a document."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0013_what_was_read_before'),
        ('motions', '0007_what_the_public_was_told'),
        ('search', '0004_passages_know_their_municipality'),
    ]

    operations = [
        migrations.AlterField(
            model_name='passage',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.body', verbose_name='municipality'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meeting__isnull', True), ('paper__isnull', False)), models.Q(('file__isnull', False), ('paper__isnull', True)), _connector='OR'), name='passage_is_of_a_paper_or_of_a_file'),
        ),
    ]
