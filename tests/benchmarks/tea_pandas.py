"""A two-group comparison of the pilot window with tea-tasting, rows in pandas. Run alone."""

import sys

import pandas as pd
import tea_tasting as tt

rows = pd.read_csv(sys.argv[1], parse_dates=["resolved_at"])
pilot = rows[rows["resolved_at"] >= "2026-02-02"].rename(columns={"group": "variant"})
experiment = tt.Experiment(
    handle_minutes=tt.Mean("handle_minutes"), error=tt.Mean("error"), escalated=tt.Mean("escalated")
)
print(experiment.analyze(pilot, control="control"))
