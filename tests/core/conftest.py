import copy

import pytest

from helpdesk.access.models import User
from tests.core import hostile
from tests.world import make_world


@pytest.fixture(scope="module")
def made_world(taken_back):
    """A world that is made once for a module."""
    User.objects.system("door")  # made at the first log-in that fails
    return make_world()


@pytest.fixture
def world(made_world, db):
    """The module's world, with rows of one's own to hold: each test begins with what was made."""
    own = copy.copy(made_world)
    vars(own).update({name: copy.copy(row) for name, row in vars(made_world).items()})
    return own


@pytest.fixture
def browsers(world, sure):
    """One browser for each role of the world, just logged in, and the visitor's."""
    return {role: sure(person) for role, person in world.people.items()} | {"anonymous": sure()}


@pytest.fixture
def nothing_written():
    """`nothing_written()` at the end of a test: no table holds a row more or less than before."""
    before = {}

    def check():
        now = hostile.written()
        assert {table: now[table] for table in now if now[table] != before[table]} == {}

    def begin():
        before.update(hostile.written())
        return check

    return begin
