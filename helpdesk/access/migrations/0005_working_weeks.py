from django.db import migrations, models

import helpdesk.core.codes
from helpdesk.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("access", "0004_append_only_again")]

    operations = [
        *(
            migrations.AddField(model, name, field)
            for model in ("centre", "historicalcentre")
            for name, field in (
                (
                    "working_days",
                    helpdesk.core.codes.CodesField(
                        help_text="Nothing chosen: as is usual in the country.",
                        verbose_name="working days",
                    ),
                ),
                (
                    "opens_at",
                    models.TimeField(
                        blank=True,
                        help_text="Empty: as is usual in the country.",
                        null=True,
                        verbose_name="opens at",
                    ),
                ),
                ("closes_at", models.TimeField(blank=True, null=True, verbose_name="closes at")),
                (
                    "closed_days",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text=(
                            "Besides public holidays. One day to a line, "
                            "for example 2027-03-12 Annual meeting."
                        ),
                        verbose_name="closed on",
                    ),
                ),
            )
        ),
        AppendOnly("access_historicalcentre"),
    ]
