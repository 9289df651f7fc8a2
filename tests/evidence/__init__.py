"""Rows in: files, dialects, names, dates and measures."""
