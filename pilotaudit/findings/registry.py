"""The list of checks, in the order of their codes, and the way they are run and explained."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from pilotaudit.charter.model import Waiver
from pilotaudit.findings import (
    ado101_stand_alone_tool,
    ado102_more_active_than_intended,
    ado103_weekly_use_not_measured,
    ado104_people_unknown_to_the_items,
    bas101_no_baseline,
    bas102_baseline_too_short,
    bas103_baseline_short,
    bas104_baseline_long_ago,
    bas105_baseline_not_as_promised,
    bas106_odd_weeks,
    chr101_vague_problem,
    chr102_all_embracing_intervention,
    chr103_number_of_metrics,
    chr104_target_outside_typical_range,
    chr105_several_workflows,
    chr106_no_guardrail,
    chr107_weaker_guardrail,
    chr108_criterion_dropped,
    chr109_only_sentiment,
    chr110_analysis_not_used,
    chr112_target_without_unit,
    cmp101_no_control,
    cmp102_volunteers,
    cmp103_one_team_per_arm,
    cmp104_before_after_misleads,
    cmp105_groups_not_alike,
    cmp106_ai_outside_the_pilot,
    cmp107_chosen_among_the_worst,
    cmp108_selective_turnover,
    cmp109_uneven_lot,
    cmp110_staggered_starts,
    cmp111_another_rollout,
    cmp112_group_ends_early,
    cmp113_weeks_without_rows,
    dat101_many_rows_rejected,
    dat102_rows_rejected,
    dat103_repeated_ids,
    dat104_opened_before_the_pilot,
    dat105_uneven_missing_values,
    dat106_cut_by_date,
    dat107_one_value_for_most,
    dat108_export_cut_short,
    dat110_units_without_covariate,
    dat130_rows_of_the_system_itself,
    dat131_preset_does_not_fit,
    dat132_export_unlike_its_system,
    dat133_people_stand_as_hashes,
    dat134_known_from_memory,
    dat135_system_account,
    dat140_export_not_usable_yet,
    dat141_metric_without_column,
    gov101_no_governance,
    gov102_no_scale_plan,
    gov103_no_former_gate,
    gov104_production_needs_unproven,
    lab101_downstream_not_measured,
    nov101_gain_fades,
    nov102_still_improving,
    own101_same_owner,
    own102_no_executive,
    rol101_no_trigger,
    rol102_no_way_back,
    rol201_trigger_fired,
    rol202_trigger_not_measured,
    seg101_segment_got_worse,
    sta101_too_few_units,
    sta102_shape_not_built,
    sta103_interim_look,
    sta104_segments_merged,
    sta105_case_mix_matters,
    sta106_weightings_differ,
    sta107_settled_period_too_short,
    sta108_sparse_counts,
    sta109_self_reported_primary,
    sta110_one_unit_decides,
    sta111_drift_explains_it,
    sta112_break_even_drift,
    sta113_look_too_early,
    sta120_weeks_left_out,
    sta130_what_the_window_carries,
    sta131_chance_of_harmless,
    sta140_covariates_unusable,
    sta141_rows_of_the_same_person,
    win101_approved_too_late,
    win102_pilot_too_long,
    win103_pilot_short,
    win104_late_decision,
    win105_decision_overdue,
)
from pilotaudit.findings.base import Case, Check, Finding

CHECKS: Final[tuple[Check, ...]] = (
    ado101_stand_alone_tool,
    ado102_more_active_than_intended,
    ado103_weekly_use_not_measured,
    ado104_people_unknown_to_the_items,
    bas101_no_baseline,
    bas102_baseline_too_short,
    bas103_baseline_short,
    bas104_baseline_long_ago,
    bas105_baseline_not_as_promised,
    bas106_odd_weeks,
    chr101_vague_problem,
    chr102_all_embracing_intervention,
    chr103_number_of_metrics,
    chr104_target_outside_typical_range,
    chr105_several_workflows,
    chr106_no_guardrail,
    chr107_weaker_guardrail,
    chr108_criterion_dropped,
    chr109_only_sentiment,
    chr110_analysis_not_used,
    chr112_target_without_unit,
    cmp101_no_control,
    cmp102_volunteers,
    cmp103_one_team_per_arm,
    cmp104_before_after_misleads,
    cmp105_groups_not_alike,
    cmp106_ai_outside_the_pilot,
    cmp107_chosen_among_the_worst,
    cmp108_selective_turnover,
    cmp109_uneven_lot,
    cmp110_staggered_starts,
    cmp111_another_rollout,
    cmp112_group_ends_early,
    cmp113_weeks_without_rows,
    dat101_many_rows_rejected,
    dat102_rows_rejected,
    dat103_repeated_ids,
    dat104_opened_before_the_pilot,
    dat105_uneven_missing_values,
    dat106_cut_by_date,
    dat107_one_value_for_most,
    dat108_export_cut_short,
    dat110_units_without_covariate,
    dat130_rows_of_the_system_itself,
    dat131_preset_does_not_fit,
    dat132_export_unlike_its_system,
    dat133_people_stand_as_hashes,
    dat134_known_from_memory,
    dat135_system_account,
    dat140_export_not_usable_yet,
    dat141_metric_without_column,
    gov101_no_governance,
    gov102_no_scale_plan,
    gov103_no_former_gate,
    gov104_production_needs_unproven,
    lab101_downstream_not_measured,
    nov101_gain_fades,
    nov102_still_improving,
    own101_same_owner,
    own102_no_executive,
    rol101_no_trigger,
    rol102_no_way_back,
    rol201_trigger_fired,
    rol202_trigger_not_measured,
    seg101_segment_got_worse,
    sta101_too_few_units,
    sta102_shape_not_built,
    sta103_interim_look,
    sta104_segments_merged,
    sta105_case_mix_matters,
    sta106_weightings_differ,
    sta107_settled_period_too_short,
    sta108_sparse_counts,
    sta109_self_reported_primary,
    sta110_one_unit_decides,
    sta111_drift_explains_it,
    sta112_break_even_drift,
    sta113_look_too_early,
    sta120_weeks_left_out,
    sta130_what_the_window_carries,
    sta131_chance_of_harmless,
    sta140_covariates_unusable,
    sta141_rows_of_the_same_person,
    win101_approved_too_late,
    win102_pilot_too_long,
    win103_pilot_short,
    win104_late_decision,
    win105_decision_overdue,
)
"""Every check, explicitly; a new one is one file and one line here."""

PAGES: Final[tuple[str, ...]] = (
    "CHR001", "CHR002", "CHR003", "CHR004", "CHR005", "CHR006", "CHR007", "CHR008", "CHR009", "CHR010", "CHR011",
    "CHR012", "CHR013", "CHR014", "CHR015", "CHR016", "CHR111", "DAT001", "DAT002", "DAT003", "DAT004", "DAT005",
    "DAT006", "DAT007", "DAT008", "DAT009", "DAT010", "DAT011", "DAT012", "DAT013", "DAT014", "DAT015", "DAT016",
    "DAT017", "DAT020", "DAT021", "DAT022", "DAT138", "DAT139", "OWN001", "WIN001", "WIN002",
)  # fmt: skip
"""Codes that are not a check's own: unusable input and portfolio findings. Their pages are files in `pages/`."""

CODES: Final[tuple[str, ...]] = tuple(sorted({*PAGES, *(check.CODE for check in CHECKS)}))


def run(case: Case) -> tuple[Finding, ...]:
    """All findings on a case, ordered by place; a waiver that is still good is written on the finding it covers."""
    found = [_waived(finding, case) for check in CHECKS for finding in check.check(case)]
    found += _waivers_of_nothing(case)
    return tuple(sorted(found, key=lambda finding: (finding.file, finding.line, finding.column, finding.code)))


def _waivers_of_nothing(case: Case) -> list[Finding]:
    """CHR111 for waivers of codes that no finding has; only the list of all codes can tell."""
    return [
        case.finding(
            "CHR111",
            "warn",
            f"waivers.{position}.code",
            f"the waiver of {waiver.code} covers nothing: no finding has that code; look it up or remove the waiver",
        )
        for position, waiver in enumerate(case.charter.waivers)
        if waiver.code not in CODES
    ]


def _waived(finding: Finding, case: Case) -> Finding:
    """The finding with its waiver's reason, when the charter accepts it on this date; only a block needs one."""
    waiver = _waiver(finding.code, case)
    return finding if waiver is None or finding.severity != "block" else replace(finding, waived=waiver.reason)


def _waiver(code: str, case: Case) -> Waiver | None:
    good = (waiver for waiver in case.charter.waivers if waiver.code == code and waiver.until >= case.as_of)
    return next(good, None)


@cache
def _docstrings() -> dict[str, str]:
    return {check.CODE: check.__doc__ or "" for check in CHECKS}


def page(code: str) -> str:
    """The page of a finding as Markdown: what it does, why it matters, example, what to do, limits, source.

    Raises KeyError for a code that does not exist.
    """
    if code not in CODES:
        raise KeyError(code)
    if code in _docstrings():
        return _docstrings()[code]
    return (Path(__file__).parent / "pages" / f"{code}.md").read_text(encoding="utf-8")
