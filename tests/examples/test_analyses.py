"""From a charter and a CSV to the verdict, for analyses that a charter can ask for; figures against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from pilotaudit.errors import DataError
from tests.examples.analyses import judged, tickets

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
