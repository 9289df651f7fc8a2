"""How the numbers of a column are written: decimal mark, mark between thousands, currency, percent.

`1,234` is a little more than one, or more than a thousand. The style is taken from all values of the column together:
the one that explains most of them. Where two styles explain them equally well and give other numbers, it is a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pilotaudit.evidence.model import NumberStyle
from pilotaudit.quantities import CURRENCIES

Asked = Literal["decimal point", "decimal comma"]

PLAIN: Final = NumberStyle()
_SPACES: Final = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES: Final = "'\u2019"
_SIGNS: Final = "€$£¥₹₩₺₽฿₫₴₪"
_MONEY: Final = f"(?:US|CA|A|NZ|HK|S|R)?[{_SIGNS}]|[A-Z]{{3}}|kr|zł|Kč|Ft"
_DIGITS: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FIGURE: Final = re.compile(
    f"(?P<sign>[+-]?) ?(?P<before>{_MONEY})? ?(?P<inner>[+-]?)(?P<body>[0-9.,' ]*[0-9])"
    f" ?(?P<percent>%)? ?(?P<after>{_MONEY})?"
)
_MEANT: Final = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD CAD AUD NZD SGD HKD MXN",
    "US$": "USD",
    "¥": "JPY CNY",
    "₹": "INR",
    "zł": "PLN",
    "Kč": "CZK",
    "Ft": "HUF",
    "kr": "SEK NOK DKK ISK",
}
_GROUPS: Final = ("", ",", ".", " ", "'")


class Undecided(ValueError):
    """Two styles explain a column and give other numbers; `text` is a value that shows it."""

    def __init__(self, text: str) -> None:
        """Keep the value."""
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it is written: digits and marks between them, currency, percent sign."""

    body: str
    money: str = ""
    percent: bool = False


def number_style(values: Mapping[str, float], asked: Asked | None = None, *, semicolons: bool = False) -> NumberStyle:
    """The style of a column. values: text -> how many rows have it; semicolons: whether they part the file's columns.

    In a file of semicolons decimal commas are usual, so that `1.234` beside `950` is a question there; elsewhere a
    point alone is a decimal point. Raises Undecided.
    """
    texts = {simplified(text): n for text, n in values.items()}
    if asked is None and all(_DIGITS.fullmatch(text) for text in texts) and not (semicolons and _doubtful(texts)):
        return PLAIN
    figures: Counter[Figure] = Counter()
    for text, n in texts.items():
        if (found := figure(text)) is not None:
            figures[found] += n  # type: ignore[assignment]
    decimal, group = _marks(figures, asked, semicolons=semicolons)
    money = Counter({one.money: n for one, n in figures.items() if one.money})
    percent = sum(n for one, n in figures.items() if one.percent) * 2 >= sum(figures.values()) > 0
    return NumberStyle(decimal, group, money.most_common(1)[0][0] if money else "", percent)


def figure(text: str) -> Figure | None:
    """A simplified text as a number, if it may be one."""
    found = _FIGURE.fullmatch(text)
    if found is None or (found["sign"] and found["inner"]):
        return None
    money = found["before"] or found["after"] or ""
    both = bool(found["before"] and found["after"])
    return None if both or not _is_money(money) else Figure(found["body"].strip(), money, bool(found["percent"]))


def simplified(text: str) -> str:
    """One kind of space, apostrophe and minus."""
    plain = re.sub(f"[{_SPACES}]", " ", text).strip()
    return re.sub(f"[{_APOSTROPHES}]", "'", plain).replace("\u2212", "-")


def fits(body: str, style: NumberStyle) -> bool:
    """Whether the digits and marks of a number are written in a style."""
    return re.fullmatch(body_pattern(style), body) is not None


def body_pattern(style: NumberStyle) -> str:
    """The pattern of digits and marks in one style; groups have three digits."""
    decimal = re.escape(style.decimal)
    if not style.group:
        return f"(?:[0-9]+(?:{decimal}[0-9]*)?|{decimal}[0-9]+)"
    return f"(?:[1-9][0-9]{{0,2}}(?:{re.escape(style.group)}[0-9]{{3}})+|[0-9]{{1,3}})(?:{decimal}[0-9]+)?"


def number_sql(column: str, style: NumberStyle) -> str:
    """SQL for a column's numbers as DOUBLE; NULL where they are written in another style. 12 % is 0.12."""
    if style == PLAIN:
        return f"TRY_CAST({column} AS DOUBLE)"
    text = f"translate({column}, '{_SPACES[1:]}\u2019\u2212', '{' ' * (len(_SPACES) - 1)}''-')"
    money = f"(?:{re.escape(style.money)})? ?" if style.money else ""
    percent = " ?%" if style.percent else ""
    pattern = f"^ *([+-]?) ?{money}([+-]?)({body_pattern(style)}){percent} ?{money}$".replace("'", "''")
    digits = "r.n" if not style.group else f"replace(r.n, '{style.group.replace(chr(39), chr(39) * 2)}', '')"
    digits = digits if style.decimal == "." else f"replace({digits}, ',', '.')"
    value = f"TRY_CAST(concat(r.s, r.i, {digits}) AS DOUBLE){' / 100' if style.percent else ''}"
    found = f"regexp_extract(rtrim({text}), '{pattern}', ['s', 'i', 'n'])"
    return f"list_transform([{found}], lambda r: CASE WHEN r.n <> '' THEN {value} END)[1]"


def described(style: NumberStyle) -> str:
    """The style by an example."""
    body = f"1{style.group}234{style.decimal}5" if style.group else f"1234{style.decimal}5"
    return f"{body}{' %' if style.percent else ''}{f' {style.money}' if style.money else ''}"


def currency_of(money: str) -> frozenset[str]:
    """The currencies that a sign or code may stand for; none when that is not known."""
    if money in CURRENCIES:
        return frozenset({money})
    return frozenset(_MEANT.get(money, "").split())


def _marks(
    figures: Mapping[Figure, float], asked: Asked | None, *, semicolons: bool
) -> tuple[Literal[".", ","], Literal["", ".", ",", " ", "'"]]:
    """Decimal mark and mark of thousands of the style that explains most numbers."""
    bodies: Counter[str] = Counter()
    for one, n in figures.items():
        bodies[one.body] += n  # type: ignore[assignment]
    styles = _styles()
    explained = {style: frozenset(body for body in bodies if fits(body, style)) for style in styles}
    rows = {style: sum(bodies[body] for body in found) for style, found in explained.items()}
    most = max(rows.values(), default=0)
    best = [style for style in styles if rows[style] == most]
    doubtful = asked is None and semicolons and _doubtful(bodies)
    said = [style for style in best if style.decimal == ("." if asked == "decimal point" else ",")]
    best = said if asked is not None and said else best
    if all(body.isdecimal() for body in bodies) or (PLAIN in best and not doubtful):
        return PLAIN.decimal, PLAIN.group
    for body in sorted(frozenset().union(*(explained[style] for style in best))):
        if len({_value(body, style) for style in best if body in explained[style]}) > 1:
            raise Undecided(body)
    return best[0].decimal, best[0].group


def _styles() -> tuple[NumberStyle, ...]:
    """Every pair of marks, those without thousands first."""
    marks: tuple[Literal[".", ","], ...] = (".", ",")
    pairs = [(decimal, group) for group in _GROUPS for decimal in marks if decimal != group]
    return tuple(NumberStyle(decimal, group) for decimal, group in pairs)  # type: ignore[arg-type]


def _value(body: str, style: NumberStyle) -> float:
    return float((body.replace(style.group, "") if style.group else body).replace(",", "."))


def _doubtful(texts: Iterable[str]) -> bool:
    """Whether points may be marks of thousands: three digits after each, and none of the others reaches a thousand."""
    bodies = [text.lstrip("+-") for text in texts]
    pointed = [body for body in bodies if "." in body]
    grouped = all(re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", body) for body in pointed)
    return bool(pointed) and grouped and all(re.fullmatch(r"[0-9]{1,3}", body) for body in bodies if "." not in body)


def _is_money(text: str) -> bool:
    return not text.isascii() or not text.isalpha() or text in CURRENCIES or text in ("kr", "Ft")
