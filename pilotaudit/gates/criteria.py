"""All criteria of a gate, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pilotaudit.charter.model import Aim, Guard, NotRequired
from pilotaudit.charter.roles import Asked
from pilotaudit.estimates.model import Measured
from pilotaudit.findings.base import Case, Finding
from pilotaudit.gates.base import with_target
from pilotaudit.gates.guardrail import guardrail_criterion, watched_criterion
from pilotaudit.gates.look import look_of
from pilotaudit.gates.model import Criterion
from pilotaudit.gates.paper import paper_criterion
from pilotaudit.gates.primary import primary_criterion
from pilotaudit.gates.quality import quality_criterion
from pilotaudit.gates.secondary import secondary_criterion
from pilotaudit.gates.segments import segments_criterion
from pilotaudit.gates.stages import EXITS, Exit
from pilotaudit.gates.trust import ROWS_LOST, doubts_data, untrusted_because
from pilotaudit.gates.weekly_use import weekly_use_criterion
from pilotaudit.gates.wording import first_sentence
from pilotaudit.phrases import Level, Target

USE = ("weekly_active", "weekly_active_rate")
"""The names of weekly use."""


def criteria(case: Case, asked: Sequence[Asked], findings: Sequence[Finding]) -> tuple[Criterion, ...]:
    """Every criterion of the charter's stage. asked and case.measured go together, one by one."""
    leave = EXITS[case.charter.stage]
    return tuple((*(_measured(case, asked, findings) if leave.measured else ()), *_of_stage(case, leave, findings)))


def _measured(case: Case, asked: Sequence[Asked], findings: Sequence[Finding]) -> Iterator[Criterion]:
    """Primary, guardrails, secondary, and that one quality guardrail is measured."""
    lines = tuple(one for one in (_line(case, *pair, findings) for pair in _pairs(case, asked)) if one is not None)
    guardrails = tuple(one for one in lines if one.role in ("guardrail", "watched"))
    yield from (one for one in lines if one.role == "primary")
    yield from (*guardrails, *_dropped(case), quality_criterion(guardrails))
    yield from (one for one in lines if one.role == "secondary")


def _line(case: Case, asked: Asked, measured: Measured, findings: Sequence[Finding]) -> Criterion | None:
    """The criterion of one metric in its role; None for rollback metrics and absent watched ones."""
    untrusted = untrusted_because(measured, findings)
    if asked.role == "primary" and asked.aim is not None:
        return _primary(case, measured, asked.aim, untrusted)
    if asked.role == "secondary" and asked.aim is not None:
        return secondary_criterion(measured, asked.aim, untrusted)
    if asked.role == "guardrail" and asked.guard is not None:
        return guardrail_criterion(measured, asked.guard, untrusted, look=look_of(case))
    if asked.role == "watched" and asked.guard is not None:
        return watched_criterion(measured, asked.guard, untrusted)
    return None


def _primary(case: Case, measured: Measured, aim: Aim, untrusted: str) -> Criterion:
    """The primary metric against the charter's target, or the one that the charter sets for this stage."""
    target = _gates(case).get(measured.metric.key)
    if target is not None:
        measured, aim = with_target(measured, target), aim.model_copy(update={"target": target})
    return primary_criterion(measured, aim, _has_late(case), _interim(case), untrusted, look=look_of(case))


def _dropped(case: Case) -> Iterator[Criterion]:
    """Guardrails that the charter drops with a reason."""
    for key, guard in case.charter.guardrails.items():
        if isinstance(guard, NotRequired):
            label = key.replace("_", " ").capitalize()
            yield Criterion(
                f"guardrail.{key}",
                key,
                label,
                "guardrail",
                "not required",
                "not asked for",
                "WAIVED",
                f"not required: {guard.not_required}",
                deciding=False,
                source="charter",
            )


def _of_stage(case: Case, leave: Exit, findings: Sequence[Finding]) -> Iterator[Criterion]:
    """Weekly use, segments, papers, and what else the charter asks for at this stage."""
    gates = _gates(case)
    override = next((limit for key in USE if isinstance(limit := gates.get(key), Level)), None)
    if default := leave.weekly_use or override:
        use_line = weekly_use_criterion(case.charter, case.adoption, default, override, _interim(case))
        yield _trusted(use_line, case, findings)
    improved = gates.get("segments_improved", leave.segments_improved)
    if isinstance(improved, Level):
        untrusted = untrusted_because(case.primary, findings) if case.primary is not None else ""
        yield segments_criterion(case.primary, improved, "segments_improved" in gates, untrusted)
    yield from (_extra(case, key, target, findings) for key, target in gates.items() if _is_extra(case, key))
    yield from (paper_criterion(paper, case.charter, findings) for paper in leave.paper)


def _trusted(line: Criterion, case: Case, findings: Sequence[Finding]) -> Criterion:
    """Weekly use, UNTRUSTED where it was counted on items of which too many could not be read."""
    counted = case.adoption is not None and case.adoption.source == "ai_used" and line.state in ("MET", "MISSED")
    lost = next((one for one in findings if one.code == ROWS_LOST and doubts_data(one)), None)
    if lost is None or not counted:
        return line
    return replace(line, state="UNTRUSTED", reason=f"{lost.code}: {first_sentence(lost.message)}")


def _extra(case: Case, key: str, target: Target, findings: Sequence[Finding]) -> Criterion:
    """A further metric that has to reach a target at this stage."""
    measured = next((one for one in case.measured if one.metric.key == key), None)
    if measured is None:
        label = key.replace("_", " ").capitalize()
        return Criterion(
            f"stage.{key}",
            key,
            label,
            "stage",
            str(target),
            "not measured",
            "NO DATA",
            "no metric of this name was measured",
            deciding=True,
            source="charter",
        )
    untrusted = untrusted_because(measured, findings)
    if isinstance(target, Level) and measured.role not in ("primary", "secondary"):
        # A level asked of a guardrail is a limit that it must keep to, not an improvement that it must show.
        line = guardrail_criterion(measured, Guard(limit=target), untrusted, look=look_of(case))
    else:
        aimed = with_target(measured, target)
        line = primary_criterion(
            aimed, Aim(target=target), _has_late(case), _interim(case), untrusted, look=look_of(case)
        )
    return replace(line, id=f"stage.{key}", role="stage")


def _is_extra(case: Case, key: str) -> bool:
    return key not in (*USE, "segments_improved") and key not in case.charter.primary


def _gates(case: Case) -> Mapping[str, Target]:
    return case.charter.gates.get(case.charter.stage, {})


def _pairs(case: Case, asked: Sequence[Asked]) -> Iterator[tuple[Asked, Measured]]:
    return zip(asked, case.measured, strict=bool(case.measured))


def _has_late(case: Case) -> bool:
    """Whether the settled weeks can be cut into an earlier and a later half."""
    return case.panel is not None and case.panel.timeline.pilot is not None and len(case.panel.timeline.settled) > 1


def _interim(case: Case) -> bool:
    return case.panel is not None and not case.panel.timeline.decisive
