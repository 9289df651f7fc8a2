"""Settings files."""

import pytest

from pilotaudit.cli.settings import settings
from pilotaudit.errors import UsageError


def test_no_file_means_no_settings(tmp_path):
    """A project without settings runs on the defaults."""
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert settings(tmp_path) == {}


def test_the_nearest_file_counts(tmp_path):
    """Settings of a folder above hold until a nearer file replaces them."""
    (tmp_path / "pyproject.toml").write_text('[tool.pilotaudit]\nfail-on = "no-go"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    above = settings(inner)
    (inner / "pilotaudit.toml").write_text("jobs = 3\n")
    assert (above, settings(inner)) == ({"fail_on": "no-go"}, {"jobs": 3})


def test_one_text_stands_for_a_list_of_one(tmp_path):
    """Options that may be repeated take a text or a list."""
    (tmp_path / "pilotaudit.toml").write_text('ignore = "GOV"\noutput = ["json=a.json", "csv=b.csv"]\n')
    assert settings(tmp_path) == {"ignore": ["GOV"], "output": ["json=a.json", "csv=b.csv"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('fail_on = "hold"', 'did you mean "fail-on"'),
        ("frequency = true", "it may hold"),
        ('jobs = "2"', '"jobs" must be a whole number'),
        ("jobs = true", '"jobs" must be a whole number'),
        ('quiet = "yes"', '"quiet" must be true or false'),
        ("ignore = 3", '"ignore" must be text or a list of texts'),
        ("jobs = ", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_said_with_its_remedy(tmp_path, text, message):
    """A setting that is silently not applied would change an exit code."""
    (tmp_path / "pilotaudit.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        settings(tmp_path)
