"""Presets: every file is complete and closed, and recognised by the headers of its own exports only."""

from __future__ import annotations

import csv
import io
import json
from typing import get_args

import pytest

from pilotaudit.charter.model import DurationWords
from pilotaudit.evidence import presets
from pilotaudit.evidence.footers import is_footer
from pilotaudit.evidence.names import squeezed
from pilotaudit.evidence.presets import FOLDER, READ, preset, recognised, signs, there
from pilotaudit.metrics import catalogue
from tests.evidence.exports import EXPORTS, servicenow_log, written
from tests.house import ROOT

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SOURCES = {"vendor documentation", "real rows", "public code"}
EXAMPLES = [
    "resolved_at,agent,group,handle_minutes,error",
    "number,opened_at,resolved_at,agent,group,request_type,handle_minutes,error,escalated,reopened,csat,ai_used",
    "date,user,action,reason,role",
    "date,kind,amount,currency,workflow",
    "release,team,group,started_at,deployed_at,prep_minutes,failed",
    "id,created_at,closed_at,assignee,priority,status",
]
MANUAL = (ROOT / "docs" / "presets.md").read_text(encoding="utf-8")
NOT_HEADERS = {"encoding", "delimiter", "dates", "cap", "missing"}


def header_of(name: str) -> list[str]:
    """The header of an export, or the names of its records."""
    text = written(name).decode("utf-8-sig" if name != "salesforce" else "latin-1", errors="replace")
    if text.startswith(("{", "[")):
        record = json.loads(text)[0] if text.startswith("[") else json.loads(text.splitlines()[0])
        return [key for key in record if not isinstance(record[key], dict)] + [
            f"{key}.{inside}" for key, value in record.items() if isinstance(value, dict) for inside in value
        ]
    return next(csv.reader(io.StringIO(text), delimiter=";" if name == "azure-devops" else ","))


def test_every_preset_has_an_export_and_every_export_a_preset():
    """Nothing is known that no test reads."""
    assert sorted(EXPORTS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_loads_with_a_label_a_source_and_traps(name):
    """Unknown keys would raise."""
    found = preset(name)
    assert (found.name, bool(found.label), bool(found.traps)) == (name, True, True)
    assert found.known_from
    assert set(found.known_from) <= SOURCES


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_recognised_by_its_headers(name):
    """By its own preset and no other."""
    assert recognised(header_of(name)) == name


def test_a_log_of_updates_is_recognised_as_servicenow():
    """Its headers are a subset."""
    assert recognised(servicenow_log().splitlines()[0].split(",")) == "servicenow"


@pytest.mark.parametrize("header", EXAMPLES)
def test_plain_headers_are_nobodys(header):
    """A table of one's own is read as before."""
    assert recognised(header.split(",")) is None


def test_capitals_tell_freshservice_from_freshdesk():
    """The headers differ in nothing else."""
    header = ["Ticket Id", "Created Time", "Resolved Time", "Closed Time", "Agent"]
    lower = ["Ticket ID", "Created time", "Resolved time", "Closed time", "Agent"]
    assert (recognised(header), recognised(lower)) == ("freshservice", "freshdesk")


def test_a_preset_is_recognised_for_the_table_that_it_serves():
    """A usage report is no table of items."""
    header = header_of("viva-insights")
    assert (recognised(header, "usage"), recognised(header, "items")) == ("viva-insights", None)


def test_case_and_underscores_do_not_matter_to_a_warehouse():
    """Its columns may be in capitals."""
    assert recognised([name.upper() for name in header_of("servicenow")]) == "servicenow"


@pytest.mark.parametrize("name", NAMES)
def test_metrics_of_a_preset_are_in_the_catalogue(name):
    """With a reading that their kind can use."""
    for key, readings in preset(name).metrics.items():
        kind = catalogue()[key].kind
        assert kind in ("mean", "proportion")
        for reading in readings:
            assert kind == "proportion" or not (reading.values or reading.above is not None)


@pytest.mark.parametrize("name", NAMES)
def test_spans_of_a_preset_run_between_its_own_columns(name):
    """Opened and time, as a rule."""
    found = preset(name)
    spans = [reading.span for readings in found.metrics.values() for reading in readings if reading.span]
    assert all(end in found.columns for span in spans for end in span)


@pytest.mark.parametrize("name", NAMES)
def test_durations_are_in_the_words_of_the_charter(name):
    """What a preset says, a charter could say."""
    assert set(preset(name).durations.values()) <= set(get_args(DurationWords))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_unconfirmed_is_something_that_the_preset_says(name):
    """A header that it names, or one of its keys."""
    text = squeezed((FOLDER / f"{name}.yaml").read_text(encoding="utf-8").partition("unconfirmed:")[0])
    for key in preset(name).unconfirmed:
        assert key in NOT_HEADERS or squeezed(key) in text


@pytest.mark.parametrize("name", NAMES)
def test_footers_of_a_preset_are_dropped_by_the_reader(name):
    """What is known to stand below the rows is taken for no row."""
    assert all(map(is_footer, preset(name).footers))


@pytest.mark.parametrize("name", NAMES)
def test_traps_are_sentences(name):
    """They are printed as they stand."""
    assert all((trap.endswith(".") and trap[0].isupper()) or trap[0].islower() for trap in preset(name).traps)
    assert all(trap.endswith(".") for trap in preset(name).traps)


@pytest.mark.parametrize("name", NAMES)
def test_the_manual_lists_every_preset(name):
    """With what it serves and where it is known from."""
    found = preset(name)
    row = f"| `{name}` | {found.label} | {', '.join(found.serves)} | {', '.join(found.known_from)} |"
    assert row in MANUAL


def test_the_manual_explains_every_key():
    """Nobody has to read the loader."""
    assert [key for key in READ if f"`{key}`" not in MANUAL and f"\n{key}:" not in MANUAL] == []


def test_the_example_of_the_manual_is_a_preset(tmp_path, monkeypatch):
    """It loads, and its export is recognised."""
    block = MANUAL.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "example.yaml").write_text(block, encoding="utf-8")
    monkeypatch.setattr(presets, "FOLDER", tmp_path)
    for cached in (presets.signs, presets.preset):
        cached.cache_clear()
    try:
        name = recognised(["Number", "Opened on", "Solved on", "Times reopened"])
        assert (name, preset("example").metrics["reopen_rate"][0].above) == ("example", 0)
    finally:
        for cached in (presets.signs, presets.preset):
            cached.cache_clear()


def test_a_name_without_a_file_is_refused():
    """The charter's line is added by whoever asks."""
    with pytest.raises(KeyError):
        preset("remedy")


def test_keys_are_closed():
    """A key that nobody reads would be a fact that nobody uses."""
    assert "header" not in READ


def test_a_repeated_header_is_not_chosen():
    """It is not clear which of them is meant."""
    assert there(("Source", "Agent"), ["Source", "Agent", "Source"]) == 1


def test_a_star_stands_for_the_rest_of_a_header():
    """Such as a time zone in brackets."""
    assert there(("Conversation started at*",), ["Id", "Conversation started at (Europe/Paris)"]) == 1


def test_no_two_presets_have_one_label():
    """What is printed must tell them apart."""
    labels = [sign.label for sign in signs()]
    assert len(set(labels)) == len(labels)
