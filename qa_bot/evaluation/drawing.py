"""Two pictures of confidence, as SVG that takes its colours from the page. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from qa_bot.evaluation.calibration import Bin, RiskPoint
from qa_bot.text.wording import counted

_WIDTH, _HEIGHT = 360, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 342, 24, 226
_TOPS = (0.1, 0.25, 0.5, 1.0)
_MARKED = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
_APART = 38

Scale = Callable[[float], float]
"""A value → its place in the picture, in the units of the view box."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a picture: its name in the page, what is told to those who do not see it, and both axes.

    ``ticks`` is how the numbers under the picture are written; ``top`` is where the upward axis ends.
    """

    name: str
    title: str
    told: str
    across: str
    upward: str
    ticks: str = ".0%"
    top: float = 1.0


def reliability(bins: Sequence[Bin], threshold: float) -> str:
    """Confidence against the share of questions that the documents answer, with each bin's count over it.

    A bar that reaches the diagonal at its dot (the bin's mean confidence) keeps its word.
    """
    filled = [(one, one.confidence, one.share) for one in bins if one.confidence is not None and one.share is not None]
    told = "; ".join(
        f"confidence {one.low:.1f} to {one.high:.1f}: {counted(one.count, 'question')}, {share:.0%} answerable"
        for one, _, share in filled
    )
    frame = Frame("reliability", "Reliability diagram", told, "confidence", "answered by the documents", ".1f")
    x, y = _across, _upward(1.0)
    shapes = [_rectangle("bar", x(one.low) + 1.5, y(share), x(one.high) - 1.5, y(0)) for one, _, share in filled]
    shapes.append(_line("diagonal", x(0), y(0), x(1), y(1)))
    shapes += [_dot("mean", x(confidence), y(share)) for _, confidence, share in filled]
    shapes += [_text("count", (x(one.low) + x(one.high)) / 2, _TOP - 7, str(one.count)) for one in bins]
    return _framed(frame, [*shapes, *_threshold(x(threshold), f"threshold {threshold:g}")])


def risk_coverage(curve: Sequence[RiskPoint], threshold: float) -> str:
    """The share of answers that are wrong against the share of questions answered, as the threshold falls.

    Where the bot's own threshold ends the curve, what lies beyond is shaded: those questions were refused.
    """
    end = curve[-1]
    top = next((one for one in _TOPS if one >= max(point.risk for point in curve)), 1.0)
    told = f"At the threshold {threshold:g}, {end.coverage:.0%} are answered and {end.risk:.0%} of these are wrong"
    frame = Frame("risk", "Risk and coverage", told, "questions answered", "of these, wrong", top=top)
    x, y = _across, _upward(top)
    line = " ".join(f"{x(point.coverage):.1f},{y(point.risk):.1f}" for point in curve)
    shapes = [f'<polyline class="curve" points="{line}"/>']
    for point in _marked(curve):
        shapes.append(_dot("mean", x(point.coverage), y(point.risk)))
        shapes.append(_text("mark starts", x(point.coverage) + 4, y(point.risk) + 13, f"≥ {point.threshold:.2f}"))
    beyond = [_rectangle("beyond", x(end.coverage), _TOP, x(1), _BOTTOM)] if end.coverage < 1 else []
    return _framed(frame, [*beyond, *shapes, *_threshold(x(end.coverage), f"threshold {threshold:g}")])


def _marked(curve: Sequence[RiskPoint]) -> list[RiskPoint]:
    """The last point at or above each round confidence, where there is room for its name."""
    marked: list[RiskPoint] = []
    for confidence in _MARKED:
        above = [point for point in curve if point.threshold >= confidence][-1:]
        room = [_across(one.coverage) for one in [*marked[-1:], curve[-1]]]
        marked += [one for one in above if all(abs(_across(one.coverage) - place) >= _APART for place in room)]
    return marked


def _across(value: float) -> float:
    return _LEFT + value * (_RIGHT - _LEFT)


def _upward(top: float) -> Scale:
    return lambda value: _BOTTOM - value / top * (_BOTTOM - _TOP)


def _framed(frame: Frame, shapes: Iterable[str]) -> str:
    """The picture: its title and description, then the grid, then what is drawn on it."""
    ids = f"{frame.name}-title {frame.name}-told"
    body = "\n".join([*_grid(frame), *shapes])
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="{ids}">\n'
        f'<title id="{frame.name}-title">{escape(frame.title)}</title>\n'
        f'<desc id="{frame.name}-told">{escape(frame.told)}.</desc>\n{body}\n</svg>'
    )


def _grid(frame: Frame) -> list[str]:
    shapes = []
    up = _upward(frame.top)
    for step in range(6):
        at, high = step / 5, step / 5 * frame.top
        shapes.append(_line("grid", _LEFT, up(high), _RIGHT, up(high)))
        shapes.append(_line("tick", _across(at), _BOTTOM, _across(at), _BOTTOM + 4))
        shapes.append(_text("below", _across(at), _BOTTOM + 17, format(at, frame.ticks)))
        shapes.append(_text("beside", _LEFT - 6, up(high) + 3.5, f"{high:.0%}"))
    middle = (_TOP + _BOTTOM) / 2
    shapes.append(_text("axis", (_LEFT + _RIGHT) / 2, _HEIGHT - 7, frame.across))
    shapes.append(_text("axis", 11, middle, frame.upward, f' transform="rotate(-90 11 {middle:g})"'))
    return shapes


def _threshold(x: float, name: str) -> list[str]:
    """A line from top to bottom, and its name on the side that has room."""
    side, away = ("ends", -4) if x > (_LEFT + _RIGHT) / 2 else ("starts", 4)
    return [_line("threshold", x, _TOP, x, _BOTTOM), _text(f"limit {side}", x + away, _TOP + 12, name)]


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _rectangle(kind: str, left: float, top: float, right: float, bottom: float) -> str:
    size = f'width="{right - left:.1f}" height="{bottom - top:.1f}"'
    return f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" {size}/>'


def _dot(kind: str, x: float, y: float) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>'


def _text(kind: str, x: float, y: float, words: str, turned: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{turned}>{escape(words)}</text>'
