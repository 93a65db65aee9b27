"""The product's settings, and one page more: the floor. Used by the bench's server alone."""

from helpdesk.settings import *  # noqa: F403
from helpdesk.settings import ALLOWED_HOSTS, BASE_DIR, MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.floor.count_sql", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "bench" / "templates"]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]  # plans are asked for without a server
