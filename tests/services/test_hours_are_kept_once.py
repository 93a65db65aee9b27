"""The same opening time of the same thing is kept once, on both engines."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from services.models import Hours, Location
from tests import make


@pytest.mark.parametrize("of", [("service",), ("location",), ("service", "location")])
def test_the_database_keeps_hours_once(himal, of):
    things = {
        "service": make.make_service(himal),
        "location": Location(partner=himal, name="Office"),
    }
    facts = {"weekday": 1, "opens_at": time(9), "closes_at": time(17)}
    Location.objects.bulk_create([things["location"]])
    facts |= {name: things[name] for name in of}
    Hours.objects.bulk_create([Hours(**facts)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Hours.objects.bulk_create([Hours(**facts)])
