"""pilotaudit: go / no-go verdicts for enterprise AI pilots that can be checked line by line.

The map. Data goes one way, each step is a value, and a module imports only from rooms above it:

    charter -> evidence -> panel -> estimates / adoption -> findings -> gates -> assessment -> outputs

    0   errors, quantities, phrases, leaves, moments, numbers, scratch   the error tree; amounts; what people
                                   promise; a charter's other scalars; what metrics need; numbers as text; folders
    1   metrics/                   one kind per file, and the catalogue of named metrics
    2   charter/                   what was promised: the model and its loader
    3   evidence/                  rows in: dialect, dates, columns to roles, rejects
    4   panel/                     sums per unit, arm, segment and week: the last room that sees a row
    5   estimates/, adoption/      one estimator per file; the ladder that picks one; weekly use
    7   findings/                  one check per file, its page as docstring
    8   gates/                     exit criteria, verdict, confidence, recommendation
    9   assessment                 the frozen bundle that outputs render; its JSON is the public API
    10  outputs/, demo, evaluate, plan, check, batch, portfolio, inspect   one format per file; one job per file
    11  cli/                       one command per file; the clock, the environment, exit codes

Start reading at `evaluate.py`.
"""

__version__ = "0.1.0"
