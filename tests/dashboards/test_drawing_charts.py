import re

import pytest
from django.utils import translation

from helpdesk.dashboards.charts import Bars, Flow, Lines, Sparkline, Stacked, png

BARS = Bars("Cases <by> stage", [("Return", 12, "/x/"), ("Away", "<5", ""), ("Home", None, "")])
CHARTS = [
    BARS,
    Flow("Referrals", [("Sent", 8, ""), ("Closed", 2, "")]),
    Stacked("Ages", ["Women", "Men"], [("15–17", [3, 4], ["/a/", "/b/"]), ("60", [0, 0], "")]),
    Lines("Flow", ["Jan", "Feb"], [("Opened", [1, 9]), ("Closed", [0, None])]),
    Sparkline("Pending", [1, 5, 2]),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_no_script_no_style_and_a_name(chart):
    markup = chart.svg()
    assert "style" not in markup
    assert "<script" not in markup
    assert 'role="img"' in markup
    assert f'aria-label="{chart.title.split(" <")[0]}' in markup


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_a_picture_is_a_png(chart):
    assert png(chart.file()).startswith(b"\x89PNG")


def test_what_is_written_is_escaped():
    assert "<by>" not in BARS.svg()
    assert "&lt;by&gt;" in BARS.svg()
    assert "&lt;5" in BARS.svg()


def test_what_is_not_told_has_no_bar():
    assert len(re.findall(r"<rect class=\"a\"", BARS.svg())) == 1


def test_from_right_to_left_it_is_mirrored():
    with translation.override("en"):
        left = re.search(r'<rect class="a" x="([\d.]+)"[^>]* width="([\d.]+)"', BARS.svg())
    with translation.override("ar"):
        right = re.search(r'<rect class="a" x="([\d.]+)"', BARS.svg())
    assert float(right[1]) == 400 - float(left[1]) - float(left[2])


@pytest.mark.parametrize("label", ["Return", "Accepted, and not delivered to anyone"])
def test_a_phone_shows_all_of_a_bar_beside_or_below_its_label(label):
    markup = Bars("Cases", [(label, 12345, ""), ("Away", 1, "")]).svg()
    x, y, width = map(
        float, re.search(r'"a" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', markup).groups()
    )
    line = float(re.search(rf'y="([\d.]+)"[^>]*>{label[:20]}', markup)[1])
    assert x > 8 * len(label) or y > line
    assert x + width + 8 * len("12,345") < 400
    assert 'viewBox="0 0 400 ' in markup


def test_the_sentence_and_the_table_say_what_is_drawn():
    assert BARS.summary == "Most: Return, 12."
    assert [(label, str(cells[0])) for label, cells in BARS.lines] == [
        *(("Return", "12"), ("Away", "<5"), ("Home", "–")),
    ]
    assert CHARTS[1].lines[1][1][1].value == "25 %"
    assert CHARTS[2].lines[0][1][-1].value == 7


def test_a_sum_of_what_is_not_told_is_not_told():
    chart = Stacked("Ages", ["Women", "Men"], [("15–17", ["<5", 10], "")])
    assert chart.lines[0][1][-1].value is None


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="7 series"):
        Stacked("x", list("abcdefg"), [])
