from xml.etree import ElementTree as Xml

from qa_bot.evaluation.calibration import bins, risk_curve
from qa_bot.evaluation.drawing import reliability, risk_coverage

LEFT, RIGHT, TOP, BOTTOM = 52, 342, 24, 226


def kinds(svg: Xml.Element, kind: str) -> list[Xml.Element]:
    return [one for one in svg.iter() if kind in one.get("class", "").split()]


def numbers(shape: Xml.Element, *names: str) -> list[float]:
    return [float(shape.get(name, "nan")) for name in names]


def test_each_bin_has_its_bar_its_mean_and_its_count() -> None:
    svg = Xml.fromstring(reliability(bins([(0.55, True), (0.55, False), (0.95, True)]), 0.25))  # noqa: S314
    half, whole = kinds(svg, "bar")
    assert numbers(half, "y", "height") == [(TOP + BOTTOM) / 2, (BOTTOM - TOP) / 2]
    assert numbers(whole, "y", "height") == [TOP, BOTTOM - TOP]
    assert numbers(half, "x")[0] > LEFT + 0.5 * (RIGHT - LEFT)
    assert numbers(kinds(svg, "mean")[0], "cx", "cy") == [LEFT + 0.55 * (RIGHT - LEFT), (TOP + BOTTOM) / 2]
    assert [one.text for one in kinds(svg, "count")] == list("0000020001")
    assert numbers(kinds(svg, "threshold")[0], "x1", "x2") == [LEFT + 0.25 * (RIGHT - LEFT)] * 2
    assert [one.text for one in kinds(svg, "limit")] == ["threshold 0.25"]
    assert [one.text for one in kinds(svg, "below")] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert [one.text for one in kinds(svg, "beside")] == ["0%", "20%", "40%", "60%", "80%", "100%"]


def test_the_curve_ends_where_questions_were_refused() -> None:
    curve = risk_curve([(0.95, False), (0.75, True), (0.45, False), (0.35, False)], asked=5)
    svg = Xml.fromstring(risk_coverage(curve, 0.3))  # noqa: S314
    (line,) = kinds(svg, "curve")
    points = [[float(number) for number in point.split(",")] for point in line.get("points", "").split()]
    assert points[0] == [LEFT + 0.2 * (RIGHT - LEFT), BOTTOM]
    assert points[1] == [LEFT + 0.4 * (RIGHT - LEFT), TOP]  # half of them wrong, and the axis ends at a half
    (beyond,) = kinds(svg, "beyond")
    assert numbers(beyond, "x", "width") == [points[-1][0], RIGHT - points[-1][0]]
    assert numbers(kinds(svg, "threshold")[0], "x1") == [points[-1][0]]
    assert [one.text for one in kinds(svg, "mark")] == ["≥ 0.95", "≥ 0.75", "≥ 0.45"]
    whole = Xml.fromstring(risk_coverage(risk_curve([(0.9, False)], 1), 0.3))  # noqa: S314
    assert not kinds(whole, "beyond")
    assert kinds(whole, "beside")[-1].text == "10%"


def test_both_pictures_are_told_in_words() -> None:
    drawn = [reliability(bins([(0.5, True)]), 0.25), risk_coverage(risk_curve([(0.9, True)], 2), 0.25)]
    told = []
    for picture in drawn:
        svg = Xml.fromstring(picture)  # noqa: S314
        assert svg.get("role") == "img"
        ids = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
        told.append([ids[name] for name in svg.get("aria-labelledby", "").split()])
    assert told == [
        ["Reliability diagram", "confidence 0.5 to 0.6: 1 question, 100% answerable."],
        ["Risk and coverage", "At the threshold 0.25, 50% are answered and 100% of these are wrong."],
    ]
