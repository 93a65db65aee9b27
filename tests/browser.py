"""Chromium for pytest-playwright: `conftest.py` imports these fixtures."""

import os
import shutil

import pytest

QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def chromium() -> str:
    """The browser's path: CHROMIUM, else whichever is installed."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), MAC]
    for path in candidates:
        if path and os.access(path, os.X_OK):
            return path
    raise RuntimeError("No Chromium here: tests/install.sh says how to get it.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium, silent towards the Internet."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A plain English visitor; nothing is cached behind the server's back."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "service_workers": "block",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def page_at(browser, browser_context_args, live_server):
    """`page_at(360)`: a fresh visitor with a screen that wide; `language="ar"` speaks another.

    More options are the context's own, such as `java_script_enabled=False`.
    """
    contexts = []

    def open_page(width, *, language="en-GB", **more):
        screen = {"width": width, "height": 740 if width < 600 else 800}
        context = browser.new_context(
            **{
                **browser_context_args,
                "viewport": screen,
                "locale": language,
                "base_url": live_server.url,
                **more,
            }
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
