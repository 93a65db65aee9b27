from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class CoreConfig(AppConfig):
    default = True  # this module holds another one
    name = "helpdesk.core"

    def ready(self):
        from . import among, checks  # noqa: F401


class StaticFiles(StaticFilesConfig):
    """Collects what our pages use; companions bring hundreds of files that they do not."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "flags", "treebeard", "ht*x-4*", "hx-*"]
