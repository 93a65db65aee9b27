"""The time zone in which a country mostly lives."""

from functools import lru_cache
from importlib.resources import files

# Where the tz database lists another place first than the one in which most people live.
MOSTLY = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
}


def main_zone(country: str) -> str:
    """The zone of a country (ISO 3166, two letters): EC → America/Guayaquil; "" where unknown."""
    return MOSTLY.get(country) or _first_listed().get(country, "")


@lru_cache(maxsize=1)
def _first_listed() -> dict[str, str]:
    """Country → the first of its zones in the tz database's zone.tab."""
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    first: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            country, _where, zone = line.split("\t")[:3]
            first.setdefault(country, zone)
    return first
