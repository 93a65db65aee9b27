"""A disk that runs full stops the desk: files are refused while there is still room for words."""

import shutil

from django.conf import settings
from django.utils.translation import gettext as _

from ..refusal import Refused


def demand_room(size: int) -> None:
    """Refuse `size` more bytes where less than FILES_KEEP_FREE would stay free afterwards."""
    if shutil.disk_usage(settings.VAR).free - size < settings.FILES_KEEP_FREE:
        raise Refused(
            _("The disk is nearly full: no files can be added. Please tell an administrator."),
            code="disk_full",
            field="files",
        )
