"""Exit criteria, the verdict with its reasons, the confidence, and what to do next."""
