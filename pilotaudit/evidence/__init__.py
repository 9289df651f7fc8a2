"""Rows in: which files, how they are written, and which column plays which role."""
