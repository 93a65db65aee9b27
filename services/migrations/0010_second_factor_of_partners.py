from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0009_append_only_details")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="second_factor",
            field=models.BooleanField(default=False, verbose_name="second factor required"),
        )
        for model in ("historicalpartner", "partner")
    ]
