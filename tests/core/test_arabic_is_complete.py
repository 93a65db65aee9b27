"""Every sentence of the product has its Arabic: in the catalogue, and none is missing from it."""

import os
import shutil
import subprocess
import sys

from babel.messages.pofile import read_po

from tests.servers import ROOT

SOURCES = ("helpdesk", "referrals", "services", "templates", "locale", "manage.py")


def test_every_sentence_has_its_arabic(tmp_path):
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    collect = [sys.executable, "manage.py", "makemessages", "--locale", "ar", "--no-obsolete"]
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var")}
    done = subprocess.run(collect, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "locale/ar/LC_MESSAGES/django.po").open("rb") as file:
        missing = [message.id for message in read_po(file, locale="ar") if _is_missing(message)]
    assert missing == []


def _is_missing(message):
    if not message.id:
        return False
    said = message.string if isinstance(message.string, tuple) else [message.string]
    return message.fuzzy or not all(said)
