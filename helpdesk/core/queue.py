"""Where tasks wait for the worker: in Redis, or (on one PC) in a folder."""

from pathlib import Path


def broker(redis_url: str, folder: Path) -> tuple[str, dict[str, object]]:
    """Celery's broker and its transport's options. Without `redis_url`, `folder` is made ready."""
    return (redis_url, _redis()) if redis_url else ("filesystem://localhost", _folder(folder))


def _redis() -> dict[str, object]:
    return {
        "visibility_timeout": 3600,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,  # Redis away: the beat's sweep delivers
    }


def _folder(folder: Path) -> dict[str, object]:
    for box in ("in", "processed", "control"):
        (folder / box).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder / "in"),
        "data_folder_out": str(folder / "in"),
        "processed_folder": str(folder / "processed"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
        "polling_interval": 0.5,
    }
