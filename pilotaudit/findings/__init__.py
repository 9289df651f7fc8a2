"""Doubts about a pilot: one check per file, each with its page; `registry` lists them."""
