"""One small export per known system, written as that system writes it: simulated items, real habits.

Eight people in two queues close four items a week for twelve weeks; in the pilot's eight weeks those of EMEA need a
fifth less time. What each export must say is known from the items themselves.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST = datetime(2026, 1, 5, 9)
WEEKS, BASELINE = 12, 4
TREATED, CONTROL = "EMEA L1", "AMER L1"


@dataclass(frozen=True)
class Item:
    """One item. minutes: from start to end."""

    number: int
    agent: str
    queue: str
    kind: str
    start: datetime
    minutes: int
    reopened: bool
    escalated: bool
    score: int

    @property
    def end(self) -> datetime:
        """When it was finished."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def clock(self) -> str:
        """Its length as hours, minutes and seconds."""
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}:00"


def items() -> tuple[Item, ...]:
    """All items, in the order in which they were opened."""
    found = [_item(week, person, turn) for week in range(WEEKS) for person in range(8) for turn in range(4)]
    return tuple(sorted(found, key=lambda one: (one.start, one.agent)))


def _item(week: int, person: int, turn: int) -> Item:
    number = 1000 + 100 * week + 10 * person + turn
    treated = person < 4
    start = FIRST + timedelta(days=7 * week + turn, minutes=13 * person + 7 * turn)
    minutes = 200 + 12 * person + 5 * ((week * 3 + turn * 2 + person) % 7)
    if treated and week >= BASELINE:
        minutes = round(minutes * 0.8)
    return Item(
        number=number,
        agent=f"Agent {person + 1}",
        queue=TREATED if treated else CONTROL,
        kind=("Access", "VPN")[(number + week) % 2],
        start=start,
        minutes=minutes,
        reopened=(number + week + person) % 17 == 0,
        escalated=(number + 2 * week) % 13 == 0,
        score=3 + (number + week + person) % 3,
    )


def table(rows: Iterable[Mapping[str, object]], delimiter: str = ",", newline: str = "\n") -> str:
    """CSV text of rows; the first one's keys are the header."""
    listed = [dict(row) for row in rows]
    return matrix(list(listed[0]), (list(row.values()) for row in listed), delimiter, newline)


def matrix(header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",", newline: str = "\n") -> str:
    """CSV text of a header, which may repeat names, and rows."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def day_first(moment: datetime) -> str:
    """`5/1/2026 09:07`, unpadded."""
    return f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M}"


def month_first(moment: datetime) -> str:
    """`1/5/2026 9:07 AM`, unpadded."""
    return f"{moment.month}/{moment.day}/{moment.year} {_twelve(moment)}"


def _twelve(moment: datetime, seconds: str = "") -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M}{seconds} {moment:%p}"


def month_name(moment: datetime) -> str:
    """`05/Jan/26 9:07 AM`."""
    return f"{moment:%d/%b/%y} {_twelve(moment)}"


def iso(moment: datetime) -> str:
    """`2026-01-05 09:07:00`."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def zulu(moment: datetime) -> str:
    """`2026-01-05T09:07:00Z`."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def servicenow() -> bytes:
    """Windows-1252, CRLF, field names, `?` for missing, an automatic close five days after."""
    rows = (
        {
            "number": f"INC{one.number:07d}",
            "opened_at": iso(one.start),
            "resolved_at": iso(one.end),
            "closed_at": iso(one.end + timedelta(days=5)),
            "assigned_to": "?" if one.number % 9 == 0 else one.agent,
            "resolved_by": one.agent,
            "assignment_group": one.queue,
            "category": one.kind,
            "contact_type": "Téléphone",
            "priority": "3 - Moderate",
            "incident_state": "Closed",
            "reopen_count": int(one.reopened),
            "reassignment_count": int(one.escalated),
            "made_sla": "true",
            "calendar_stc": one.minutes * 60,
        }
        for one in items()
    )
    return table(rows, newline="\r\n").encode("cp1252")


def servicenow_log() -> str:
    """One row per update, day first and unpadded; the last update has all that is known."""
    return table(row for one in items() for row in _updates(one))


def _updates(one: Item) -> Iterable[dict[str, object]]:
    for update, state in enumerate(("New", "Active", "Resolved", "Closed")):
        last = update == 3
        yield {
            "number": f"INC{one.number:07d}",
            "incident_state": state,
            "reassignment_count": update // 2,
            "reopen_count": int(one.reopened and last),
            "sys_mod_count": update * 4,
            "made_sla": "true",
            "opened_at": day_first(one.start),
            "sys_updated_at": day_first(one.start + timedelta(minutes=update)),
            "contact_type": "Phone",
            "category": one.kind,
            "assignment_group": one.queue,
            "assigned_to": one.agent,
            "resolved_by": one.agent if update >= 2 else "?",
            "resolved_at": day_first(one.end) if update >= 2 else "?",
            "closed_at": day_first(one.end + timedelta(days=5)) if last else "?",
        }


def jira() -> str:
    """Two styles of dates in one column, repeated headers, line breaks in cells, an SLA cell that is negative."""
    header = [
        "Summary",
        "Issue key",
        "Issue Type",
        "Status",
        "Priority",
        "Assignee",
        "Created",
        "Updated",
        "Resolved",
        "Labels",
        "Labels",
        "Satisfaction rating",
        "Custom field (Time to resolution)",
        "Custom field (Request Type)",
        "Custom field (Team)",
        "Status Category",
        "Time Spent",
    ]
    return matrix(header, (_issue(one) for one in items()))


def _issue(one: Item) -> list[object]:
    stamp = (lambda moment: f"{iso(moment)}.000") if one.number % 5 == 0 else month_name
    return [
        f"Cannot sign in,\nitem {one.number}",
        f"SD-{one.number}",
        "Service Request",
        "Done",
        "Medium",
        one.agent,
        stamp(one.start),
        stamp(one.end),
        stamp(one.end),
        "vpn",
        "",
        one.score,
        f"-{one.minutes // 60}:{one.minutes % 60:02d}",
        one.kind,
        one.queue,
        "Done",
        one.minutes * 60,
    ]


def zendesk() -> str:
    """Minutes in columns of their own; the score is a word."""
    return table(
        {
            "Id": one.number,
            "Assignee": one.agent,
            "Group": one.queue,
            "Priority": "Normal",
            "Status": "Closed",
            "Ticket type": one.kind,
            "Created at": iso(one.start),
            "Solved at": iso(one.end),
            "Satisfaction Score": "good" if one.score > 3 else "bad",
            "Reopens": int(one.reopened),
            "Full resolution time in minutes": one.minutes,
            "Full resolution time in minutes within business hours": one.minutes // 2,
            "Product [list]": "Laptop",
        }
        for one in items()
    )


def zendesk_explore() -> str:
    """Dates without a time of day."""
    return table(
        {
            "Ticket ID": one.number,
            "Ticket status": "Closed",
            "Ticket group": one.queue,
            "Assignee name": one.agent,
            "Ticket created - Date": f"{one.start:%Y-%m-%d}",
            "Ticket solved - Date": f"{one.end:%Y-%m-%d}",
            "Ticket type": one.kind,
            "Full resolution time (min)": one.minutes,
            "Tickets": 1,
        }
        for one in items()
    )


def salesforce() -> bytes:
    """latin-1, month first with AM and PM, and a footer."""
    rows = [
        {
            "Case Number": f"{one.number:08d}",
            "Case Owner": one.agent,
            "Date/Time Opened": month_first(one.start),
            "Date/Time Closed": month_first(one.end),
            "Age (Hours)": f"{one.minutes / 60:.2f}",
            "Status": "Closed",
            "Priority": "Medium",
            "Type": one.kind,
            "Case Origin": "E-Mail für Köln",
            "Escalated": int(one.escalated),
            "Region": one.queue,
        }
        for one in items()
    ]
    footer = (
        f'\n"Grand Totals ({len(rows)} records)"\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 Example, Inc. All rights reserved."\n'
    )
    return (table(rows) + footer).encode("latin-1")


def freshdesk() -> str:
    """Hours, minutes and seconds in business hours, blank now and then; one column stands twice."""
    header = [
        "Ticket ID",
        "Subject",
        "Status",
        "Priority",
        "Source",
        "Type",
        "Agent",
        "Group",
        "Created time",
        "Resolved time",
        "Closed time",
        "First response time (in hrs)",
        "Resolution time (in hrs)",
        "Survey results",
        "Source",
    ]
    rows = (
        [
            one.number,
            "Cannot sign in",
            "Closed",
            "Low",
            "Email",
            one.kind,
            one.agent,
            one.queue,
            iso(one.start),
            iso(one.end),
            iso(one.end),
            "00:05:00",
            "" if one.number % 4 else one.clock,
            "Happy",
            "Email",
        ]
        for one in items()
    )
    return matrix(header, rows)


def freshservice() -> str:
    """The same in other capitals; Others stands twice."""
    header = [
        "Ticket Id",
        "Status",
        "Category",
        "Agent",
        "Group",
        "Requester Name",
        "Created Time",
        "Resolved Time",
        "Closed Time",
        "Resolution Time (in Hrs)",
        "Survey Result",
        "Escalated",
        "Others",
        "Others",
    ]
    rows = (
        [
            f"INC-{one.number}",
            "Closed",
            one.kind,
            one.agent,
            one.queue,
            "Requester 1",
            iso(one.start),
            iso(one.end),
            iso(one.end),
            one.clock,
            "",
            str(one.escalated).lower(),
            "",
            "x",
        ]
        for one in items()
    )
    return matrix(header, rows)


def intercom() -> str:
    """The time zone stands in the header."""
    return table(
        {
            "Conversation ID": one.number,
            "Conversation started at (America/New_York)": iso(one.start),
            "Conversation last closed at (America/New_York)": iso(one.end),
            "Teammate currently assigned": one.agent,
            "Team currently assigned": one.queue,
            "Current conversation state": "Closed",
            "Conversation rating (1-5)": one.score,
        }
        for one in items()
    )


def github_issues() -> str:
    """What the command line gives as JSON."""
    return json.dumps(
        [
            {
                "number": one.number,
                "createdAt": zulu(one.start),
                "closedAt": zulu(one.end),
                "author": {"login": one.agent.lower().replace(" ", "-")},
                "labels": [{"name": one.kind}],
                "repository": one.queue,
            }
            for one in items()
        ]
    )


def github_pull_requests() -> str:
    """One record per line."""
    records = (
        {
            "number": one.number,
            "createdAt": zulu(one.start),
            "mergedAt": zulu(one.end),
            "closedAt": zulu(one.end),
            "author": {"login": one.agent.lower().replace(" ", "-")},
            "labels": [],
            "reviewDecision": "APPROVED",
            "repository": one.queue,
        }
        for one in items()
    )
    return "".join(f"{json.dumps(record)}\n" for record in records)


def github_deployments() -> str:
    """Records of the interface, with the last status added."""
    return json.dumps(
        [
            {
                "id": one.number,
                "sha": f"{one.number:040x}",
                "ref": "main",
                "task": "deploy",
                "original_environment": "staging",
                "environment": one.queue,
                "creator": {"login": one.agent.lower().replace(" ", "-")},
                "created_at": zulu(one.end),
                "updated_at": zulu(one.end),
                "state": "failure" if one.escalated else "success",
            }
            for one in items()
        ]
    )


def github_copilot_activity() -> str:
    """Last seen, once per person."""
    people = dict.fromkeys(one.agent for one in items())
    return table(
        {
            "report_time": "2026-03-30T00:00:00Z",
            "login": agent,
            "last_authenticated_at": "2026-03-29T08:00:00Z",
            "last_activity_at": "None" if agent.endswith("8") else "2026-03-28T08:00:00Z",
            "last_surface_used": "VS Code 1.99",
        }
        for agent in people
    )


def github_copilot_metrics() -> str:
    """One record per person and day, with zeros on days without use."""
    records = (
        {
            "day": f"{one.start:%Y-%m-%d}",
            "user_login": one.agent,
            "user_initiated_interaction_count": 3 * _uses(one),
            "code_generation_activity_count": 2 * _uses(one),
            "code_acceptance_activity_count": _uses(one),
            "totals_by_feature": [{"feature": "chat", "user_initiated_interaction_count": 3 * _uses(one)}],
        }
        for one in items()
    )
    return "".join(f"{json.dumps(record)}\n" for record in records)


def _uses(one: Item) -> int:
    """Whether the AI was used on the day of an item: by all of the pilot but the fourth."""
    return int(one.queue == TREATED and one.agent != "Agent 4" and one.start >= FIRST + timedelta(weeks=BASELINE))


def gitlab_issues() -> str:
    """The zone in the header, times in seconds, labels joined by commas, sorted by title."""
    rows = (
        {
            "Title": f"{one.number % 100:02d} Cannot sign in",
            "IID": one.number,
            "State": "Closed",
            "Labels": f"{one.kind},{one.queue}",
            "Assignee": one.agent,
            "Milestone": one.queue,
            "Created At (UTC)": iso(one.start),
            "Closed At (UTC)": iso(one.end),
            "Time Estimate": 3600,
            "Time Spent": one.minutes * 60,
            "Weight": "",
        }
        for one in items()
    )
    return table(sorted(rows, key=lambda row: str(row["Title"])))


def gitlab_merge_requests() -> str:
    """Records of the interface."""
    return json.dumps(
        [
            {
                "iid": one.number,
                "state": "merged",
                "created_at": zulu(one.start),
                "merged_at": zulu(one.end),
                "source_branch": f"change-{one.number}",
                "target_branch": "main",
                "author": {"username": one.agent},
                "project": one.queue,
            }
            for one in items()
        ]
    )


def azure_devops() -> str:
    """Semicolons, month first with seconds, a name with a mail address, HTML in a cell."""
    return table(
        (
            {
                "ID": one.number,
                "Work Item Type": "Issue",
                "Title": "Cannot <b>sign in</b>",
                "Assigned To": f"{one.agent} <{one.agent.lower().replace(' ', '.')}@example.com>",
                "State": "Closed",
                "Tags": one.kind,
                "Area Path": one.queue,
                "Created Date": f"{one.start.month}/{one.start.day}/{one.start.year} {_twelve(one.start, ':00')}",
                "Closed Date": f"{one.end.month}/{one.end.day}/{one.end.year} {_twelve(one.end, ':00')}",
            }
            for one in items()
        ),
        delimiter=";",
    )


def pagerduty() -> str:
    """Seconds; some incidents were closed by the monitoring itself."""
    return table(
        {
            "incident_number": one.number,
            "created_on": zulu(one.start),
            "resolved_on": zulu(one.end),
            "seconds_to_first_ack": 60,
            "seconds_to_resolve": one.minutes * 60,
            "auto_resolved": str(one.number % 4 == 0).lower(),
            "escalation_count": int(one.escalated),
            "resolved_by_user_name": one.agent,
            "team_name": one.queue,
            "service_name": one.kind,
        }
        for one in items()
    )


def microsoft_365_copilot() -> str:
    """One row per person; the names are hashes."""
    return table(
        {
            "User name": f"{number:032x}",
            "Display name": f"{number + 99:032x}",
            "Prompts submitted (any app)": 40 + number,
            "Active Days": 12,
            "Last activity date (UTC)": "2026-03-28",
            "Last activity date of Teams Copilot (UTC)": "2026-03-27",
        }
        for number in range(8)
    )


def viva_insights() -> bytes:
    """A byte order mark, CRLF, month first, one row per person and week with or without use."""
    weekly = {(one.agent, one.start.date() - timedelta(days=one.start.weekday())): _uses(one) for one in items()}
    rows = (
        {
            "PersonId": agent,
            "MetricDate": f"{week:%m/%d/%Y}",
            "Organization": "IT",
            "Copilot_actions_taken_in_Teams": 5 * used,
            "Total_Copilot_active_days": 3 * used,
            "Total_Copilot_enabled_days": 7,
        }
        for (agent, week), used in weekly.items()
    )
    return table(rows, newline="\r\n").encode("utf-8-sig")


def aws_cur() -> str:
    """One row per item as if it were a charge; tags are a map."""
    return table(
        {
            "identity_time_interval": f"{zulu(one.start)}/{zulu(one.start + timedelta(hours=1))}",
            "line_item_usage_account_id": f"{one.agent} {one.queue}",
            "line_item_line_item_type": "Usage",
            "line_item_usage_start_date": zulu(one.start),
            "line_item_product_code": one.kind,
            "line_item_currency_code": "USD",
            "line_item_unblended_cost": _cost(one),
            "resource_tags": '{"team": "' + one.queue + '"}',
            "account_group": one.queue,
        }
        for one in items()
    )


def _cost(one: Item) -> str:
    return f"{one.minutes / 100:.10f}"


def focus() -> str:
    """NULL as text, a stamp without T and Z, tags as JSON."""
    return table(
        {
            "BilledCost": _cost(one),
            "BillingCurrency": "USD",
            "ChargeCategory": "Usage",
            "ChargePeriodStart": iso(one.start),
            "ChargePeriodEnd": iso(one.start + timedelta(hours=1)),
            "CommitmentDiscountId": "NULL",
            "EffectiveCost": _cost(one) if one.number % 10 else "NULL",
            "ServiceName": one.kind,
            "SubAccountName": f"{one.agent} {one.queue}",
            "RegionName": one.queue,
            "Tags": '{"application": "desk"}',
        }
        for one in items()
    )


def azure_cost() -> str:
    """Month first, `Not applicable` for what belongs to nothing."""
    return table(
        {
            "Date": f"{one.start:%m/%d/%Y}",
            "CostInBillingCurrency": _cost(one),
            "BillingCurrency": "EUR",
            "ChargeType": "Usage",
            "ResourceGroup": "Not applicable" if one.number % 10 == 0 else one.kind,
            "SubscriptionName": f"{one.agent} {one.queue}",
            "MeterCategory": one.kind,
            "Location": one.queue,
        }
        for one in items()
    )


EXPORTS: Mapping[str, tuple[str, Callable[[], str | bytes]]] = {
    "aws-cur": ("cur.csv", aws_cur),
    "azure-cost": ("costs.csv", azure_cost),
    "azure-devops": ("work-items.csv", azure_devops),
    "focus": ("focus.csv", focus),
    "freshdesk": ("tickets.csv", freshdesk),
    "freshservice": ("tickets.csv", freshservice),
    "github-copilot-activity": ("activity.csv", github_copilot_activity),
    "github-copilot-metrics": ("metrics.jsonl", github_copilot_metrics),
    "github-deployments": ("deployments.json", github_deployments),
    "github-issues": ("issues.json", github_issues),
    "github-pull-requests": ("pulls.jsonl", github_pull_requests),
    "gitlab-issues": ("issues.csv", gitlab_issues),
    "gitlab-merge-requests": ("merges.json", gitlab_merge_requests),
    "intercom": ("conversations.csv", intercom),
    "jira": ("issues.csv", jira),
    "microsoft-365-copilot": ("usage.csv", microsoft_365_copilot),
    "pagerduty": ("incidents.csv", pagerduty),
    "salesforce": ("report.csv", salesforce),
    "servicenow": ("incident.csv", servicenow),
    "viva-insights": ("person.csv", viva_insights),
    "zendesk": ("tickets.csv", zendesk),
    "zendesk-explore": ("explore.csv", zendesk_explore),
}
"""Preset -> name of its file and what writes it; a new preset has an entry here."""


def written(name: str) -> bytes:
    """The bytes of one export."""
    content = EXPORTS[name][1]()
    return content.encode() if isinstance(content, str) else content
