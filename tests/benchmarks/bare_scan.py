"""What a careful person would write by hand: sums per unit, week, segment and group, bad rows recorded. Run alone."""

import sys

import duckdb

COLUMNS = """{'number': 'VARCHAR', 'resolved_at': 'TIMESTAMP', 'agent': 'VARCHAR', 'group': 'VARCHAR',
              'request_type': 'VARCHAR', 'handle_minutes': 'DOUBLE', 'escalated': 'DOUBLE', 'error': 'DOUBLE'}"""
QUERY = """
select agent, date_diff('day', date '2026-02-02', resolved_at::date) // 7 as week, request_type, "group", count(*),
    sum(handle_minutes), count(handle_minutes), sum(escalated), count(escalated), sum(error), count(error)
from read_csv('{file}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
              columns = {columns}, store_rejects = true)
group by agent, week, request_type, "group"
"""

with duckdb.connect() as connection:
    connection.execute("SET enable_progress_bar = false")
    found = connection.execute(QUERY.format(file=sys.argv[1], columns=COLUMNS)).fetchall()
    rejected = connection.execute("select count(*) from reject_errors").fetchone()
    print(len(found), "cells", rejected[0] if rejected else 0, "rejected")
