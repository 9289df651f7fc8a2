"""The shipped examples as golden tests: data, verdict, exit code and the whole scorecard."""
