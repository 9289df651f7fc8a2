"""Welch's test on the rows of the pilot window, as many would do it: pandas and scipy.stats. Run alone."""

import sys

import pandas as pd
from scipy import stats

rows = pd.read_csv(sys.argv[1], parse_dates=["resolved_at"])
pilot = rows[rows["resolved_at"] >= "2026-02-02"]
treatment, control = (pilot[pilot["group"] == name] for name in ("treatment", "control"))
for column in ("handle_minutes", "error", "escalated"):
    print(column, stats.ttest_ind(treatment[column], control[column], equal_var=False).pvalue)
