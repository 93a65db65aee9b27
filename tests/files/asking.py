"""Sending files to the desk and fetching them again, as a browser does."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def upload(name, content):
    """A file under its name as it was sent, whatever that is."""
    file = SimpleUploadedFile("a", content)
    file._name = name
    return file


def sent(browser, owner, *files, **answers):
    """Each file is (name, content)."""
    called = "case" if owner._meta.model_name == "case" else "client"
    path = reverse(f"add_{called}_files", args=[owner.code])
    said = {"kind": "other", "submission_id": uuid.uuid4(), **answers}
    return browser.post(path, {**said, "files": [upload(*file) for file in files]})


def fetched(browser, file):
    """The answer with the content, and the content."""
    answer = browser.get(reverse("open_file", args=[file.pk]), follow=True)
    return answer, answer.getvalue() if answer.streaming else b""
