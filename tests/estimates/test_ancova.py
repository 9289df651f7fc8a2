"""ANCOVA against statsmodels and the matrices written out, and what it refuses."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotaudit.estimates.after_only import after_only, after_only_level
from pilotaudit.estimates.ancova import METHODS, ancova, ancova_level, least_squares
from pilotaudit.estimates.level_change import level_changes
from pilotaudit.estimates.model import Refusal
from pilotaudit.estimates.sums import levels
from pilotaudit.estimates.unit_log_change import log_changes, unit_log_change
from tests.estimates.build import (
    MINUTES,
    SOLVED,
    cells,
    measured,
    random_cells,
    random_shares,
    renamed,
    scaled,
    sums,
    swapped,
)

FORMS = tuple(METHODS)
SEEDS = st.integers(0, 10_000)
RANDOMISED = {"groups": {"assignment": "randomised"}}


def facts(seed, units=11, columns=2):
    """Covariates of all units, on scales of their own."""
    return np.random.default_rng(seed).normal(size=(units, columns)) * (3, 4000)[:columns] + (10, 90_000)[:columns]


def outcomes(units, form, scale):
    """(what is explained, the own baseline or nothing), written out."""
    level = np.log(levels(units)) if scale == "log" else levels(units)
    changes = log_changes(units) if scale == "log" else level_changes(units)[0]
    return {
        "given baseline": (level[:, 1], level[:, :1]),
        "change": (changes, level[:, :0]),
        "after": (level[:, 1], level[:, :0]),
    }[form]


def design_of(arm, *others):
    """A constant, the arm, and the rest."""
    return np.column_stack([np.ones(arm.size), arm, *others])


def brute_force_df(x):
    """Eigenvalues of G'G with the matrices written out."""
    inverse = np.linalg.inv(x.T @ x)
    hat = x @ inverse @ x.T
    a = (x @ inverse)[:, 1] / np.sqrt(1 - np.diag(hat))
    g = (np.eye(len(x)) - hat) @ np.diag(a)
    values = np.linalg.eigvalsh(g.T @ g)
    return values.sum() ** 2 / (values**2).sum()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("scale", "estimator"), [("log", ancova), ("level", ancova_level)])
def test_effect_and_error_agree_with_statsmodels(form, scale, estimator, seed):
    """Centre and HC2 error are those of OLS on the arm, the own baseline and the covariates."""
    units, known = sums(random_cells(seed)), facts(seed)
    values, own = outcomes(units, form, scale)
    fit = sm.OLS(values, design_of(units.arm, own, known)).fit(cov_type="HC2")
    found = estimator(units, known, form)
    assert (found.scale, found.center, found.se) == (scale, pytest.approx(fit.params[1], abs=1e-9),
                                                     pytest.approx(fit.bse[1], abs=1e-9))  # fmt: skip


@pytest.mark.parametrize(("treated", "control"), [(4, 5), (6, 20), (3, 12)])
def test_df_agree_with_the_matrices_written_out(treated, control):
    """The degrees of freedom are those of the design with its covariates, not of the arms alone."""
    units, known = sums(random_cells(2, units=(treated, control))), facts(7, treated + control)
    _, own = outcomes(units, "given baseline", "log")
    design = design_of(units.arm, own, known - known.mean(axis=0))
    assert ancova(units, known, "given baseline").df == pytest.approx(brute_force_df(design), rel=1e-9)


def test_nothing_held_constant_is_the_comparison_without():
    """With no other column it is HC2 with Bell-McCaffrey df, of changes and of levels after the start."""
    units = sums(random_cells(3, segments=1))
    pairs = [
        (ancova(units, None, "change"), unit_log_change(units)),
        (ancova(units, None, "after"), after_only(units)),
        (ancova_level(units, None, "after"), after_only_level(units)),
    ]
    for one, other in pairs:
        assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_swapping_the_arms_turns_the_sign(seed):
    """Treatment against control is the negative of control against treatment, with the same error."""
    data, known = random_cells(seed), facts(seed)
    one, other = (ancova(sums(each), known, "given baseline") for each in (data, swapped(data)))
    assert (-one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-7)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.floats(0.001, 1000), st.floats(-50, 50))
def test_the_scale_of_a_covariate_is_no_matter(seed, factor, shift):
    """Years or months of tenure, from whatever day."""
    units, known = sums(random_cells(seed)), facts(seed)
    one, other = (ancova(units, each, "change") for each in (known, known * factor + shift))
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-6, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.permutations(range(11)), st.floats(0.001, 1000))
def test_names_of_units_and_the_unit_of_measurement_are_no_matter(seed, names, factor):
    """Units are names, and a log ratio has no unit."""
    data, known = random_cells(seed), facts(seed)
    one = ancova(sums(data), known, "given baseline")
    moved = np.empty_like(known)
    moved[list(names)] = known
    other = ancova(sums(renamed(scaled(data, factor), names)), moved, "given baseline")
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), rel=1e-7, abs=1e-9)


def test_a_covariate_that_explains_the_noise_narrows_the_interval():
    """That is what it is for."""
    rng = np.random.default_rng(5)
    arm, known = np.repeat([1, 0], 15), rng.normal(size=(30, 1))
    values = 0.1 * arm + known[:, 0] + rng.normal(0, 0.05, 30)
    with_it, without = (least_squares("log", values, arm, each, method="") for each in (known, known[:, :0]))
    assert with_it.se < without.se / 5
    assert with_it.center == pytest.approx(0.1, abs=0.06)


def test_units_without_a_covariate_are_left_out():
    """As if they were not there."""
    data, known = random_cells(4, segments=1), facts(4)
    missing = known.copy()
    missing[3, 1] = np.nan
    others = type(data)(*(getattr(data, name)[data.unit != 3] for name in
                          ("unit", "arm", "segment", "week", "rows", "total", "size")))  # fmt: skip
    one, other = ancova(sums(data), missing, "after"), ancova(sums(others), known, "after")
    assert (one.center, one.se, one.df) == pytest.approx((other.center, other.se, other.df), abs=1e-12)


def spoilt(kind):
    """Covariates that cannot be held constant, of six treated and five control units."""
    known, arm = facts(1), np.repeat([1.0, 0.0], (6, 5))
    one = np.zeros(11)
    one[0] = 1.0
    return {
        "constant": np.column_stack([known, np.full(11, 0.1)]),
        "twice": np.column_stack([known, 2 * known[:, 0] + 5]),
        "the arm": np.column_stack([known, arm]),
        "one unit": np.column_stack([known, one]),
        "too many": np.random.default_rng(0).normal(size=(11, 8)),
        "nobody": np.full((11, 1), np.nan),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("constant", "the same for all compared units"),
        ("twice", "follows from the groups and the rest"),
        ("the arm", "follows from the groups and the rest"),
        ("one unit", "one unit alone decides"),
        ("too many", "11 units are compared, more than 11 are needed"),
        ("nobody", "0 treated and 0 control units have a readable number in every covariate"),
    ],
)
@pytest.mark.parametrize("estimator", [ancova, ancova_level])
def test_what_cannot_be_held_constant_is_refused_with_the_reason(estimator, kind, word):
    """Never a number from a division by nearly nothing."""
    found = estimator(sums(random_cells(1)), spoilt(kind), "given baseline")
    assert isinstance(found, Refusal)
    assert (found.code, word in found.reason) == ("STA140", True)


@pytest.mark.parametrize("form", FORMS)
def test_too_few_units_are_refused_as_everywhere(form):
    """Two in each arm are the least."""
    assert ancova(sums(random_cells(1, units=(1, 5))), None, form).code == "STA101"


@pytest.mark.parametrize("form", FORMS)
def test_a_level_of_zero_has_no_log(form):
    """A cut of 100 % in one unit is no log ratio; the difference of levels is still there."""
    rows = [(unit, unit % 2, 0, week, 20, (unit + 3.0 * week) ** 2 if (unit, week) != (1, 3) else 0.0)
            for unit in range(9) for week in (-1, 3)]  # fmt: skip
    units = sums(cells(rows))
    assert (ancova(units, None, form).code, ancova_level(units, None, form).scale) == ("STA101", "level")


def test_no_variation_is_no_certainty():
    """Units that all follow their baseline exactly leave nothing to measure chance with."""
    rows = [(unit, unit % 2, 0, week, 20, 20.0 * (2 + unit)) for unit in range(9) for week in (-1, 3)]
    found = ancova(sums(cells(rows)), None, "given baseline")
    assert (found.code, found.reason.startswith("no variation")) == ("STA101", True)


@pytest.mark.parametrize(
    ("analysis", "baseline", "name", "method"),
    [
        ({"ancova": "true"}, True, "ANCOVA", METHODS["given baseline"]),
        ({"ancova": "true", "covariates": ["tenure"]}, True, "ANCOVA", METHODS["given baseline"]),
        ({"covariates": ["tenure"]}, True, "covariates", METHODS["change"]),
        ({"covariates": ["tenure"]}, False, "covariates", METHODS["after"]),
        ({"ancova": "true"}, False, "after only", "log unit means after the start, HC2 with Bell-McCaffrey df"),
    ],
)
def test_the_ladder_holds_constant_what_the_charter_says(analysis, baseline, name, method):
    """With a baseline and without; ANCOVA without anything to hold constant is the comparison itself."""
    found = pilot(random_cells(1), analysis, baseline)
    assert (found.rung.name, found.test.method, found.size) == (name, method, found.test)
    assert (found.rung.strongest, found.rung.decides) == ("GO", True)


def test_the_rung_says_what_is_held_constant():
    """In one sentence."""
    found = pilot(random_cells(1), {"ancova": "true", "covariates": ["tenure"]})
    assert found.rung.why == (
        "units were assigned by lot; 6 treated and 5 control units have data in both windows, and the charter holds "
        "constant each unit's own baseline and tenure"
    )


def test_a_covariate_is_the_mean_of_baseline_rows_alone():
    """What the tool may have changed since the start is not held constant."""
    data, early, late = random_cells(1), tenure(week=-1), tenure(week=2, seed=9)
    both = type(early)(*(np.concatenate([getattr(one, name) for one in (early, late)])
                         for name in ("unit", "arm", "segment", "week", "rows", "total", "size")))  # fmt: skip
    analysis = {"covariates": ["tenure"]}
    one, other, third = (pilot(data, analysis, known=known).test for known in (early, both, late))
    assert (one, third.code) == (other, "STA140")


def test_without_a_baseline_all_rows_count():
    """There is nothing earlier to take it from."""
    found = pilot(random_cells(1), {"covariates": ["tenure"]}, baseline=False, known=tenure(week=2))
    assert found.test.method == METHODS["after"]


def test_units_left_out_are_told():
    """How many, of how many, for which column."""
    known = tenure()
    some = type(known)(*(getattr(known, name)[2:] for name in
                         ("unit", "arm", "segment", "week", "rows", "total", "size")))  # fmt: skip
    found = pilot(random_cells(1), {"covariates": ["tenure"]}, known=some)
    assert [one.reason for one in found.notes if one.code == "DAT110"] == [
        "2 of 11 units are left out, as they have no readable number in tenure"
    ]


def test_a_covariate_that_was_not_read_is_refused():
    """Leaving it out silently would be another analysis."""
    found = measured(random_cells(1), charter={"analysis": {"covariates": ["tenure"]}, **RANDOMISED})
    assert (found.test.code, found.size.code, found.harm.code) == ("STA140", "STA140", "STA140")


def test_units_too_small_for_logs_are_added_up_and_guardrails_keep_the_analysis():
    """Rare successes leave no logs of single units; levels need none."""
    found = measured(random_shares(2, rate=0.06, rows=44), SOLVED, "+3pp",
                     charter={"analysis": {"ancova": "true"}, **RANDOMISED})  # fmt: skip
    assert (found.rung.name, found.test.method) == (
        "ratio of ratios",
        "event-weighted ratio of ratios, delete-one-unit jackknife with Bell-McCaffrey df",
    )
    assert found.harm.method == "ANCOVA on unit levels, HC2 with its own df"
    assert "some with too few rows or successes for logs" in found.rung.why


def test_levels_of_the_expected_stand_beside_the_effect():
    """The treated baseline at its mix, and what control's change makes of it."""
    found = pilot(random_cells(1), {"ancova": "true"})
    assert found.mixed_baseline > 0
    assert found.counterfactual > 0
    assert [one.effect is not None for one in found.weekly] == [True] * 8


@pytest.mark.parametrize(("units", "least"), [((5, 5), 0.01), ((3, 30), 0.004)])
def test_under_no_effect_the_test_errs_no_more_often_than_it_says(units, least):
    """Own baselines held constant: one-sided 2.5 % on both sides, within chance of 1,500 draws."""
    rng, found = np.random.default_rng(12), []
    arm = np.repeat([1, 0], units)
    for _ in range(1500):
        own = rng.normal(0, 0.25, arm.size)
        before, after = (own + rng.normal(0, 0.15, arm.size) for _ in range(2))
        low, high = least_squares("log", after, arm, before[:, None], method="").interval()
        found.append((low > 0, high < 0))
    worse, better = np.mean(found, axis=0)
    assert (least < worse < 0.036, least < better < 0.036) == (True, True)


def tenure(week=-1, seed=3, units=11):
    """Sums of a covariate: ten rows of every unit in one week."""
    years = np.random.default_rng(seed).uniform(1, 9, units)
    return cells([(unit, int(unit < 6), 0, week, 10, 10 * years[unit]) for unit in range(units)])


def pilot(data, analysis, baseline=True, known=None):
    """One metric of a randomised pilot through the ladder."""
    charter = {"analysis": analysis, **RANDOMISED}
    panel = {"covariates": {"tenure": tenure() if known is None else known} if "covariates" in analysis else {}}
    if not baseline:
        from tests.estimates.build import timeline

        charter["window"] = {"baseline": {"none": "lost"}}
        panel["timeline"] = timeline(baseline=None)
        if known is None and "covariates" in analysis:
            panel["covariates"] = {"tenure": tenure(week=3)}
    return measured(data, MINUTES, charter=charter, panel=panel)
