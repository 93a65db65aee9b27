from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0009_second_factor_append_only")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="closing_approved",
            field=models.BooleanField(default=False, verbose_name="closings are approved"),
        )
        for model in ("centre", "historicalcentre")
    ]
