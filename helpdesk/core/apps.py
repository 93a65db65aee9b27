from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class CoreConfig(AppConfig):
    name = "helpdesk.core"

    def ready(self):
        from . import checks  # noqa: F401


class StaticFiles(StaticFilesConfig):
    """Collects what our pages use; companions bring hundreds of files that they do not."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "flags", "treebeard", "ht*x-4*", "hx-*"]
