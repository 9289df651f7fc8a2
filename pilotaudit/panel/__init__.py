"""Sums per unit, arm, segment and week, and the calendar that cuts them: the last room that sees a row."""
