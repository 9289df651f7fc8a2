"""Tests of the metric kinds and of the catalogue."""
