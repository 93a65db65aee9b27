"""How long what the directory says may be believed."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.core.clock import now, today


def checked_since() -> date:
    """What was verified before this day is to be checked again."""
    return today() - timedelta(days=settings.VERIFY_DAYS)


def due_on(verified_on: date) -> date:
    """The day after which something verified then is to be checked again."""
    return verified_on + timedelta(days=settings.VERIFY_DAYS)


def is_old(moment: datetime | None) -> bool:
    """A capacity said at that moment may be different by now."""
    return moment is not None and now() - moment > timedelta(days=settings.CAPACITY_DAYS)


def said_at(moment: datetime | None) -> str:
    """When a capacity was said; with a warning once it is old."""
    if moment is None:
        return ""
    if not is_old(moment):
        return _("said on %(day)s") % {"day": date_format(localtime(moment), "j M Y")}
    days = (now() - moment).days
    return ngettext(
        "said %(n)d day ago, may have changed", "said %(n)d days ago, may have changed", days
    ) % {"n": days}
