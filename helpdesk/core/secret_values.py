"""Where secrets come from: the environment, a file that it names, or (on one PC) var/keys."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def new_key() -> str:
    """32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def new_secret_key() -> str:
    """What Django signs with: longer than a key, as its own check asks for."""
    return secrets.token_urlsafe(64)


def new_key_ring() -> str:
    """A key ring with one key: `1:<base64>`. The highest number seals, all of them open."""
    return f"1:{new_key()}"


def read_secret(name: str, keys_dir: Path | None, make: Callable[[], str] = new_key) -> str:
    """The secret called `name`: from NAME, from the file in NAME_FILE, else from `keys_dir`.

    On one PC (`keys_dir` given) it is made at first use, readable by its owner alone.
    Raises ImproperlyConfigured where it is missing and may not be made.
    """
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    if keys_dir is None:
        raise ImproperlyConfigured(
            f"Set {name}, or {name}_FILE to the path of a file that holds it."
        )
    return _kept_in(keys_dir / name.lower(), make)


def _kept_in(path: Path, make: Callable[[], str]) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(fresh, path)  # whole or not at all, and the first process wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
