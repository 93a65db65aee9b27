"""What must be true of the settings before anyone is served."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def the_clock_is_real(app_configs, **kwargs):
    """CLOCK_FILE shifts the time for tests and the tour, never in production."""
    if settings.CLOCK_FILE:
        return [Error("CLOCK_FILE is set: times in the trail would not be true.", id="core.E001")]
    return []


@register(Tags.security)
def a_log_in_ends(app_configs, **kwargs):
    """Idle for 15 to 30 minutes, twelve hours in all: SESSION_IDLE_MINUTES and its neighbour."""
    found = []
    if not 15 <= settings.SESSION_IDLE_MINUTES <= 30:
        found.append(Error("SESSION_IDLE_MINUTES must be 15 to 30.", id="core.E003"))
    if not 0 < settings.SESSION_COOKIE_AGE <= 12 * 3600:
        found.append(Error("SESSION_ABSOLUTE_SECONDS must be 43200 at most.", id="core.E004"))
    return found


@register(Tags.security)
def actions_hold_the_transactions(app_configs, **kwargs):
    """A refusal is recorded after the rollback; ATOMIC_REQUESTS would roll that back too."""
    if any(db.get("ATOMIC_REQUESTS") for db in settings.DATABASES.values()):
        return [
            Error("ATOMIC_REQUESTS must stay off: actions are the transactions.", id="core.E002")
        ]
    return []
