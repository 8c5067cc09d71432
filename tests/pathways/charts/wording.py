"""The words the tests hand to a chart: plain English, figures as they are."""

from kudelma.pathways.charts.paper import Saying


def saying(name: str = "chart") -> Saying:
    return Saying(
        name,
        "A title",
        "What it shows",
        lambda value: f"{value:g}",
        lambda seconds: f"{seconds / 86400:g} d",
        lambda day: day.isoformat(),
    )
