import pytest

from helpdesk.access.models import User
from tests.core import hostile
from tests.world import make_world


@pytest.fixture
def world(db):
    User.objects.system("door")  # made at the first log-in that fails
    return make_world()


@pytest.fixture
def browsers(world, browse):
    """One browser for each role of the world, and the visitor's."""
    return {role: browse(person) for role, person in world.people.items()} | {"anonymous": browse()}


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
