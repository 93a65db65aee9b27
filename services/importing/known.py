"""Which codes the desk knows, of those that a directory uses."""

from zoneinfo import available_timezones

from django_countries import countries

from helpdesk.clients.models import Client
from helpdesk.clients.models.journey import Stage


def known_code(field, code) -> bool:
    """Whether this field of ours may hold this code."""
    if field in ("country", "nationalities"):
        return code in countries
    if field == "time_zone":
        return code in available_timezones()
    codes = {"sexes": Client.Sex.values, "stages": Stage.values}
    return code in codes.get(field, ())
