import json
import os
import zipfile
from pathlib import Path

import pytest

from services import actions
from services.models import Partner, Service, ServiceAtLocation
from tests.services.hsds import assert_valid, every_page, lines, table

SAMPLE = Path(__file__).parent / "directory"
DATA = Path(os.environ.get("HSDS_DATA", Path(__file__).parents[3] / "shared/data/hsds"))
ILLINOIS = DATA / "legal-aid-illinois"
# What is new at each import by its nature: ids, and when something changed.
NEW = {"id", "last_modified", "updated"}
LISTS = ("services", "organizations", "taxonomy_terms", "service_at_locations")


@pytest.fixture
def published(browse, tmp_path):
    """`published(name)` writes what is published now into a folder, as anyone may fetch it."""

    def published(name, lists=("services",)):
        folder = tmp_path / name
        folder.mkdir()
        for address in lists:
            asked = {} if address.startswith("tax") else {"full": "true"}
            rows = lines(browse(), address, **asked)
            text = "".join(f"{json.dumps(row)}\n" for row in rows)
            (folder / f"{address}.ndjson").write_text(text)
        return folder

    return published


def content(folder):
    """What a folder says, apart from ids and times, in an order of its own."""
    return {
        path.name: sorted(map(_said, path.read_text().splitlines())) for path in folder.iterdir()
    }


def _said(line):
    return json.dumps(_without_ids(json.loads(line)), sort_keys=True)


def _without_ids(value):
    if isinstance(value, list):
        return sorted((_without_ids(one) for one in value), key=json.dumps)
    if not isinstance(value, dict):
        return value
    kept = {name: one for name, one in value.items() if name not in NEW and name[-3:] != "_id"}
    return {name: _without_ids(one) for name, one in sorted(kept.items())}


def leave(partners, by):
    """These partners no longer work with us: they are published no more."""
    for partner in partners:
        actions.change_partner(partner, by=by, version=partner.version, is_active=False)


def there_and_back(read_in, published, by, lists):
    """Publish, read that in as another directory, and publish only what came of it."""
    before = published("before", lists)
    first = list(Partner.objects.filter(is_active=True))
    said = read_in(before, source="another")
    leave(first, by)
    return before, published("after", lists), said


def test_an_imported_directory_comes_back_the_same(read_in, published, anil):
    read_in(SAMPLE)
    before, after, said = there_and_back(read_in, published, anil, ("services",))
    assert content(before) == content(after)
    assert table(said)["services"] == (2, 2, 0, 0, 0)
    guesses = ServiceAtLocation.objects.filter(stated=False, service__source="another")
    assert guesses.exists()


def test_a_service_with_everything_comes_back_the_same(read_in, published, anil, full_entry):
    before, after, _said = there_and_back(read_in, published, anil, LISTS)
    once = content(after)
    doubled = once.pop("taxonomy_terms.ndjson")  # lists of terms stay: now there are two
    was = content(before)
    assert set(doubled) == set(was.pop("taxonomy_terms.ndjson"))
    assert once == was
    copy = Service.objects.get(source="another")
    assert copy.sexes == full_entry.sexes
    assert [str(code) for code in copy.nationalities] == ["BD", "NP"]
    assert (copy.eligibility, copy.capacity, copy.kind) == (
        "Bring the contract.",
        "waiting_list",
        "legal",
    )
    assert copy.costs.get().amount == full_entry.costs.get().amount


def test_the_demo_countrys_directory_comes_back_the_same(read_in, published, demo_directory):
    admin = demo_directory.admin
    lists = ("services", "organizations")
    before = published("before", lists)
    first = list(Partner.objects.all())
    read_in(before, source="another", by=admin.email)
    leave(first, admin)
    assert content(before) == content(published("after", lists))


@pytest.mark.parametrize("lists", [("services",), LISTS])
def test_a_second_run_makes_and_changes_nothing(read_in, published, full_entry, lists):
    folder = published("folder", lists)
    first = table(read_in(folder, source="another"))["all"]
    again = table(read_in(folder, source="another"))["all"]
    assert first[0] == again[0]
    assert again[1:3] == (0, 0)
    assert again[3] == first[1] + first[2] + first[3]


def test_a_page_of_the_answer_and_a_zip_are_read_too(read_in, published, browse, tmp_path, anil):
    read_in(SAMPLE)
    page = tmp_path / "page.json"
    page.write_bytes(browse().get("/hsds/services?full=true").content)
    assert table(read_in(page, source="page"))["services"] == (2, 2, 0, 0, 0)
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        packed.write(page, "services.json")
    assert table(read_in(tmp_path / "packed.zip", source="page"))["services"] == (2, 0, 0, 2, 0)


@pytest.mark.skipif(
    not ILLINOIS.exists(), reason="the directory of legal aid in Illinois is absent"
)
def test_a_real_directory_is_published_whole_and_comes_back(read_in, published, browse, anil):
    read_in(ILLINOIS, country="US")
    active = Service.objects.active().count()
    entries, last = every_page(browse(), "services", 100)
    assert len({entry["id"] for entry in entries}) == len(entries) == last["total_items"] == active
    assert_valid("service_list", entries)
    lists = ("services", "organizations")
    before, after, _said = there_and_back(read_in, published, anil, lists)
    assert_valid("service", map(json.loads, (before / "services.ndjson").read_text().splitlines()))
    assert_valid(
        "organization", map(json.loads, (before / "organizations.ndjson").read_text().splitlines())
    )
    assert content(before) == content(after)
    again = table(read_in(before, source="another", country="US"))["all"]
    assert again[1:3] == (0, 0)
