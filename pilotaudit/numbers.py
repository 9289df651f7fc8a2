"""Numbers as people read them. The only place where a number becomes text.

Fractions come in (0.132 is 13.2 %); percent and percentage points are never confused, and a number always carries
its unit. Rounding is half to even on the decimal text, so that the same number is the same text everywhere.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal


def fixed(value: float, digits: int) -> str:
    """A number with so many decimals; never `-0.0`."""
    text = str(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN))
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def signed(value: float, digits: int) -> str:
    """A number with its sign; zero has none."""
    text = fixed(value, digits)
    return text if text.startswith("-") or not text.strip("0.") else f"+{text}"


def percent(fraction: float, digits: int = 1) -> str:
    """0.132 -> `13.2%`."""
    return f"{fixed(100 * fraction, digits)}%"


def signed_percent(fraction: float, digits: int = 1) -> str:
    """-0.132 -> `-13.2%`: a relative change."""
    return f"{signed(100 * fraction, digits)}%"


def signed_points(fraction: float, digits: int = 1) -> str:
    """0.001 -> `+0.1pp`: a difference of two shares."""
    return f"{signed(100 * fraction, digits)}pp"


def significant(value: float) -> str:
    """A level with three significant digits: whole from 100 on, two decimals at most from 0.1 on, two digits below."""
    if abs(value) >= 99.95:
        return f"{Decimal(fixed(value, 0)):,}"
    digits = _decimals(value)
    rounded = fixed(value, digits)
    return fixed(value, min(digits, _decimals(float(rounded))))


def _decimals(value: float) -> int:
    """Decimals that show three significant digits of a number from 0.1 to 100, two of a smaller one, six at most."""
    leading = Decimal(repr(float(abs(value)))).adjusted() if value else 0
    return min(6, 2 - leading if leading >= 0 else max(2, 1 - leading))


def level(value: float, unit: str, kind: str) -> str:
    """A metric's level: `18.4 min`, `3.1%` for a proportion, `4.21` for a bare score; kind as in `Metric.kind`."""
    if kind == "proportion":
        return percent(value)
    return f"{significant(value)} {unit}".rstrip()


def difference(value: float, unit: str, kind: str) -> str:
    """A difference of two levels: `-2.4 min`, `+0.1pp` for a proportion."""
    if kind == "proportion":
        return signed_points(value)
    text = significant(value)
    sign = "+" if value > 0 and text.strip("0.") else ""
    return f"{sign}{text} {unit}".rstrip()


def count(number: int) -> str:
    """8412 -> `8,412`."""
    return f"{number:,}"


def plural(number: int, noun: str, several: str | None = None) -> str:
    """1 row, 2 rows."""
    return f"{count(number)} {noun if number == 1 else several or noun + 's'}"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """a; a and b; a, b and c."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""
