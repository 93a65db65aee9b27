import ast
import gettext
from pathlib import Path

import pytest

from helpdesk.core.catalogues import BrokenTranslation, compile_catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path):
    po = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    return po


def test_what_is_translated_is_found(catalogue, tmp_path):
    catalogue.write_text(HEAD + 'msgid "Client"\nmsgstr "عميل"\n')
    assert compile_catalogues(tmp_path) == 1
    assert gettext.translation("django", tmp_path, ["ar"]).gettext("Client") == "عميل"


def test_a_guess_that_nobody_confirmed_is_not_used(catalogue, tmp_path):
    catalogue.write_text(HEAD + '#, fuzzy\nmsgid "Client"\nmsgstr "زبون"\n')
    compile_catalogues(tmp_path)
    assert gettext.translation("django", tmp_path, ["ar"]).gettext("Client") == "Client"


def test_the_second_time_costs_nothing(catalogue, tmp_path):
    catalogue.write_text(HEAD)
    compile_catalogues(tmp_path)
    assert compile_catalogues(tmp_path) == 0


def test_a_placeholder_that_is_not_in_the_original_is_refused(catalogue, tmp_path):
    catalogue.write_text(HEAD + '#, python-format\nmsgid "%(name)s"\nmsgstr "%(nom)s"\n')
    with pytest.raises(BrokenTranslation, match=r"django\.po:6"):
        compile_catalogues(tmp_path)
    assert not catalogue.with_suffix(".mo").exists()


def test_texts_are_marked_by_names_that_makemessages_knows():
    aliased = [
        (str(path), name.asname)
        for package in ("helpdesk", "referrals", "services")
        for path in Path(package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname not in (None, "_")
    ]
    assert aliased == []
