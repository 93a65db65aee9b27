from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="gone_at",
            field=models.DateTimeField(editable=False, null=True),
        )
    ]
