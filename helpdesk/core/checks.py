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
def actions_hold_the_transactions(app_configs, **kwargs):
    """A refusal is recorded after the rollback; ATOMIC_REQUESTS would roll that back too."""
    if any(db.get("ATOMIC_REQUESTS") for db in settings.DATABASES.values()):
        return [
            Error("ATOMIC_REQUESTS must stay off: actions are the transactions.", id="core.E002")
        ]
    return []
