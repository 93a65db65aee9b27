from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="gone_at",
            field=models.DateTimeField(editable=False, null=True),
        )
    ]
