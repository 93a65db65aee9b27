from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "helpdesk.desk"

    def ready(self):
        from helpdesk.jobs.kinds import Kind, add_kind

        from . import exporting
        from .importing import steps

        def to_batch(job):
            return reverse("batch", args=[job.about])

        for name, title, begin, ended in (
            (steps.CHECK, _("Checking a register"), steps.begin_check, steps.end_check),
            (steps.IMPORT, _("Importing a register"), steps.begin_import, steps.end_import),
            (steps.UNDO, _("Taking back an import"), steps.begin_undo, steps.end_undo),
        ):
            add_kind(Kind(name, title, begin, to_batch, ended))
        add_kind(
            Kind(
                exporting.KIND,
                _("Exporting a list"),
                exporting.begin_export,
                lambda job: reverse("exported", args=[job.about]),
                exporting.end_export,
            )
        )
