"""Every page in the reader's language, and in the time of where she works."""

import zoneinfo

from django.conf import settings
from django.utils import timezone, translation

from .sight import home_place
from .working_week import zone_of


def local_time_and_language(get_response):
    """Activate the user's language, if she chose one, and her centre's or partner's time zone."""

    def middleware(request):
        user = request.user
        if user.is_authenticated:
            if user.language in dict(settings.LANGUAGES):
                translation.activate(user.language)
                request.LANGUAGE_CODE = user.language
            if place := home_place(user):
                timezone.activate(zoneinfo.ZoneInfo(zone_of(place)))
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware
