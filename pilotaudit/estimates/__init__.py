"""Sums in, effects out: one estimator per file, and the ladder that picks one and says why."""
