"""`pilotaudit demo` and `init`: what people start from."""

import pytest

from pilotaudit.demo import examples, templates


def test_demo_copies_an_example_and_judges_it(run, tmp_path, monkeypatch):
    """And prints the command that it ran."""
    monkeypatch.chdir(tmp_path)
    ran = run("demo")
    assert (ran.code, (tmp_path / "support-desk" / "tickets.csv").exists()) == (0, True)
    assert "$ pilotaudit evaluate support-desk/charter.yaml --as-of 2026-" in ran.err
    assert "GO" in ran.out


def test_demo_writes_over_nothing(run, tmp_path):
    """An example that was changed by hand is kept."""
    ran = run("demo", "season", tmp_path)
    assert (ran.code, ran.out, "is there already" in ran.err) == (2, "", True)


@pytest.mark.parametrize("command", ["demo", "init"])
def test_a_name_that_does_not_exist_is_answered_with_the_nearest(run, command, tmp_path):
    """And nothing is written."""
    ran = run(command, "suport-desk", tmp_path / "x")
    assert (ran.code, 'Did you mean "support-desk"?' in ran.err, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize(("command", "names"), [("demo", examples()), ("init", templates())])
def test_list_names_what_there_is(run, command, names):
    """The one to start with comes first."""
    assert run(command, "--list").out.split() == list(names)
    assert names[0] == "support-desk"


def test_init_writes_a_charter_whose_blanks_are_asked_for(run, tmp_path):
    """It is unusable until they are filled, and the problems name blanks only."""
    path = tmp_path / "new" / "charter.yaml"
    written, checked = run("init", "support-desk", path), run("check", path)
    assert (written.code, written.out, checked.code) == (0, f"{path}\n", 3)


def test_init_writes_over_nothing(run, tmp_path):
    """A charter that was filled in is kept."""
    path = tmp_path / "charter.yaml"
    path.write_text("mine")
    ran = run("init", "support-desk", path)
    assert (ran.code, path.read_text()) == (2, "mine")
