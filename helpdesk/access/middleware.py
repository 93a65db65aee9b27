"""Every page in the reader's language, and in her centre's time."""

import zoneinfo

from django.conf import settings
from django.utils import timezone, translation

from .sight import home_centre


def local_time_and_language(get_response):
    """Activate the user's language (if she chose one) and the time zone of her first centre."""

    def middleware(request):
        user = request.user
        if user.is_authenticated:
            if user.language in dict(settings.LANGUAGES):
                translation.activate(user.language)
                request.LANGUAGE_CODE = user.language
            if centre := home_centre(user):
                timezone.activate(zoneinfo.ZoneInfo(centre.time_zone))
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware
