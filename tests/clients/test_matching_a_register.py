import csv

import pytest
from django.core.management import CommandError, call_command

from helpdesk.audit.models import Entry
from tests import make

ROWS = """id,name,birth,sex,phone
1,Sita Thapa,1990-05-12,f,9841552310
2,Thapa Seeta,12/05/1990,F,+977 9841552310
3,Gita Thapa,1988,f,9841552310
4,Maya Tamang,,f,
"""


@pytest.fixture
def match(tmp_path):
    def match(text, *options):
        register, out = tmp_path / "register.csv", tmp_path / "pairs.csv"
        register.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("match_register", str(register), "--out", str(out), *options, verbosity=0)
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return match


def test_only_pairs_worth_a_look_are_written(match, db):
    [pair] = match(ROWS)
    assert (pair["left"], pair["right"]) == ("1", "2")
    assert 0.9 < float(pair["score"]) <= 1
    assert pair["reasons"] == "Same name; Same date of birth; Same phone"


@pytest.mark.parametrize("head", ["id;name;birth", "ID\tName\tBirth"])
def test_other_marks_between_columns_are_read(match, db, head):
    mark = ";" if ";" in head else "\t"
    rows = [head, mark.join(["a", "Sita Thapa", "1990"]), mark.join(["b", "Sita Thapa", "1990"])]
    assert len(match("\ufeff" + "\n".join(rows))) == 1


def test_against_the_desk_right_is_a_code_and_a_counted_read(match, kathmandu, sarita):
    sita = make.make_client(kathmandu, sarita, "Sita Thapa", phone={"number": "9841552310"})
    pairs = match(ROWS, "--against-db")
    assert ("1", sita.code) in [(pair["left"], pair["right"]) for pair in pairs]
    assert Entry.objects.about_client(sita.uid).filter(verb="found").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty"),
        (b"name,birth\nSita,1990\n", "no column “id”"),
        ("id,name\n1,José\n".encode("latin-1"), "not UTF-8"),
        (b"id,name\n1,A\n1,B\n", "stands twice"),
        (b"id,name\n,Sita\n", "has no id"),
        (b"PK\x03\x04\x00\x00", "empty, or no CSV"),
    ],
)
def test_a_bad_file_is_named_as_such(match, db, text, words):
    with pytest.raises(CommandError, match=words):
        match(text)


def test_an_id_is_not_run_by_a_spreadsheet(match, db):
    [pair] = match("id,name,phone\n=1+1,Sita Thapa,9841552310\n2,Sita Thapa,9841552310\n")
    assert "'=1+1" in pair.values()


def test_what_cannot_be_read_in_a_row_is_left_out(match, db):
    assert match("id,name,birth\n1,Sita Thapa,3090\n2,Maya Rai,soon\n3,,\n") == []
