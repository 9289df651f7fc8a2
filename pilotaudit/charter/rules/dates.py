"""Windows in their order, the decision after the pilot, looks inside it."""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.charter.base import Flaw
from pilotaudit.charter.model import Charter
from pilotaudit.phrases import DateRange
from pilotaudit.quantities import weeks_of

_SPANS = ("day", "days", "week", "weeks")


def flaws(charter: Charter) -> Iterator[Flaw]:
    """WIN001 order of the windows, WIN002 the decision date, CHR016 and CHR005 looks and settling in."""
    window = charter.window
    if isinstance(window.pilot, DateRange):
        yield from _baseline(charter, window.pilot)
        yield from _decision(charter, window.pilot)
    yield from _looks(charter)
    yield from _settling(charter)


def _settling(charter: Charter) -> Iterator[Flaw]:
    """Settling in is a span of time, and leaves a week to judge."""
    window = charter.window
    if window.settle_in is None:
        return
    if window.settle_in.unit not in _SPANS or window.settle_in.value < 0:
        yield Flaw(
            "CHR005",
            "window.settle_in",
            f'window.settle_in: "{window.settle_in}" is not a time; write weeks or days, such as 3 weeks',
        )
        return
    weeks = max(1, window.pilot.days // 7) if isinstance(window.pilot, DateRange) else None
    if weeks is not None and weeks_of(window.settle_in) >= weeks:
        message = f"settle_in {window.settle_in} leaves no week of the pilot's {weeks} to judge; shorten it"
        yield Flaw("CHR016", "window.settle_in", message, ("window.pilot",))


def _baseline(charter: Charter, pilot: DateRange) -> Iterator[Flaw]:
    baseline = charter.window.baseline
    if not isinstance(baseline, DateRange) or baseline.last < pilot.first:
        return
    how = "comes after" if baseline.first > pilot.last else "overlaps"
    yield Flaw(
        "WIN001",
        "window.baseline",
        f"the baseline ({baseline}) {how} the pilot ({pilot}); end it before {pilot.first}",
        ("window.pilot",),
    )


def _decision(charter: Charter, pilot: DateRange) -> Iterator[Flaw]:
    if charter.window.decide_by < pilot.last:
        yield Flaw(
            "WIN002",
            "window.decide_by",
            f"decide_by {charter.window.decide_by} is before the last pilot day, {pilot.last}; decide on or after it",
            ("window.pilot",),
        )


def _looks(charter: Charter) -> Iterator[Flaw]:
    """Registered looks are days of the pilot before its last one, each once."""
    pilot, looks = charter.window.pilot, charter.window.looks
    for position, look in enumerate(looks):
        path = f"window.looks.{position}"
        if not isinstance(pilot, DateRange):
            yield Flaw("CHR016", path, "an undated pilot has no interim looks; remove window.looks", ("window.pilot",))
        elif look not in pilot:
            yield Flaw(
                "CHR016",
                path,
                f"the look {look} is not a day of the pilot ({pilot}); move or remove it",
                ("window.pilot",),
            )
        elif look == pilot.last:
            yield Flaw(
                "CHR016",
                path,
                f"the look {look} is the last pilot day, which is the decision anyway; move or remove it",
                ("window.pilot",),
            )
        elif look in looks[:position]:
            yield Flaw("CHR016", path, f"the look {look} stands here twice; keep one")
