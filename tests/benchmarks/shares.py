"""How long a pilot's evaluation takes, step by step: prints seconds of reading and of statistics. Run alone.

The steps are those of `pilotaudit/evaluate.py`, in its order; statistics are everything between the sums and the
assessment: estimates, weekly use, findings and the rule.
"""

import sys
import time
from datetime import date
from pathlib import Path

from pilotaudit.adoption.weekly import weekly_use
from pilotaudit.charter.load import load_charter
from pilotaudit.charter.roles import asked
from pilotaudit.estimates.ladder import measure
from pilotaudit.findings.base import Case
from pilotaudit.findings.registry import run
from pilotaudit.gates.verdict import rule
from pilotaudit.panel.read import read_panel
from pilotaudit.panel.timeline import timeline_of

AS_OF = date(2026, 4, 5)

start = time.perf_counter()
loaded = load_charter(Path(sys.argv[1]))
charter, wanted = loaded.charter, asked(loaded.charter)
timeline = timeline_of(charter, AS_OF)
panel = read_panel(loaded, [one.metric for one in wanted], timeline)
read = time.perf_counter()
measured = measure(charter, panel, wanted)
case = Case(charter, loaded.file, loaded.places, AS_OF, panel, measured, weekly_use(charter, panel))
ruling = rule(case, wanted, run(case))
done = time.perf_counter()
print(f"{read - start:.4f} {done - read:.4f} {ruling.verdict}")
