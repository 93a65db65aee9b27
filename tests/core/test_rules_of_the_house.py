"""A country lays its own numbers over ours."""

import environ

from helpdesk.casework import DEFAULTS, rules


def read(monkeypatch, **said):
    for name, text in said.items():
        monkeypatch.setenv(name, text)
    return rules(environ.FileAwareEnv())


def test_what_is_not_said_stays(monkeypatch):
    read_ = read(monkeypatch, REFERRAL_ANSWER_HOURS='{"critical": 12}')
    assert read_["REFERRAL_ANSWER_HOURS"] == {**DEFAULTS["REFERRAL_ANSWER_HOURS"], "critical": 12}


def test_a_number_is_replaced(monkeypatch):
    assert read(monkeypatch, REFERRAL_NO_RESPONSE_HOURS="120")["REFERRAL_NO_RESPONSE_HOURS"] == 120


def test_a_kind_of_service_has_targets_of_its_own(monkeypatch):
    targets = read(monkeypatch, REFERRAL_TARGETS='{"health": {"decide": {"high": 12}}}')
    assert targets["REFERRAL_TARGETS"]["health"] == {"decide": {"high": 12}}
    assert "shelter" in targets["REFERRAL_TARGETS"]


def test_a_file_serves_as_well(monkeypatch, tmp_path):
    path = tmp_path / "weeks.json"
    path.write_text('{"LB": {"opens": "08:00"}}')
    weeks = read(monkeypatch, WORKING_WEEKS_FILE=str(path))["WORKING_WEEKS"]
    assert weeks["LB"] == {"opens": "08:00"}
    assert weeks["NP"]["days"] == [7, 1, 2, 3, 4, 5]
