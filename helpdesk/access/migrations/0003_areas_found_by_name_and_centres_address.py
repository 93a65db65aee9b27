from django.db import migrations, models

import helpdesk.access.areas.folding
from helpdesk.access.areas.folding import folded


def fold_names(apps, schema_editor):
    """Areas that are there already are found too."""
    Area = apps.get_model("access", "Area")
    rows = list(Area.objects.all())
    for row in rows:
        row.folded = folded(row.name, row.local_name)
    Area.objects.bulk_update(rows, ["folded"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_append_only")]

    operations = [
        migrations.AddField(
            "area", "folded", helpdesk.access.areas.folding.FoldedNames(),
        ),
        *(
            migrations.AddField(model, name, field)
            for model in ("centre", "historicalcentre")
            for name, field in (
                (
                    "address",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="address"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="phone"),
                ),
            )
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
