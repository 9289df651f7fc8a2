"""A two-group comparison of the pilot window with tea-tasting, rows in DuckDB. Run alone."""

import sys

import ibis
import tea_tasting as tt

connection = ibis.duckdb.connect()
rows = connection.read_csv(sys.argv[1])
pilot = rows.filter(rows.resolved_at >= "2026-02-02").rename(variant="group")
experiment = tt.Experiment(
    handle_minutes=tt.Mean("handle_minutes"), error=tt.Mean("error"), escalated=tt.Mean("escalated")
)
print(experiment.analyze(pilot, control="control"))
