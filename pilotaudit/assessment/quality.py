"""How good the data are as data: what of each window they cover, what is blank in which group, what repeats."""

from __future__ import annotations

from collections.abc import Iterator

from pilotaudit.assessment.model import CoverageOut, GroupCoverOut, MissingOut, RepeatsOut
from pilotaudit.findings.base import Case
from pilotaudit.panel.model import CONTROL, TREATMENT, Panel
from pilotaudit.panel.plan import REPEATED
from pilotaudit.panel.timeline import Timeline
from pilotaudit.phrases import DateRange


def coverage(panel: Panel) -> tuple[CoverageOut, ...]:
    """Both windows, as far as they have dates; a group without rows in the data at all is left out."""
    timeline = panel.timeline
    windows = (
        ("baseline", timeline.baseline, timeline.baseline_weeks),
        ("pilot", timeline.pilot, timeline.pilot_weeks),
    )
    return tuple(
        _covered(panel, name, window, _read(timeline, weeks)) for name, window, weeks in windows if window is not None
    )


def missing(case: Case) -> tuple[MissingOut, ...]:
    """Metrics that are measured, each once, with the share of used rows that have no value."""
    panel = case.panel
    if panel is None:
        return ()
    labels = {one.metric.key: one.metric.label for one in case.measured if one.metric.key in panel.report.missing}
    return tuple(_blank(panel, key, label) for key, label in labels.items())


def repeats(panel: Panel) -> RepeatsOut:
    """Rows that repeat another."""
    same = sum(one.rows for one in panel.report.rejected if one.reason == REPEATED)
    why = panel.report.repeats_unsought
    return RepeatsOut(looked_for=not why, same=same, same_id=panel.report.repeated_ids, why_not=why)


def _read(timeline: Timeline, weeks: tuple[int, ...]) -> tuple[int, ...]:
    """Weeks with days that are read."""
    return tuple(week for week in weeks if timeline.days(week))


def _covered(panel: Panel, name: str, window: DateRange, weeks: tuple[int, ...]) -> CoverageOut:
    groups = (_group(panel, arm, word, weeks) for arm, word in ((TREATMENT, "treatment"), (CONTROL, "control")))
    has = {arm for arm, _, _ in panel.report.used_by_week}
    shown = [one for one in groups if one.group == "treatment" or CONTROL in has]
    return CoverageOut(
        window=name,
        first=window.first.isoformat(),
        last=window.last.isoformat(),
        weeks=len(weeks),
        groups=tuple(shown),
    )


def _group(panel: Panel, arm: int, word: str, weeks: tuple[int, ...]) -> GroupCoverOut:
    rows = dict(_rows(panel, arm))
    return GroupCoverOut(
        group=word, rows=sum(rows.get(week, 0) for week in weeks), weeks=sum(rows.get(week, 0) > 0 for week in weeks)
    )


def _rows(panel: Panel, arm: int) -> Iterator[tuple[int, int]]:
    """Used rows of one group by week."""
    yield from ((week, rows) for side, week, rows in panel.report.used_by_week if side == arm)


def _blank(panel: Panel, key: str, label: str) -> MissingOut:
    blank = panel.report.missing[key]
    used = [sum(rows for _, rows in _rows(panel, arm)) for arm in (CONTROL, TREATMENT)]
    control, treatment = (n / rows if rows else None for n, rows in zip(blank, used, strict=True))
    return MissingOut(metric=key, label=label, control=control, treatment=treatment)
