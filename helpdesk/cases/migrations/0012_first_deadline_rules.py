from django.db import migrations

from helpdesk.cases.first_rules import TO_BEGIN_WITH


def begin(apps, schema_editor):
    Rule = apps.get_model("cases", "DeadlineRule")
    for rule in TO_BEGIN_WITH:
        Rule.objects.create(**rule)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_append_only_matters")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
