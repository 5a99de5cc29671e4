"""The weekly picture: for each unit what was handled in time, late and still waits, beside the week before.

Readable without colour: the three are told apart by pattern, and every bar carries its number. matplotlib is
loaded only when something is drawn; where it is not installed the summary goes out without a picture.
"""

import io
import threading
from typing import TYPE_CHECKING, Any

import structlog

from bot.picture import Picture
from bot.texts import Texts
from handlers.content import WeekContent
from handlers.summary import UnitWeek

if TYPE_CHECKING:
    from matplotlib.axes import Axes

log = structlog.get_logger()

MOST_UNITS = 8
COLOURS = ("#0b6e4f", "#b3261e", "#8a6d00")
PATTERNS = ("", "////", "....")
DOTS = (110, 90, 72)
"""To the inch."""
COLOURS_THAT_COUNT = 32
_drawing = threading.Lock()  # matplotlib is not safe in several threads


def draw(content: WeekContent, texts: Texts, *, within: int | None = None) -> Picture | None:
    """The picture and its words; none when there is nothing to draw or nothing to draw with.

    `within`: so many bytes it may have at most, for a chat that takes it inside a message; none if it cannot.
    """
    units = content.units[:MOST_UNITS]
    if not any(unit.received or (unit.previous and unit.previous.received) for unit in units):
        return None
    try:
        with _drawing:
            png = _small(units, content.week, texts, within) if within else _png(units, content.week, texts)
    except ImportError:
        log.warning("chart_not_drawn", action="chart_not_drawn", why="matplotlib is not installed")
        return None
    if png is None:
        return None
    return Picture(png=png, alternative=alternative(content, texts), title=texts.week.period(content))


def _small(units: tuple[UnitWeek, ...], week: str, texts: Texts, within: int) -> bytes | None:
    """The sharpest that fits: fewer dots, and of its few colours only those that count."""
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib, and costs as it does

    for dots in DOTS:
        with Image.open(io.BytesIO(_png(units, week, texts, dots=dots))) as large:
            small = io.BytesIO()
            few = large.convert("RGB").quantize(COLOURS_THAT_COUNT, dither=Image.Dither.NONE)
            few.save(small, "PNG", optimize=True)
        if small.tell() <= within:
            return small.getvalue()
    return None


def alternative(content: WeekContent, texts: Texts) -> str:
    """The picture in words, made from the same numbers."""
    return " ".join(texts.week.chart_alt(unit, content.week) for unit in content.units[:MOST_UNITS])


def _png(units: tuple[UnitWeek, ...], week: str, texts: Texts, *, dots: int = 110) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - costly, and seldom needed
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same
    from matplotlib.patches import Patch  # noqa: PLC0415 - the same

    figure = Figure(figsize=(7, 1.1 + 1.2 * len(units)), dpi=dots, layout="constrained")
    FigureCanvasAgg(figure)
    rows = figure.subplots(len(units), 1, squeeze=False)
    for axes, unit in zip(rows[:, 0], units, strict=True):
        _bars(axes, unit, week, texts)
    key = [Patch(label=name, **_looks(colour, pattern)) for name, colour, pattern in _series(texts)]
    figure.legend(handles=key, loc="outside lower center", ncols=3, frameon=False)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _bars(axes: "Axes", unit: UnitWeek, week: str, texts: Texts) -> None:
    now, before = texts.week.chart_weeks()
    shown = [(now, unit)] + ([(before, unit.previous)] if unit.previous else [])
    places = range(len(shown))
    left = [0] * len(shown)
    for field, (_, colour, pattern) in zip(("in_time", "late", "waiting"), _series(texts), strict=True):
        numbers = [int(getattr(numbers, field)) for _, numbers in shown]
        edges = [1 if number else 0 for number in numbers]  # nothing at all shows no line
        bars = axes.barh(places, numbers, left=left, linewidth=edges, **_looks(colour, pattern))
        axes.bar_label(
            bars,
            labels=[str(number) if number else "" for number in numbers],
            label_type="center",
            color="black" if pattern else "white",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6} if pattern else None,
        )
        left = [start + number for start, number in zip(left, numbers, strict=True)]
    axes.set_yticks(list(places), [name for name, _ in shown])
    axes.invert_yaxis()
    axes.set_title(texts.week.chart_title(unit, week), loc="left", fontsize=10)
    axes.set_xlim(0, max(*left, 1) * 1.02)
    axes.xaxis.set_visible(False)
    axes.spines[:].set_visible(False)


def _series(texts: Texts) -> tuple[tuple[str, str, str], ...]:
    """Name, colour and pattern of each."""
    return tuple(zip(texts.week.chart_series(), COLOURS, PATTERNS, strict=True))


def _looks(colour: str, pattern: str) -> dict[str, Any]:
    return {"facecolor": "white" if pattern else colour, "edgecolor": colour, "hatch": pattern}
