"""How columns are written, decided once per column: date orders, number styles, durations; and what must be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pilotaudit.errors import DataError
from pilotaudit.evidence.dates import Seen, decided, order_of, parts_sql, seen, zone_of
from pilotaudit.evidence.durations import UNITS, Unclear, Words, declared, duration_words, unit_in
from pilotaudit.evidence.figures import PLAIN, Undecided, currency_of, described, number_style
from pilotaudit.evidence.files import refuse
from pilotaudit.evidence.known import words_of
from pilotaudit.evidence.model import DateOrder, DurationStyle, Field, NumberStyle, Style
from pilotaudit.panel.engine import ask, relation
from pilotaudit.panel.looks import Look, Reader, Texts
from pilotaudit.quantities import is_currency, is_time


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a metric wants of a column.

    unit: wanted; given: the unit of plain numbers where the metric knows it; asked: whether the charter asks for it;
    declared: what the charter says of its durations.
    """

    unit: str = ""
    given: str = ""
    asked: bool = True
    declared: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided. doubtful: columns that could be read in two ways and that nobody asked for, with a value."""

    orders: Mapping[Field, DateOrder] = field(default_factory=dict)
    styles: Mapping[Field, Style] = field(default_factory=dict)
    doubtful: Mapping[Field, str] = field(default_factory=dict)


def decisions(reader: Reader, look: Look, dated: Sequence[Field], numbers: Mapping[Field, Numbers]) -> Decisions:
    """How each column is written. dated: columns of stamps; numbers: columns of numbers and what is wanted of them.

    Raises DataError: DAT006 (order of day and month), DAT012 (durations), DAT013 (decimal mark), DAT017 (currency).
    """
    orders = {column: date_order(reader, look, column) for column in dated}
    styles: dict[Field, Style] = {}
    doubtful: dict[Field, str] = {}
    for column, wanted in numbers.items():
        try:
            styles[column] = _style(reader, look, column, wanted)
        except (Undecided, Unclear) as question:
            if wanted.asked:
                raise _question(reader, column, question) from None
            doubtful[column] = question.text
    portable = reader.sources.warehouse is not None
    return Decisions(_portable(orders) if portable else orders, {} if portable else styles, doubtful)


def date_order(reader: Reader, look: Look, column: Field) -> DateOrder:
    """The order of one column. Raises DataError (DAT006) when both orders explain every value, or rows contradict."""
    texts = look.of(column)
    seen_here, asked = seen(texts), reader.table.dates
    zone = zone_of(column.header)
    if seen_here.parts and asked is None and seen_here.order is None:
        return _from_all_rows(reader, seen_here, column, zone)
    order = decided(seen_here, asked, zone)
    assert order is not None
    return order


def ambiguous(reader: Reader, column: Field, first: int, second: int) -> DataError:
    """The question that only the user can answer."""
    both = first > 12 and second > 12
    seen_parts = f"first parts go up to {first}, second parts up to {second}"
    if both:
        message = (
            f'the dates in "{column.header}" are ambiguous: its rows mix both orders ({seen_parts}). Neither order is '
            "right for all of them: export again with one way of writing dates, best year-month-day."
        )
        return refuse(reader.loaded, reader.path, "DAT006", message)
    why = f"day and month cannot be told apart ({seen_parts})"
    return refuse(
        reader.loaded,
        reader.path,
        "DAT006",
        f'the dates in "{column.header}" are ambiguous: {why}. Say which: add "dates: day first" or '
        f'"dates: month first" under {reader.path}.{_usual_order(reader)}',
    )


def _usual_order(reader: Reader) -> str:
    """What is known of the export about an order that its values leave open; it decides nothing."""
    known = reader.sources.known
    if known is None or known.dates in ("", "iso"):
        return ""
    sure = "are said to have" if "dates" in known.unconfirmed else "have"
    return f" Exports of {known.label} {sure} the {known.dates}."


def notes(reader: Reader, found: Decisions) -> Iterator[str]:
    """Sentences about what was decided, plain numbers and plain ISO stamps left out."""
    for column, order in found.orders.items():
        yield from _about_dates(reader, column, order)
    for column, style in found.styles.items():
        if style != PLAIN:
            yield _about_numbers(reader, column, style)
    for column, text in found.doubtful.items():
        yield (
            f'Numbers in "{column.header}" can be read in two ways ({text}); what rests on them is not measured. '
            f"Say which: {reader.path}.numbers or durations."
        )


def written_in_words(found: Decisions) -> dict[str, str]:
    """Header -> how its dates or durations are written, in the words of the charter."""
    durations = {
        column.header: style.words if isinstance(style, DurationStyle) else "number"
        for column, style in found.styles.items()
    }
    return durations | {column.header: order.words for column, order in found.orders.items()}


def _from_all_rows(reader: Reader, look: Seen, column: Field, zone: str) -> DateOrder:
    """The order that the largest parts over all rows leave open to no doubt."""
    rows = relation(reader.sources, [column], keep_rejects=False)
    first, second = ask(reader.con, reader.sources, f"SELECT {parts_sql(column.name)} FROM ({rows}) AS table_rows")[0]
    whole = order_of(first, second)
    told = {"day first": (1.0, 0.0), "month first": (0.0, 1.0)}.get(whole or "", (0.0, 0.0))
    order = decided(replace(look, first=first, second=second, told=told), None, zone)
    if order is None:
        raise ambiguous(reader, column, first, second)
    return order


def _portable(orders: Mapping[Field, DateOrder]) -> dict[Field, DateOrder]:
    """Orders as other engines read them: ISO stamps by their own means."""
    return {
        column: DateOrder(order.words, () if order.words == "iso" else order.formats, order.zoned)
        for column, order in orders.items()
    }


def _style(reader: Reader, look: Look, column: Field, wanted: Numbers) -> Style:
    """Raises Undecided, Unclear, or DataError (DAT017)."""
    texts = look.of(column)
    said = declared(wanted.declared) if wanted.declared else None
    words = "number" if said is not None or not is_time(wanted.unit) else _words(reader, column, texts)
    if said is not None and said.words != "number":
        return said
    if words != "number":
        return DurationStyle(words)
    numbers = number_style(texts, reader.table.numbers, semicolons=reader.semicolons)
    _refuse_other_money(reader, column, numbers, wanted)
    given = said.given if said is not None else _known_unit(reader, column, wanted) or _unit_of_header(column, wanted)
    return DurationStyle("number", given, numbers, declared=said is not None) if given else numbers


def _words(reader: Reader, column: Field, texts: Texts) -> Words:
    """The style that the values show; hours or minutes in front is told by what is known of the export. Or Unclear."""
    try:
        return duration_words(texts)
    except Unclear:
        known = words_of(reader.sources.known, column.header)
        if known not in ("H:MM", "M:SS"):
            raise
        return "H:MM" if known == "H:MM" else "M:SS"


def _known_unit(reader: Reader, column: Field, wanted: Numbers) -> str:
    """The unit of plain numbers that is known of the export, where it is not the one wanted."""
    known = UNITS.get(words_of(reader.sources.known, column.header), "")
    return known if is_time(wanted.unit) and not wanted.given and known != wanted.unit else ""


def _unit_of_header(column: Field, wanted: Numbers) -> str:
    """The unit that the header names, where it is not the one wanted and nobody has said another."""
    unit = unit_in(column.header) if is_time(wanted.unit) and not wanted.given else ""
    return "" if unit == wanted.unit else unit


def _refuse_other_money(reader: Reader, column: Field, numbers: NumberStyle, wanted: Numbers) -> None:
    written = currency_of(numbers.money)
    if is_currency(wanted.unit) and written and wanted.unit not in written:
        message = (
            f'the amounts in "{column.header}" are written with {numbers.money}, and the metric is in {wanted.unit}. '
            "Name the column in the right currency, or correct the metric's unit."
        )
        raise refuse(reader.loaded, reader.path, "DAT017", message)


def _question(reader: Reader, column: Field, question: Undecided | Unclear) -> DataError:
    if isinstance(question, Unclear):
        message = (
            f'the durations in "{column.header}" may be hours and minutes or minutes and seconds, such as '
            f'{question.text}. Say which: {reader.path}.durations: {{"{column.header}": H:MM}}, or M:SS.'
        )
        return refuse(reader.loaded, reader.path, "DAT012", message)
    message = (
        f'the numbers in "{column.header}" can be read in two ways, such as {question.text}: no value tells whether '
        "its mark stands before decimals or between thousands. Say which: add "
        f'"numbers: decimal point" or "numbers: decimal comma" under {reader.path}.'
    )
    return refuse(reader.loaded, reader.path, "DAT013", message)


def _about_dates(reader: Reader, column: Field, order: DateOrder) -> Iterator[str]:
    table = reader.table
    why = "as the charter says" if table.dates == order.words else "decided from all its values"
    if order.words != "iso":
        yield f'Dates in "{column.header}" are read {order.words}, {why}.'
    if ways := _ways(order):
        yield f'Dates in "{column.header}" are {ways}.'
    if order.zone:
        moved = f" and moved to {table.timezone}" if table.timezone not in (None, order.zone) else ""
        yield f'Dates in "{column.header}" are taken for {order.zone}, as the header says{moved}.'
    elif order.zoned:
        zone = table.timezone or "the time as written"
        yield f'Dates in "{column.header}" carry a time zone and are read as {zone}.'


def _ways(order: DateOrder) -> str:
    """What is unusual about the spellings of a column."""
    named = any("month name" in name for name in order.layouts)
    several = named + (order.words != "iso") + any(text.startswith("%Y") for text in order.formats) > 1
    said = ["written in several styles"] if several else []
    said += ["written with the month's name"] if named else []
    said += ["intervals, of which the start counts"] if "interval" in order.layouts else []
    said += ["digits in a row, the year first"] if "digits" in order.layouts else []
    since = [name for name in ("seconds", "milliseconds") if name in order.layouts]
    said += [f"{' and '.join(since)} since 1970"] if since else []
    return " and ".join(said)


def _about_numbers(reader: Reader, column: Field, style: Style) -> str:
    if isinstance(style, NumberStyle):
        why = "as the charter says" if reader.table.numbers else "decided from all its values"
        return f'Numbers in "{column.header}" are read like {described(style)}, {why}.'
    if style.words == "number":
        unit = {"h": "hours", "min": "minutes", "s": "seconds", "ms": "milliseconds"}.get(style.given, style.given)
        who = "the charter says" if style.declared else "the header says"
        if not style.declared and unit_in(column.header) != style.given and reader.sources.known is not None:
            who = f"is known of {reader.sources.known.label}"
        return f'Numbers in "{column.header}" are {unit}, as {who}.'
    example = {"units": "1d 4h 23m, where a day has 24 hours", "ISO 8601": "PT1H23M (ISO 8601)"}
    why = "as the charter says" if style.declared else "decided from all its values"
    return f'Durations in "{column.header}" are read as {example.get(style.words, style.words)}, {why}.'
