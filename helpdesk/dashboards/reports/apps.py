from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "helpdesk.dashboards.reports"

    def ready(self):
        from helpdesk.jobs.kinds import Kind, add_kind

        from . import steps

        def to_report(job):
            return reverse("report", args=[job.about])

        add_kind(Kind(steps.KIND, _("Counting a report"), steps.begin, to_report, steps.ended))
