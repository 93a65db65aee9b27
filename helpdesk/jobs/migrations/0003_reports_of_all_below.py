from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly


def of_template():
    return models.BooleanField(default=False, verbose_name="with all below it")


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_figures_of_reports_go")]

    operations = [
        migrations.AddField("report", "below", models.BooleanField(default=False)),
        migrations.AddField("reporttemplate", "below", of_template()),
        migrations.AddField("historicalreporttemplate", "below", of_template()),
        AppendOnly("jobs_historicalreporttemplate"),
    ]
