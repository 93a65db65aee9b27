from tests.desk.conftest import fresh, officer  # noqa: F401
