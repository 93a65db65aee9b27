import pytest

from helpdesk.audit.models import Entry
from helpdesk.jobs.models import SavedFilter


@pytest.fixture
def officer(browse, sarita):
    return browse(sarita)


@pytest.fixture
def save(officer):
    def save(
        name="Late returns", query="list=team&stage=return&due=overdue&after=x&q=Maya", **more
    ):
        return officer.post("/lists/save/", {"name": name, "query": query, **more})

    return save


def links(browser):
    return [(saved.name, saved.query) for saved in browser.get("/").context["desk"].saved]


def test_a_list_is_saved_as_its_address_says_and_nothing_more(save, officer):
    answer = save()
    assert answer.url == "/?list=team&stage=return&due=overdue"
    assert links(officer) == [("Late returns", "list=team&stage=return&due=overdue")]
    assert 'href="?list=team&amp;stage=return&amp;due=overdue"' in officer.get("/").content.decode()
    assert Entry.objects.latest("id").verb == "saved"


def test_it_is_ones_own_until_it_is_shared(save, browse, dipesh, pasang):
    save()
    assert links(browse(dipesh)) == []
    save("For all", share="on")
    assert [name for name, _query in links(browse(dipesh))] == ["For all"]
    assert links(browse(pasang)) == []


def test_two_of_a_name_are_refused_in_words(save, officer):
    save()
    page = officer.get(save().url).content.decode()
    assert "You have a list of this name already" in page
    assert len(links(officer)) == 1


def test_it_needs_a_name(save, officer):
    page = officer.get(save(name="").url).content.decode()
    assert "Give the list a name" in page


@pytest.mark.parametrize(
    ("who", "status"), [("sarita", 302), ("bimala", 302), ("dipesh", 403), ("pasang", 404)]
)
def test_who_may_remove_a_shared_list(who, status, save, browse, request):
    save(share="on")
    saved = SavedFilter.objects.get()
    browser = browse(request.getfixturevalue(who))
    assert browser.post(f"/lists/{saved.pk}/remove/").status_code == status
    saved.refresh_from_db()
    assert saved.is_gone is (status == 302)


def test_a_removed_lists_name_is_free_again(save, officer):
    save()
    officer.post(f"/lists/{SavedFilter.objects.get().pk}/remove/")
    assert Entry.objects.latest("id").verb == "removed"
    save()
    assert len(links(officer)) == 1
