from helpdesk.audit.models import Entry


def test_she_corrects_her_name_and_chooses_her_language(browse, sarita):
    browse(sarita).post("/account/me/", {"name": "Sarita Gurung Rai", "language": "ar"})
    sarita.refresh_from_db()
    assert (sarita.name, sarita.language) == ("Sarita Gurung Rai", "ar")
    assert Entry.objects.filter(verb="changed", by=sarita, key=sarita.pk).exists()


def test_nothing_changed_is_no_entry(browse, sarita):
    browse(sarita).post("/account/me/", {"name": sarita.name, "language": ""})
    assert not Entry.objects.filter(verb="changed").exists()


def test_the_desk_speaks_the_language_of_the_account(browse, sarita):
    browser = browse(sarita)
    browser.post("/account/language/", {"language": "ar", "next": "/account/me/"})
    assert '<html lang="ar" dir="rtl">' in browser.get("/account/me/").content.decode()
    sarita.refresh_from_db()
    assert sarita.language == "ar"


def test_a_visitor_chooses_a_language_too(browse, sarita):
    browser = browse()
    answer = browser.post("/account/language/", {"language": "ar", "next": "/account/login/"})
    assert answer.headers["Location"] == "/account/login/"
    assert '<html lang="ar" dir="rtl">' in browser.get("/account/login/").content.decode()


def test_the_way_back_never_leaves_the_site(browse, sarita):
    answer = browse().post("/account/language/", {"language": "ar", "next": "https://evil.test/"})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(browse, sarita):
    browse(sarita).post("/account/language/", {"language": "xx"})
    sarita.refresh_from_db()
    assert sarita.language == ""


def test_a_get_changes_no_language(browse, sarita):
    assert browse(sarita).get("/account/language/?language=ar").status_code == 405
