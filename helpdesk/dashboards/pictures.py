"""The charts of the pages by name, each as a file."""

from .caseload import Caseload
from .charts import Chart, png
from .flow import FlowOfCases
from .partners import FunnelOfReferrals
from .people import SPLITS, PeopleServed

CHARTS = {
    "ages": lambda scope: Caseload(scope).ages(),
    "flow": lambda scope: FlowOfCases(scope).chart(),
    **{
        name: lambda scope, name=name: getattr(FunnelOfReferrals(scope), name)()
        for name in ("funnel", "exits", "reasons")
    },
    **{
        name: lambda scope, name=name: getattr(PeopleServed(scope), f"by_{name}")()
        for name in SPLITS
    },
}


def as_svg(chart: Chart) -> bytes:
    return str(chart.file()).encode()


def as_png(chart: Chart) -> bytes:
    return png(chart.file())


FILES = {"svg": ("image/svg+xml", as_svg), "png": ("image/png", as_png)}
