"""The list of documents is turned by their date."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0010_reading_has_another_name'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='file',
            index=models.Index(fields=['date', 'id'], name='file_by_date'),
        ),
    ]
