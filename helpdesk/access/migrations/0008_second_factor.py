from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_when_mail_comes_append_only")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="second_factor_at",
                field=models.DateTimeField(
                    editable=False, null=True, verbose_name="second factor since"
                ),
            )
            for model in ("historicaluser", "user")
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="second_factor",
                field=models.BooleanField(default=False, verbose_name="second factor required"),
            )
            for model in ("centre", "historicalcentre")
        ),
    ]
