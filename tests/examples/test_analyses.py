"""From a charter and a CSV to the verdict, for analyses that a charter can ask for; figures against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from pilotaudit.errors import DataError
from tests.examples.analyses import HEADER, ISSUES, VISITS, issues, judged, tickets, visits

ROW, CHOSEN = "{assignment: randomised, unit: row}", "{assignment: matched, unit: row}"
ANCOVA = "analysis: {covariates: [tenure_years], ancova: true}\n"


def codes(assessment):
    """Codes of the findings that hold or lower."""
    return [one.code for one in assessment.findings if one.severity in ("block", "warn")]


def unit_table(rows):
    """Per agent: arm, log mean before, log mean in the settled weeks, mean tenure of baseline rows."""
    import pandas as pd

    table = pd.DataFrame(
        [row.split(",") for row in rows], columns=["day", "agent", "arm", "minutes", "error", "tenure"]
    )
    table = table.assign(minutes=table["minutes"].astype(float), tenure=pd.to_numeric(table["tenure"], errors="coerce"))
    early, late = table[table["day"] < "2026-02-02"], table[table["day"] >= "2026-02-23"]
    means = [np.log(part.groupby("agent")["minutes"].mean()) for part in (early, late)]
    arm = (table.groupby("agent")["arm"].first() == "treatment").astype(float)
    return pd.concat([arm, *means, early.groupby("agent")["tenure"].mean()], axis=1).to_numpy()


@pytest.mark.parametrize(("effect", "verdict"), [(-0.25, "GO"), (0.0, "NO-GO")])
def test_a_chartered_ancova_reaches_a_verdict(tmp_path, effect, verdict):
    """GO where the gain is there, NO-GO where the target is ruled out."""
    found = judged(tmp_path, tickets(effect), extra=ANCOVA)
    assert (found.verdict, found.metrics[0].rung) == (verdict, "ANCOVA")


def test_the_figures_of_an_ancova_are_those_of_statsmodels(tmp_path):
    """Computed from the same CSV by other people's code."""
    rows = tickets(-0.2)
    arm, before, after, tenure = unit_table(rows).T
    fit = sm.OLS(after, np.column_stack([np.ones(arm.size), arm, before, tenure])).fit(cov_type="HC2")
    found = judged(tmp_path, rows, extra=ANCOVA).metrics[0]
    half = (np.log1p(found.effect.high) - np.log1p(found.effect.low)) / 2
    from scipy.stats import t

    assert np.log1p(found.effect.estimate) == pytest.approx(fit.params[1], abs=1e-9)
    assert half / t.ppf(0.975, found.effect.df) == pytest.approx(fit.bse[1], abs=1e-9)


def test_a_covariate_that_is_no_column_is_an_error_with_the_nearest_name(tmp_path):
    """At its place in the charter."""
    with pytest.raises(DataError, match=r'DAT004 the data have no column "tenure_year".*tenure_years') as caught:
        judged(tmp_path, tickets(0.0, a_week=1), extra="analysis: {covariates: [tenure_year]}\n")
    assert [problem.line for problem in caught.value.problems] == [15]


def test_unreadable_values_cost_units_and_no_rows(tmp_path):
    """They are counted, and the units that have no other are left out and told."""
    rows = [row.rpartition(",")[0] + (",unknown" if "agent 03" in row else "," + row.rpartition(",")[2])
            for row in tickets(-0.25)]  # fmt: skip
    found = judged(tmp_path, rows, extra=ANCOVA)
    (doubt,) = [one for one in found.findings if one.code == "DAT110"]
    assert "1 of 24 units are left out, as they have no readable number in tenure_years" in doubt.message
    assert "blank or unreadable in 144 of 3,456 used rows" in doubt.message
    assert (found.verdict, found.provenance.data.rows_used) == ("GO", 3456)


@pytest.mark.parametrize("tenure", ["3.5", "senior", ""])
def test_a_covariate_without_numbers_or_variation_holds_the_verdict(tmp_path, tenure):
    """The same for everybody, words, or nothing at all."""
    found = judged(tmp_path, [f"{row.rpartition(',')[0]},{tenure}" for row in tickets(-0.25)], extra=ANCOVA)
    assert (found.verdict, codes(found).count("STA140")) == ("HOLD", 2)


def test_covariates_of_a_matched_pilot_are_not_read(tmp_path):
    """They are for lots; the charter's option is named and set aside."""
    found = judged(
        tmp_path, tickets(-0.25), groups="{assignment: matched}", extra="analysis: {covariates: [shoe_size]}\n"
    )
    assert found.metrics[0].rung == "unit log change"
    assert "CHR110" in [one.code for one in found.findings]


@pytest.mark.parametrize(
    ("effect", "groups", "verdict"),
    [(-0.25, ROW, "GO"), (-0.25, CHOSEN, "CONDITIONAL GO"), (0.0, ROW, "NO-GO"), (0.2, CHOSEN, "NO-GO")],
)
def test_rows_that_are_units_reach_a_verdict(tmp_path, effect, groups, verdict):
    """A plain GO by lot, a conditional one where groups were chosen, and NO-GO where there is no gain."""
    found = judged(tmp_path, visits(effect), VISITS, groups=groups)
    assert (found.verdict, found.metrics[0].rung) == (verdict, "cross-sections")
    assert found.metrics[0].n.treatment.units == found.metrics[0].n.treatment.rows


def row_table(rows, since="2026-02-23"):
    """The rows of the baseline and of the weeks judged: arm, window, type, minutes, error, cost, tickets."""
    import pandas as pd

    names = ["day", "id", "arm", "kind", "minutes", "error", "cost", "tickets"]
    table = pd.DataFrame([row.split(",") for row in rows], columns=names)
    table = table.assign(**{name: table[name].astype(float) for name in names[4:]})
    table = table.assign(p=(table["arm"] == "treatment").astype(float), w=(table["day"] >= "2026-02-02").astype(float))
    return table[(table["w"] == 0) | (table["day"] >= since)]


def hc3(y, table):
    """Effect and error of arm by window."""
    x = np.column_stack([np.ones(len(table)), table["p"], table["w"], table["p"] * table["w"]])
    fit = sm.OLS(np.asarray(y), x).fit(cov_type="HC3")
    return fit.params[3], fit.bse[3]


def test_the_figures_of_rows_are_those_of_statsmodels(tmp_path):
    """Difference in differences of the rows less the baseline level of their type, HC3, from the same CSV."""
    rows = visits(-0.25)
    table = row_table(rows)
    levels = table[table["w"] == 0].groupby("kind")["minutes"].mean()
    center, error = hc3(table["minutes"] - table["kind"].map(levels), table)
    found = judged(tmp_path, rows, VISITS, groups=ROW).metrics[0]
    shown = found.test
    from scipy.stats import t

    half = (shown.high - shown.low) / 2 * found.counterfactual / t.ppf(0.975, shown.df)
    assert shown.estimate * found.counterfactual == pytest.approx(center, abs=1e-9)
    assert half == pytest.approx(error, abs=1e-9)


def test_a_guardrail_of_rows_is_a_difference_of_shares(tmp_path):
    """Over all pilot weeks, harm counts from the first day."""
    rows = visits(-0.25, errors=0.2)
    table = row_table(rows, since="2026-02-02")
    levels = table[table["w"] == 0].groupby("kind")["error"].mean()
    center, error = hc3(table["error"] - table["kind"].map(levels), table)
    found = next(one for one in judged(tmp_path, rows, VISITS, groups=ROW).metrics if one.key == "error_rate")
    from scipy.stats import t

    half = (found.harm.high - found.harm.low) / 2 / t.ppf(0.975, found.harm.df)
    assert (found.harm.estimate, half) == (pytest.approx(center, abs=1e-9), pytest.approx(error, abs=1e-9))


def test_ratios_of_rows_are_linearised(tmp_path):
    """Cost per ticket, where a row may hold several tickets."""
    own = "metrics: {cost_each: {kind: ratio, numerator: cost, denominator: tickets, unit: EUR, better: lower}}\n"
    found = judged(tmp_path, visits(-0.25), VISITS, groups=ROW, primary="{cost_each: -10%}", extra=own)
    assert (found.verdict, found.metrics[0].rung) == ("GO", "cross-sections")
    assert -0.3 < found.metrics[0].effect.estimate < -0.2


def test_rows_after_the_start_alone_are_judged_by_lot(tmp_path):
    """Without a baseline, two means."""
    window = "{baseline: {none: lost in the migration}, pilot: 2026-02-02 to 2026-03-29, decide_by: 2026-04-05}"
    late = [row for row in visits(-0.25) if row >= "2026-02-02"]
    found = [judged(tmp_path, late, VISITS, groups=groups, window=window) for groups in (ROW, CHOSEN)]
    assert [(one.metrics[0].rung, one.verdict) for one in found] == [
        ("cross-sections", "GO"),
        ("after only, shown", "HOLD"),
    ]


def test_rows_of_the_same_people_are_no_units(tmp_path):
    """Tickets of 24 agents: the charter's word makes the verdict conditional at most."""
    found = judged(tmp_path, tickets(-0.25, a_week=60), groups=ROW)
    assert (found.verdict, "STA141" in codes(found)) == ("CONDITIONAL GO", True)


def test_covariates_of_rows_hold_the_verdict(tmp_path):
    """A row is seen once."""
    found = judged(tmp_path, visits(-0.25), VISITS, groups=ROW, extra="analysis: {covariates: [cost]}\n")
    assert (found.verdict, codes(found).count("STA140")) == ("HOLD", 2)


def test_a_count_per_day_of_rows_holds_the_verdict(tmp_path):
    """It is none of a row's."""
    own = "metrics: {a_day: {kind: count, per: unit-day, better: lower}}\n"
    found = judged(tmp_path, visits(-0.25), VISITS, groups=ROW, primary="{a_day: -10%}", extra=own)
    assert (found.verdict, "STA102" in codes(found)) == ("HOLD", True)


def test_a_hundred_thousand_rows_stay_in_the_engine(tmp_path):
    """Each a unit, none of them in an array of its own."""
    found = judged(tmp_path, visits(-0.12, n=100_000), VISITS, groups=ROW)
    assert (found.verdict, found.metrics[0].n.treatment.units > 20_000) == ("GO", True)


MEDIAN = (
    "metrics: {median_handling: {kind: quantile, q: 0.5, column: handle_minutes, unit: min, better: lower}, "
    "slowest: {kind: quantile, q: 0.9, column: handle_minutes, unit: min, better: lower}}\n"
)
OF_MEDIAN = {"primary": "{median_handling: -10%}", "extra": MEDIAN}


@pytest.mark.parametrize(
    ("effect", "groups", "verdict"),
    [(-0.3, "{assignment: matched}", "GO"), (0.05, "{assignment: randomised}", "NO-GO")],
)
def test_a_median_reaches_a_verdict(tmp_path, effect, groups, verdict):
    """On the first rung, with all of the clauses of the primary."""
    rows = tickets(effect, a_week=40, seed=2)
    found = judged(tmp_path, rows, groups=groups, **OF_MEDIAN)
    assert (found.verdict, found.metrics[0].rung) == (verdict, "unit log change")
    assert found.metrics[0].cannot_show[-1].endswith("quantiles are not adjusted for case mix")


def test_the_figures_of_a_median_are_those_of_statsmodels(tmp_path):
    """Medians per agent by pandas, from the same CSV; levels are the medians of all rows."""
    import pandas as pd
    from scipy.stats import t

    rows = tickets(-0.2, noise=0.6)
    table = pd.DataFrame([row.split(",")[:4] for row in rows], columns=["day", "agent", "arm", "minutes"])
    table = table.assign(minutes=table["minutes"].astype(float))
    early, late = table[table["day"] < "2026-02-02"], table[table["day"] >= "2026-02-23"]
    before, after = (np.log(part.groupby("agent")["minutes"].median()) for part in (early, late))
    arm = (table.groupby("agent")["arm"].first() == "treatment").astype(float)
    fit = sm.OLS((after - before).to_numpy(), sm.add_constant(arm.to_numpy())).fit(cov_type="HC2")
    found = judged(tmp_path, rows, **OF_MEDIAN).metrics[0]
    half = (np.log1p(found.test.high) - np.log1p(found.test.low)) / 2 / t.ppf(0.975, found.test.df)
    assert (np.log1p(found.test.estimate), half) == pytest.approx((fit.params[1], fit.bse[1]), abs=1e-9)
    treated = [part.loc[part["arm"] == "treatment", "minutes"].median() for part in (early, late)]
    assert (found.baseline, found.after) == pytest.approx(treated, rel=1e-12)


def test_a_quantile_guards_in_its_own_unit(tmp_path):
    """The slowest tenth must not get slower by more than five minutes."""
    rows = tickets(-0.25, a_week=40)
    found = judged(
        tmp_path, rows, guardrails="{slowest: no worse than 5 min, error_rate: no worse than 3pp}", extra=MEDIAN
    )
    (line,) = [one for one in found.criteria if one.metric == "slowest"]
    assert (found.verdict, line.state) == ("GO", "MET")


def test_targets_of_a_median_are_held_against_the_median_of_all_rows(tmp_path):
    """`at most 11 min` is a level that anybody can check."""
    rows = tickets(-0.3, a_week=40, seed=2)
    found = judged(tmp_path, rows, primary="{median_handling: at most 11 min}", extra=MEDIAN).metrics[0]
    assert found.target_effect == pytest.approx(11 / found.baseline - 1)


def test_a_novelty_is_seen_in_a_median(tmp_path):
    """Its weeks have medians of their own, early weeks and late ones too."""
    early = [row for row in tickets(-0.35, a_week=40, noise=0.2) if row < "2026-02-23"]
    late = [row for row in tickets(0.0, a_week=40, noise=0.2) if row >= "2026-02-23"]
    found = judged(tmp_path, [*early, *late], **OF_MEDIAN)
    (doubt,) = [one for one in found.findings if one.code == "NOV101"]
    assert (found.verdict, doubt.effect) == ("NO-GO", "no-go")


def test_a_median_may_have_own_baselines_held_constant(tmp_path):
    """ANCOVA on log unit medians."""
    found = judged(tmp_path, tickets(-0.3, a_week=40), primary="{median_handling: -10%}", extra=MEDIAN + ANCOVA)
    assert (found.verdict, found.metrics[0].rung) == ("GO", "ANCOVA")


@pytest.mark.parametrize("agents", [2, 3])
def test_medians_of_a_handful_of_people_are_not_judged(tmp_path, agents):
    """One unit in a group leaves no spread, and there is no series of weekly medians."""
    found = judged(tmp_path, tickets(-0.3, agents=agents), **OF_MEDIAN)
    assert (found.verdict, "STA101" in codes(found)) == ("HOLD", True)


def test_one_row_per_unit_and_window_is_too_little_for_logs(tmp_path):
    """The ladder says so and refuses under 30 rows."""
    found = judged(
        tmp_path, [row for row in tickets(-0.3, a_week=1) if row[:10] in ("2026-01-05", "2026-03-02")], **OF_MEDIAN
    )
    assert (found.verdict, "30 are needed" in found.metrics[0].refusal) == ("HOLD", True)


def test_a_median_of_people_with_the_same_values_is_not_judged(tmp_path):
    """No variation, no chance to measure."""
    found = judged(tmp_path, [_alike(row) for row in tickets(0.0)], **OF_MEDIAN)
    assert (found.verdict, "no variation" in found.metrics[0].refusal) == ("HOLD", True)


def _alike(row):
    """The row with twenty minutes."""
    day, agent, arm, _, *rest = row.split(",")
    return ",".join([day, agent, arm, "20", *rest])


UNDATED = "{baseline: {none: lost}, pilot: {undated: no dates}, decide_by: 2026-04-05}"
SHORT = "{baseline: 2026-01-19 to 2026-02-01, pilot: 2026-02-02 to 2026-02-15, decide_by: 2026-04-05}"
ALONE = "{assignment: matched, unit: row, no_control: none there}"
LATE = "2026-02-02"


AFTER_THE_START = [row for row in visits(-0.25) if row >= LATE]
TREATED = [row for row in visits(-0.25) if ",treatment," in row]
WITHOUT_CONTROL = [row for row in visits(-0.25) if ",control," not in row or row < LATE]


def at_nothing(rows, place):
    """The pilot group's values after the start become 0: a change of -100 %."""
    cells = [row.split(",") for row in rows]
    gone = [one for one in cells if "treatment" in one and one[0] >= LATE]
    for one in gone:
        one[place] = "0"
    return [",".join(one) for one in cells]


@pytest.mark.parametrize(
    ("rows", "header", "items", "rung", "word"),
    [
        (AFTER_THE_START, VISITS, {"groups": ROW, "window": UNDATED}, "cross-sections", ""),
        (TREATED, VISITS, {"groups": ALONE}, "weekly series, no control", ""),
        (TREATED, VISITS, {"groups": ALONE, "window": SHORT}, "own past", ""),
        (WITHOUT_CONTROL, VISITS, {"groups": ROW}, "control gone", "the control group has no data"),
        (at_nothing(visits(-0.25), 4), VISITS, {"groups": ROW}, "cross-sections", "zero or negative"),
        (visits(-0.25, n=40), VISITS, {"groups": ROW}, "cross-sections", "30 are needed"),
        (at_nothing(tickets(-0.25), 3), None, OF_MEDIAN, "ratio of ratios", "nothing to count"),
        (at_nothing(tickets(-0.25), 3), None, {"extra": ANCOVA}, "ratio of ratios", "nothing to count"),
        (tickets(-0.25, agents=4), None, {"extra": ANCOVA}, "ANCOVA", "more than 4 are needed"),
        (tickets(-0.25, agents=2), None, {"extra": ANCOVA}, "weekly series", ""),
        ([row for row in tickets(-0.25) if row >= LATE], None, {**OF_MEDIAN, "window": UNDATED}, "after only", ""),
    ],
)  # fmt: skip
def test_hard_input_ends_in_a_rung_or_a_reason(tmp_path, rows, header, items, rung, word):
    """Never GO, never a crash, never a figure that is none."""
    found = judged(tmp_path, rows, header or HEADER, **items)
    assert (found.verdict, found.metrics[0].rung, word in found.metrics[0].refusal) == ("HOLD", rung, True)
    assert (found.metrics[0].effect is None) == bool(word)
    assert items.get("groups") != ROW or "STA108" not in [one.code for one in found.findings]


AFTER_ONLY = "{baseline: {none: nobody measured}, pilot: 2026-02-02 to 2026-03-29, decide_by: 2026-04-05}"
LINES = "analysis: {covariates: [lines]}\n"


def test_covariates_of_items_are_held_constant_within_units(tmp_path):
    """Lots among a developer's issues; the figures are those of OLS with a dummy for each developer."""
    import pandas as pd

    rows = issues(-0.25)
    table = pd.DataFrame([row.split(",") for row in rows], columns=["day", "who", "arm", "minutes", "error", "lines"])
    table = table[table["day"] >= "2026-02-23"]
    columns = pd.get_dummies(table["who"]).astype(float)
    columns = columns.assign(lines=table["lines"].astype(float), arm=(table["arm"] == "treatment").astype(float))
    fit = sm.OLS(np.log(table["minutes"].astype(float)), columns).fit()
    guard = "{error_rate: no worse than 10pp}"
    found = judged(tmp_path, rows, ISSUES, window=AFTER_ONLY, extra=LINES, guardrails=guard)
    assert (found.verdict, found.metrics[0].rung) == ("GO", "within units")
    assert np.log1p(found.metrics[0].test.estimate) == pytest.approx(fit.params["arm"], abs=1e-9)


def test_holding_the_length_of_issues_constant_narrows_the_interval(tmp_path):
    """That is what it is for."""
    found = [judged(tmp_path, issues(-0.25), ISSUES, window=AFTER_ONLY, extra=extra) for extra in (LINES, "")]
    width = [one.metrics[0].test.high - one.metrics[0].test.low for one in found]
    assert width[0] < 0.8 * width[1]


def test_issues_without_a_length_are_left_out_and_told(tmp_path):
    """Blank or words."""
    rows = [
        row if n % 30 else f"{row.rpartition(',')[0]},{('', 'long')[n % 60 == 0]}"
        for n, row in enumerate(issues(-0.25))
    ]
    found = judged(tmp_path, rows, ISSUES, window=AFTER_ONLY, extra=LINES)
    (doubt,) = [one for one in found.findings if one.code == "DAT110"]
    assert "judged items are left out, as they have no readable number in every covariate" in doubt.message
    assert "lines is blank or unreadable in 24 of 720 used rows" in doubt.message
