"""Where every figure comes from: the tool, the files and what became of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pilotaudit import __version__
from pilotaudit.assessment.model import CountOut, DataOut, InputOut, Provenance
from pilotaudit.assessment.quality import coverage, missing, repeats
from pilotaudit.findings.base import Case
from pilotaudit.panel.model import Count, DataReport, InputFile, Panel


def provenance(case: Case) -> Provenance:
    """Files with their digests, and rows read, used, rejected and set aside by reason."""
    report = None if case.panel is None else case.panel.report
    inputs = () if case.panel is None else tuple(_input(one) for one in _files(case.panel))
    return Provenance(tool=f"pilotaudit {__version__}", inputs=inputs, data=_with_quality(_data(report), case))


def _files(panel: Panel) -> tuple[InputFile, ...]:
    """Items first, then the usage table."""
    return panel.report.files + (() if panel.usage is None else panel.usage.files)


def _input(one: InputFile) -> InputOut:
    return InputOut(
        path=one.path,
        sha256=one.sha256,
        bytes=one.size,
        rows_read=one.rows_read,
        rows_used=one.rows_used,
        rejected=one.rejected,
    )


def _data(report: DataReport | None) -> DataOut:
    if report is None:
        return DataOut(rows_read=0, rows_used=0, rejected=0)
    return DataOut(
        rows_read=report.rows_read,
        rows_used=report.rows_used,
        rejected=report.rows_rejected,
        rejects=_counts(report.rejected),
        set_aside=_counts(report.set_aside),
        notes=report.notes,
    )


def _with_quality(data: DataOut, case: Case) -> DataOut:
    """The same with coverage, blanks and repeats, where there are rows, and how the usage table is read."""
    if case.panel is None:
        return data
    used = () if case.panel.usage is None else case.panel.usage.notes
    return replace(
        data,
        notes=(*data.notes, *used),
        coverage=coverage(case.panel),
        missing=missing(case),
        repeats=repeats(case.panel),
    )


def _counts(counts: Sequence[Count]) -> tuple[CountOut, ...]:
    return tuple(CountOut(reason=one.reason, rows=one.rows, lines=one.lines) for one in counts)
