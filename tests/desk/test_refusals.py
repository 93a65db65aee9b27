"""What someone tried and may not do is recorded, after the rollback."""

from helpdesk.audit.models import Entry


def test_a_page_for_others_is_an_entry(browse, sarita):
    browse(sarita).get("/trail/")
    entry = Entry.objects.get(verb="refused")
    assert (entry.by, entry.detail["path"]) == (sarita, "/trail/")


def test_a_rule_that_says_no_in_a_form_is_an_entry_too(browse, anil, kathmandu):
    said = {
        "below": kathmandu.pk,
        "name": "Twin",
        "code": "KTM",
        "kind": "desk",
        "country": "NP",
        "time_zone": "UTC",
    }
    assert browse(anil).post("/admin/centres/open/", said).status_code == 409
    assert Entry.objects.get(verb="refused").detail["path"] == "/admin/centres/open/"


def test_a_visitor_who_is_sent_to_log_in_is_none(browse, sarita):
    browse().get("/trail/")
    assert not Entry.objects.filter(verb="refused").exists()
