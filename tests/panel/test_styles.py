"""Columns written in their own way: decided from a look, verified by the pass, made again where it was wrong."""

from __future__ import annotations

from datetime import date

import pytest

from pilotaudit.panel import looks
from tests.panel.reading import HEADER, ROWS, adds_up, read, reasons, refused, table, totals

CELL = "2026-03-10;a1;treatment;{};0"
SPAN = {
    "metrics": {"mine": {"kind": "mean", "span": ["started", "resolved_at"], "unit": "h", "better": "lower"}},
    "primary": {"mine": "-10%"},
}


def _items(**items):
    return {"data": {"items": {"file": "tickets.csv", **items}}}


def _cells(*cells, rows=ROWS):
    """The usual rows between semicolons, and one row of the pilot for every cell."""
    return "\n".join([HEADER.replace(",", ";"), *(row.replace(",", ";") for row in rows), *map(CELL.format, cells)])


def _own(**block):
    return {"metrics": {"mine": {"kind": "mean", "better": "lower", **block}}, "primary": {"mine": "-10%"}}


@pytest.fixture
def small_sample(monkeypatch):
    """A look at four rows."""
    monkeypatch.setattr(looks, "SAMPLE", 4)
    monkeypatch.setattr(looks, "FEWEST", 2)


def test_decimal_commas_are_read_and_said(tmp_path):
    """In the usual European export."""
    panel = read(tmp_path, _cells("1,5", "2,25"))
    assert totals(panel) == (10, 158.75)
    assert panel.report.notes == ('Numbers in "handle_minutes" are read like 1234,5, decided from all its values.',)


def test_numbers_that_can_be_read_in_two_ways_are_a_question(tmp_path):
    """With the value that shows it, and what to write."""
    text = refused(tmp_path, _cells("1,234"))
    assert 'DAT013 the numbers in "handle_minutes" can be read in two ways, such as 1,234' in text
    assert '"numbers: decimal comma" under data.items' in text


@pytest.mark.parametrize(("said", "total"), [("decimal comma", 156.234), ("decimal point", 1389)])
def test_the_charter_answers_what_the_numbers_do_not(tmp_path, said, total):
    """And the note says that it did."""
    panel = read(tmp_path, _cells("1,234"), _items(numbers=said))
    assert totals(panel) == (9, total)
    assert "as the charter says" in panel.report.notes[0]


def test_a_doubtful_column_that_nobody_asked_for_is_not_measured(tmp_path):
    """A question about a metric that is only watched must not stop the verdict."""
    rows = [f"{row},{score}" for row, score in zip(ROWS, ['"1,234"', *"5432154"], strict=True)]
    panel = read(tmp_path, table(header=f"{HEADER},csat", rows=rows))
    assert "customer_satisfaction" not in panel.metrics
    assert panel.report.notes[0].startswith('Numbers in "csat" can be read in two ways (1,234)')


def test_a_style_decided_from_the_first_rows_is_checked_on_all(tmp_path, small_sample):
    """Decimal commas begin below the look; the pass is made again."""
    panel = read(tmp_path, _cells("1,5", "2,25"))
    assert (totals(panel), reasons(panel), adds_up(panel)) == ((10, 158.75), {}, True)


def test_misfits_that_change_nothing_are_rejects(tmp_path, small_sample):
    """Text among numbers, below the look."""
    panel = read(tmp_path, _cells("soon", "2"))
    assert (totals(panel), adds_up(panel)) == ((9, 157), True)
    assert reasons(panel) == {'with text instead of a number in "handle_minutes"': 1}


def test_a_few_numbers_in_another_style_are_rejects(tmp_path, small_sample):
    """Ninety with a point, one with a comma: a pass, a look at it, and the style of most stays."""
    panel = read(tmp_path, _cells(*["1.5"] * 90, "2,5"))
    assert totals(panel) == (98, 155 + 135)
    assert reasons(panel) == {'with a number that is written unlike the others in "handle_minutes"': 1}


def test_a_watched_column_is_checked_on_all_rows_too(tmp_path, small_sample):
    """Its doubts cost no row, and still the pass sees them."""
    rows = [f"{row};{score}" for row, score in zip(ROWS, "12345", strict=False)]
    rows += [f"{row};4,5" for row in ROWS[5:]]
    panel = read(tmp_path, "\n".join(row.replace(",", ";", 4) for row in (f"{HEADER};csat", *rows)))
    assert totals(panel, "customer_satisfaction") == (8, 15 + 13.5)


def test_dates_of_another_style_below_the_look_are_read(tmp_path, small_sample):
    """Jira writes both in one column."""
    more = ("10/Mar/26 3:51 PM,a1,treatment,9,0", "11/Mar/26 9:00 AM,a2,treatment,9,0")
    panel = read(tmp_path, table(*more))
    assert (totals(panel), reasons(panel)) == ((10, 173), {})
    assert 'Dates in "resolved_at" are written in several styles' in panel.report.notes[0]


def test_years_of_two_digits_below_the_look_are_not_those_of_the_first_century(tmp_path, small_sample):
    """`%Y` alone would take 26 for the year 26."""
    rows = [f"{row[8:10]}/{row[5:7]}/2026{row[10:]}" for row in ROWS]
    panel = read(tmp_path, table("13/02/2026,a1,treatment,9,0", "14/02/26,a1,treatment,9,0", rows=rows))
    assert totals(panel) == (10, 173)


def test_a_column_that_is_blank_above_is_looked_at_where_it_begins(tmp_path, small_sample):
    """Its first values stand below the look."""
    rows = [f"{row.rsplit(',', 2)[0]},,0" for row in ROWS]
    panel = read(tmp_path, table('2026-03-10,a1,treatment,"1,5",0', rows=rows))
    assert totals(panel) == (1, 1.5)


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        (("1:30:00", "0:00:30", "26:10:00"), 90 + 0.5 + 1570),
        (("1h 30m", "30s", "1d 2h 10m"), 90 + 0.5 + 1570),
        (("PT1H30M", "PT30S", "P1DT2H10M"), 90 + 0.5 + 1570),
    ],
)
def test_durations_say_their_unit_themselves(tmp_path, cells, minutes):
    """Whatever the column is called."""
    rows = [row.replace("treatment,15", "treatment,").split(",") for row in ROWS]
    blank = [",".join([*row[:3], "", row[4]]) for row in rows]
    panel = read(tmp_path, _cells(*cells, rows=blank))
    assert totals(panel) == (3, minutes)
    assert panel.report.notes[0].startswith('Durations in "handle_minutes" are read as ')


def _blank(rows=ROWS):
    return [",".join([*row.split(",")[:3], "", row.split(",")[4]]) for row in rows]


def test_durations_of_two_parts_are_a_question(tmp_path):
    """83:45 is three days and a half, or an hour and a half."""
    text = refused(tmp_path, _cells("83:45", rows=_blank()))
    assert 'DAT012 the durations in "handle_minutes" may be hours and minutes or minutes and seconds' in text


@pytest.mark.parametrize(
    ("said", "cell", "minutes"),
    [
        ("H:MM", "83:45", 5025),
        ("M:SS", "83:45", 83.75),
        ("H:MM:SS", "1:00:30", 60.5),
        ("seconds", "90", 1.5),
        ("hours", "1.5", 90),
        ("milliseconds", "90000", 1.5),
        ("days", "0.5", 720),
    ],
)
def test_the_charter_says_how_durations_are_written(tmp_path, said, cell, minutes):
    """By the header, or by a name of its map."""
    panel = read(tmp_path, _cells(cell, rows=_blank()), _items(durations={"Handle Minutes": said}))
    assert totals(panel) == (1, minutes)
    assert "as the charter says." in panel.report.notes[0]


def test_durations_of_a_column_that_is_not_there_are_refused(tmp_path):
    """With the nearest header."""
    text = refused(tmp_path, table(), _items(durations={"handling": "H:MM"}))
    assert 'DAT004 the data have no column "handling"' in text


def test_rows_of_another_style_of_duration_are_rejects(tmp_path):
    """Most are clocks."""
    panel = read(tmp_path, _cells("1:00:00", "2:00:00", "90", "1h", rows=_blank()))
    assert totals(panel) == (2, 180)
    assert reasons(panel) == {'with no duration H:MM:SS in "handle_minutes"': 2}


def test_negative_durations_are_rejects(tmp_path):
    """A service level that was missed."""
    panel = read(tmp_path, _cells("1:00:00", "-2:00:00", rows=_blank()))
    assert reasons(panel) == {'with a negative duration in "handle_minutes"': 1}


def test_a_header_that_names_its_unit_is_believed_where_the_charter_s_metric_does_not(tmp_path):
    """Seconds in the file, minutes in the metric; the note says so."""
    rows = [f"{row},{seconds}" for row, seconds in zip(ROWS, range(60, 540, 60), strict=True)]
    content = table(header=f"{HEADER},seconds_to_resolve", rows=rows)
    panel = read(tmp_path, content, _own(column="seconds_to_resolve", unit="min"))
    assert totals(panel, "mine") == (8, 36)
    assert panel.report.notes == ('Numbers in "seconds_to_resolve" are seconds, as the header says.',)


def test_money_in_another_currency_than_the_metric_is_refused(tmp_path):
    """Euro signs, and a metric in dollars."""
    rows = [f"{row},€5" for row in ROWS]
    text = refused(tmp_path, table(header=f"{HEADER},cost", rows=rows), _own(column="cost", unit="USD"))
    assert 'DAT017 the amounts in "cost" are written with €, and the metric is in USD' in text


@pytest.mark.parametrize(("unit", "total"), [("", 1), ("points", 100)])
def test_percent_is_a_share_except_where_points_are_wanted(tmp_path, unit, total):
    """Eight times 12,5 %."""
    rows = [f'{row},"12,5 %"' for row in ROWS]
    panel = read(
        tmp_path, table(header=f"{HEADER},score", rows=rows), _own(column="score", **({"unit": unit} if unit else {}))
    )
    assert totals(panel, "mine") == (8, total)


def test_a_flag_above_a_limit_reads_numbers_in_their_style(tmp_path):
    """1,5 is above one."""
    rows = [f"{row};{cell}" for row, cell in zip(ROWS, ["1,5", "0,5", "2", "1", *"0000"], strict=True)]
    changes = {
        "metrics": {"mine": {"kind": "proportion", "column": "count", "above": 1, "better": "lower"}},
        "primary": {"mine": "-10%"},
    }
    panel = read(tmp_path, "\n".join(row.replace(",", ";", 4) for row in (f"{HEADER};count", *rows)), changes)
    assert totals(panel, "mine") == (8, 2)


def _spans(tmp_path, stamps, *, header="started", resolved="resolved_at", **items):
    """Hours from the first stamp of each pair to the second."""
    rows = [f"{end},a{n % 2 + 1},treatment,1,0,{start}" for n, (start, end) in enumerate(stamps)]
    rows += ["2026-01-08 10:00,b1,control,1,0,2026-01-08 09:00"]
    head = f"{HEADER},{header}".replace("resolved_at", resolved)
    columns = {"started": header, "resolved_at": resolved, "time": resolved}
    return read(tmp_path, table(header=head, rows=rows), SPAN | _items(columns=columns, **items))


NIGHT = [("2026-03-28 22:00", "2026-03-29 04:00")]
"""Over the night in which Berlin's clocks skip an hour."""


@pytest.mark.parametrize(("timezone", "hours"), [(None, 7), ("Europe/Berlin", 6), ("UTC", 7)])
def test_the_time_between_stamps_knows_the_clock_where_the_zone_is_known(tmp_path, timezone, hours):
    """As written without a zone; an hour less in Berlin. The control's hour is the other one."""
    items = {} if timezone is None else {"timezone": timezone}
    assert totals(_spans(tmp_path, NIGHT, **items), "mine") == (2, hours)


def test_zones_in_headers_are_believed_and_said(tmp_path):
    """Nine o'clock in New York is after ten in London's winter, and before it in the week of two times."""
    stamps = [("2026-03-10 05:00", "2026-03-10 10:00")]
    panel = _spans(tmp_path, stamps, header="Started (America/New_York)", resolved="Done (UTC)")
    assert (totals(panel, "mine"), sum(reasons(panel).values())) == ((1, 1), 1)
    assert panel.report.notes == (
        'Dates in "Done (UTC)" are taken for UTC, as the header says.',
        'Dates in "Started (America/New_York)" are taken for America/New_York, as the header says.',
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-29", "skips; it is read as an hour later"),
        ("2026-10-25", "repeats; it is read as the second of the two"),
    ],
)
def test_stamps_in_hours_that_the_clock_skips_or_repeats_are_counted(tmp_path, day, said):
    """Half past two in the night of the change."""
    windows = {"window.baseline": "2026-01-05 to 2026-02-01", "window.pilot": "2026-02-02 to 2026-11-01"}
    windows |= {"window.decide_by": "2026-11-05"} | _items(timezone="Europe/Berlin")
    panel = read(tmp_path, table(f"{day} 02:30,a1,treatment,9,0"), windows, as_of=date(2026, 11, 5))
    assert panel.report.notes == (f'Dates in "resolved_at": 1 in an hour that the clock of Europe/Berlin {said}.',)
