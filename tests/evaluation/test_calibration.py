import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation.calibration import (
    RiskPoint,
    bins,
    brier,
    calibration_error,
    marked_points,
    risk_area,
    risk_curve,
)

predictions = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


def test_bins_are_ten_of_equal_width_and_the_last_holds_one() -> None:
    found = bins([(0.0, False), (0.05, True), (0.1, True), (0.95, True), (1.0, False)])
    assert [one.count for one in found] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (found[0].low, found[0].high, found[9].high) == (0.0, 0.1, 1.0)
    assert (found[0].confidence, found[0].share) == (0.025, 0.5)
    assert (found[2].confidence, found[2].share) == (None, None)


def test_the_calibration_error_weighs_each_bin_by_its_questions() -> None:
    # three at .8, two of them right; one at .3, which is wrong
    found = calibration_error([(0.8, True), (0.8, True), (0.8, False), (0.3, False)])
    assert found == pytest.approx(3 / 4 * abs(0.8 - 2 / 3) + 1 / 4 * 0.3)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([(1.0, False), (0.0, True)]) == 1
    assert calibration_error([]) is None


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert brier([(0.5, True), (0.5, False)]) == 0.25
    assert brier([(0.9, True), (0.2, False)]) == pytest.approx((0.01 + 0.04) / 2)
    assert brier([]) is None


def test_the_risk_curve_has_a_point_for_each_confidence() -> None:
    found = risk_curve([(0.5, True), (0.9, False), (0.5, False), (0.7, True)], asked=8)
    assert found == (
        RiskPoint(0.9, 1 / 8, 0.0),
        RiskPoint(0.7, 2 / 8, 1 / 2),
        RiskPoint(0.5, 4 / 8, 2 / 4),
    )
    assert risk_area(found) == pytest.approx((0 * 1 + 0.5 * 1 + 0.5 * 2) / 4)
    assert risk_curve([], 3) == ()
    assert risk_area(()) is None


def test_the_area_is_smaller_where_right_answers_come_first() -> None:
    first = risk_area(risk_curve([(0.9, False), (0.8, False), (0.7, True)], 3))
    last = risk_area(risk_curve([(0.9, True), (0.8, False), (0.7, False)], 3))
    assert first == pytest.approx(1 / 9)
    assert last == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)


@given(predictions)
def test_every_question_counts_and_measures_are_from_0_to_1(given_: list[tuple[float, bool]]) -> None:
    assert sum(one.count for one in bins(given_)) == len(given_)
    assert 0 <= (calibration_error(given_) or 0) <= 1
    assert 0 <= (brier(given_) or 0) <= 1
    curve = risk_curve(given_, len(given_))
    assert curve[-1].coverage == 1
    assert curve[-1].risk == pytest.approx(sum(wrong for _, wrong in given_) / len(given_))
    assert [one.coverage for one in curve] == sorted({one.coverage for one in curve})


def test_marked_points_are_the_last_ones_at_each_tenth_and_the_end() -> None:
    curve = risk_curve([(0.97, False), (0.95, False), (0.75, True), (0.45, False), (0.35, False)], asked=6)
    assert [point.threshold for point in marked_points(curve)] == [0.95, 0.75, 0.45, 0.35]
    assert [point.threshold for point in marked_points(risk_curve([(0.2, True)], 1))] == [0.2]
    assert marked_points(()) == []
