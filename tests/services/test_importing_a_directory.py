import csv
import shutil
from datetime import time
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import IntegrityError

from helpdesk.audit.chain import link_entries
from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from services.importing import DirectoryImport, Package
from services.models import Agreement, Hours, Location, Partner, Service, ServiceAtLocation
from tests import make
from tests.services.hsds import table

DIRECTORY = Path(__file__).parent / "directory"


@pytest.fixture
def directory(tmp_path):
    """The small invented directory, in a folder that a test may spoil."""
    return Path(shutil.copytree(DIRECTORY, tmp_path / "lantern"))


def rewrite(directory, name, change):
    """Change the text of one file of the directory."""
    path = directory / f"{name}.csv"
    path.write_text(change(path.read_text()))


def test_every_row_is_accounted_for(read_in):
    assert table(read_in(DIRECTORY)) == {
        "organizations": (5, 2, 0, 0, 3),
        "services": (5, 3, 0, 0, 2),
        "locations": (4, 3, 0, 0, 1),
        "services_at_location": (2, 1, 0, 0, 1),
        "regular_schedules": (9, 4, 0, 0, 5),
        "phones": (8, 3, 0, 0, 5),
        "postal_addresses": (3, 2, 0, 0, 1),
        "contacts": (1, 0, 0, 0, 1),
        "all": (37, 18, 0, 0, 19),
    }


def test_a_second_run_makes_and_changes_nothing(read_in):
    read_in(DIRECTORY)
    entries = Entry.objects.count()
    counts = table(read_in(DIRECTORY))
    assert counts["all"] == (37, 0, 0, 18, 19)
    assert Entry.objects.count() == entries


def test_each_skipped_row_says_why(read_in):
    said = read_in(DIRECTORY, verbose=True)
    for line in (
        "organizations.csv line 4: skipped: has no name",
        "organizations.csv line 5: skipped: has no id",
        "organizations.csv line 6: skipped: id org-1 stands twice in the file",
        "services.csv line 5: skipped: organization org-9 is not in the file",
        "services.csv line 6: skipped: organization org-3 was itself skipped",
        "services_at_location.csv line 3: skipped: location loc-9 is not in the file",
        "regular_schedules.csv line 4: skipped: closed that day: no times are given",
        'regular_schedules.csv line 5: skipped: "Someday" is no day of the week',
        'regular_schedules.csv line 6: skipped: "noon" is no time of day',
        "regular_schedules.csv line 10: skipped: the same day and opening stand twice",
        "phones.csv line 4: skipped: its owner has this number already",
        "phones.csv line 6: skipped: has no number",
        "phones.csv line 7: skipped: belongs to nothing that is imported",
        "postal_addresses.csv line 3: skipped: its owner has an address already",
        "contacts.csv line 2: skipped: nothing of this file is kept at the desk",
    ):
        assert line in said


def test_reasons_are_grouped_with_their_counts(read_in):
    said = read_in(DIRECTORY)
    assert "1  services: organization … is not in the file" in said
    assert "org-9" not in said


def test_what_is_made_carries_what_the_file_says(read_in):
    read_in(DIRECTORY)
    lantern = Partner.objects.get(source="directory", external_id="org-1")
    assert (lantern.name, lantern.local_name, lantern.country) == (
        "Lantern Law Office",
        "मशाल कानून",
        "NP",
    )
    assert (lantern.email, lantern.url) == ("desk@lantern.example", "https://lantern.example/")
    assert lantern.phone == "01-555 0101; 01-555 0102 ext. 7"
    assert lantern.address == "1 Lamp Street, Hillside, 100"
    wages = lantern.services.get(external_id="svc-1")
    assert (wages.kind, wages.fees, wages.phone) == ("legal", "Free", "01-555 0103")
    assert wages.description == "Help with unpaid wages.\n\nWalk in."
    assert not lantern.services.get(external_id="svc-2").is_active


def test_invalid_addresses_are_kept_out_and_said(read_in):
    said = read_in(DIRECTORY, verbose=True)
    harbour = Partner.objects.get(external_id="org-2")
    assert (harbour.email, harbour.url) == ("", "")
    assert (
        "organizations.csv line 3: left out: email is not valid, kept out: not an address" in said
    )
    assert (
        "organizations.csv line 3: left out: url is not valid, kept out: www.harbour.example"
        in said
    )
    assert "locations.csv line 3: left out: latitude is no such number, kept out: north" in said
    assert "left out: country is none that we know, kept out: Atlantis" in said


def test_hours_are_read_in_several_spellings(read_in):
    read_in(DIRECTORY)
    hill = Location.objects.get(external_id="loc-1")
    assert [
        (h.weekday, h.opens_at, h.closes_at, h.service_id) for h in hill.hours.order_by("weekday")
    ] == [
        (1, time(9), time(17), None),
        (2, time(9), time(17, 30), None),
        (5, time(10), time(12), Service.objects.get(external_id="svc-1").pk),
    ]


def test_hours_that_close_before_they_open_are_kept_and_pointed_out(read_in):
    said = read_in(DIRECTORY, verbose=True)
    assert Hours.objects.get(location__external_id="loc-3").ends_next_day
    assert "closes before it opens, kept as it stands: please check: Saturday 10:00 to 4:00" in said


def test_what_the_file_does_not_tie_is_tied_by_partner_and_marked(read_in):
    read_in(DIRECTORY)
    ties = ServiceAtLocation.objects.values_list(
        "service__external_id", "location__external_id", "stated"
    )
    assert sorted(ties) == [
        ("svc-1", "loc-1", True),
        ("svc-1", "loc-2", False),  # nothing is said of the river office
        ("svc-2", "loc-1", False),
        ("svc-2", "loc-2", False),
        ("svc-3", "loc-3", False),
    ]


def test_a_tie_that_a_newer_file_states_is_no_longer_a_guess(read_in, directory):
    read_in(directory)
    rewrite(directory, "services_at_location", lambda text: text + "sal-3,svc-3,loc-3\n")
    assert table(read_in(directory))["services_at_location"] == (3, 0, 1, 1, 1)
    assert ServiceAtLocation.objects.get(service__external_id="svc-3").stated


def test_a_newer_file_changes_only_what_differs(read_in, directory):
    read_in(directory)
    rewrite(
        directory,
        "organizations",
        lambda text: text.replace("Lantern Law Office", "Lantern Law House"),
    )
    rewrite(
        directory, "regular_schedules", lambda text: text.replace("9:00,17:00", "9:00,16:00", 1)
    )
    counts = table(read_in(directory))
    assert counts["organizations"] == (5, 0, 1, 1, 3)
    assert counts["regular_schedules"] == (9, 0, 1, 3, 5)
    assert counts["all"][1:3] == (0, 2)
    assert Partner.objects.get(external_id="org-1").name == "Lantern Law House"


def test_hours_that_a_newer_file_no_longer_lists_are_dropped(read_in, directory):
    read_in(directory)
    rewrite(
        directory,
        "regular_schedules",
        lambda text: text.replace(",loc-1,,Tue,9:00 AM,5:30 PM\n", ""),
    )
    assert "1 opening times are no longer in the file and were dropped." in read_in(directory)
    assert not Hours.objects.filter(location__external_id="loc-1", weekday=2).exists()


def test_what_the_file_leaves_blank_stays(read_in, directory):
    read_in(directory)
    Partner.objects.filter(external_id="org-2").update(email="talk@harbour.example")
    read_in(directory)
    assert Partner.objects.get(external_id="org-2").email == "talk@harbour.example"


def test_a_service_is_not_moved_to_another_organisation_by_a_file(read_in, directory):
    read_in(directory)
    rewrite(directory, "services", lambda text: text.replace("svc-3,org-2", "svc-3,org-1"))
    assert "now names another organization, …: move it by hand" in read_in(directory)
    assert Service.objects.get(external_id="svc-3").partner.external_id == "org-2"


def test_every_change_has_its_entry_and_the_trail_verifies(read_in, anil):
    read_in(DIRECTORY)
    wages = Service.objects.get(external_id="svc-1")
    assert set(Entry.objects.about(wages).values_list("verb", "by")) == {
        ("made", anil.pk),
        ("changed", anil.pk),
        ("tied", anil.pk),
    }
    link_entries()
    assert verify().is_clean


class Stumbling(DirectoryImport):
    """An import whose database fails once, after the row was written."""

    def service(self, row):
        outcome = super().service(row)
        if row["id"] == "svc-1":
            raise IntegrityError("the disk is full")
        return outcome


def test_one_bad_row_costs_only_itself(anil):
    package = Package(DIRECTORY)
    report = Stumbling(package, by=anil, source="lantern", country="NP", kind="legal").run()
    assert report.counts["services"] == {"read": 5, "made": 2, "skipped": 3}
    assert report.counts["locations"]["made"] == 3
    assert report.reasons["services", "could not be saved: …"] == 1
    assert sorted(Service.objects.values_list("external_id", flat=True)) == ["svc-2", "svc-3"]


def test_a_row_with_too_many_cells_is_skipped(read_in, directory):
    rewrite(directory, "locations", lambda text: text + "loc-7,org-1,Ridge office,,,surplus\n")
    assert "has more cells than its heading" in read_in(directory)
    assert not Location.objects.filter(external_id="loc-7").exists()


def test_a_zip_is_read_like_its_folder(read_in, directory, tmp_path):
    read_in(directory)
    packed = shutil.make_archive(tmp_path / "packed", "zip", root_dir=tmp_path, base_dir="lantern")
    assert table(read_in(packed, source="lantern"))["all"] == (37, 0, 0, 18, 19)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_in_other_encodings_are_read(read_in, directory, encoding):
    path = directory / "organizations.csv"
    path.write_bytes(path.read_text().encode(encoding))
    read_in(directory)
    assert Partner.objects.get(external_id="org-1").local_name == "मशाल कानून"


def test_latin_1_is_read_too(read_in, directory):
    path = directory / "locations.csv"
    path.write_bytes(path.read_text().replace("Hill office", "Café").encode("latin-1"))
    read_in(directory)
    assert Location.objects.get(external_id="loc-1").name == "Café"


def test_a_missing_file_is_named(read_in, directory):
    (directory / "phones.csv").unlink()
    assert "phones.csv" in read_in(directory).split("Not in the package:")[1]


def test_a_missing_column_is_named(read_in, directory):
    rewrite(directory, "services", lambda text: text.replace("organization_id", "org"))
    with pytest.raises(
        CommandError, match=r"services\.csv has no column organization_id; it has id, org, name"
    ):
        read_in(directory)


def test_without_organisations_nothing_is_read(read_in, directory):
    (directory / "organizations.csv").unlink()
    with pytest.raises(CommandError, match=r"no organizations\.csv"):
        read_in(directory)
    assert not Partner.objects.exists()


def test_only_an_administrator_may(read_in, sarita):
    with pytest.raises(CommandError, match="is no administrator"):
        read_in(DIRECTORY, by=sarita.email)
    with pytest.raises(CommandError, match="Nobody logs in as"):
        read_in(DIRECTORY, by="nobody@desk.test")
    assert not Partner.objects.exists()


def test_the_report_lists_every_skipped_row(read_in, tmp_path):
    read_in(DIRECTORY, report=str(tmp_path / "report.csv"))
    rows = list(csv.DictReader((tmp_path / "report.csv").read_text().splitlines()))
    assert sum(row["outcome"] == "skipped" for row in rows) == 19


def test_two_directories_may_use_the_same_ids(read_in):
    read_in(DIRECTORY)
    assert table(read_in(DIRECTORY, source="another"))["organizations"] == (5, 2, 0, 0, 3)


def test_an_imported_service_may_be_referred_to_once_its_partner_has_an_agreement(
    read_in, kathmandu
):
    read_in(DIRECTORY)
    talk = Service.objects.get(external_id="svc-3")
    asked = {"partner": talk.partner, "kind": talk.kind, "centre_path": kathmandu.path}
    assert not Agreement.objects.covering(**asked).exists()
    make.make_agreement(talk.partner, kathmandu)
    assert Agreement.objects.covering(**asked).exists()
