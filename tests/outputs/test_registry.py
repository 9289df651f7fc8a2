"""Which formats there are, and what naming them costs."""

import subprocess
import sys

from pilotaudit.outputs import OUTPUTS, PORTFOLIO_OUTPUTS
from pilotaudit.outputs.checked import CHECK_OUTPUTS


def test_the_formats_are_those_of_the_manual():
    """HTML and SARIF are not in this version."""
    assert list(OUTPUTS) == ["text", "json", "markdown", "junit", "github", "csv"]
    assert list(PORTFOLIO_OUTPUTS) == ["text", "markdown", "json", "csv"]
    assert list(CHECK_OUTPUTS) == ["text", "json", "markdown", "junit", "github"]


def test_naming_the_formats_loads_nothing_heavy():
    """The command line lists them before it knows what is wanted."""
    script = "import sys, pilotaudit.outputs; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert {"rich", "jinja2", "pydantic", "duckdb", "numpy", "pandas", "yaml"} & set(loaded) == set()


def test_no_results_give_no_pages():
    """Nothing to say is said in each format without a crash."""
    assert (OUTPUTS["text"]([]), OUTPUTS["github"]([])) == ("", "")
