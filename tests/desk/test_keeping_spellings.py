import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.clients.models import NameAlias


@pytest.fixture
def administrator(browse, anil):
    NameAlias.objects.all().delete()
    return browse(anil)


def add(browser, spellings):
    return browser.post("/spellings/", {"spellings": spellings, "submission_id": uuid.uuid4()})


def test_adding_and_removing(administrator, anil):
    assert add(administrator, " Diallo ,Jallow, Diallo").url == "/spellings/"
    alias = NameAlias.objects.get()
    assert alias.spellings == "Diallo, Jallow"
    assert "Diallo, Jallow" in administrator.get("/spellings/").content.decode()
    assert administrator.post(f"/spellings/{alias.pk}/remove/").status_code == 302
    assert not NameAlias.objects.exists()
    verbs = Entry.objects.filter(label="clients.namealias").order_by("pk")
    assert [(entry.verb, entry.by, entry.detail) for entry in verbs] == [
        (verb, anil, {"spellings": "Diallo, Jallow"})
        for verb in ("added_spellings", "removed_spellings")
    ]


@pytest.mark.parametrize("spellings", ["Diallo", "Diallo, diallo", ", ,"])
def test_one_spelling_is_not_enough(administrator, spellings):
    answer = add(administrator, spellings)
    assert answer.status_code == 409
    assert "two spellings or more" in answer.content.decode()


def test_twice_the_same_is_refused(administrator):
    add(administrator, "Diallo, Jallow")
    assert add(administrator, "Diallo, Jallow").status_code == 409


@pytest.mark.parametrize("who", ["sarita", "bimala", "nirmala", "roshan", "stranger"])
def test_only_an_administrator_keeps_them(who, cast, administrator):
    assert add(cast[who], "Diallo, Jallow").status_code == 403
    assert not NameAlias.objects.exists()
