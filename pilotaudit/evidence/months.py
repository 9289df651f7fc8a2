"""Names of months and weekdays in the languages that exports come in, without the machine's locale.

Names are compared in lower case and without accents: English, German, French, Spanish, Italian, Portuguese, Dutch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NAMES: Final = (
    "january jan januar janner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
    "march mar marz maerz mrz mars marzo marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug aout aou agosto ago augustus",
    "september sep sept septembre septiembre setiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
)

MONTHS: Final[Mapping[str, int]] = {
    name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
"""Name or short name -> number of the month; no name means two months in two of the languages."""

_DAYS: Final = (
    "monday mon montag mo lundi lun lunes lunedi segunda-feira segunda seg maandag ma",
    "tuesday tue tues dienstag di mardi mar martes martedi terca-feira terca ter dinsdag",
    "wednesday wed mittwoch mi mercredi mer miercoles mie mercoledi quarta-feira quarta qua woensdag wo",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedi gio quinta-feira quinta qui donderdag",
    "friday fri freitag fr vendredi ven viernes vie venerdi sexta-feira sexta sex vrijdag vr",
    "saturday sat samstag sonnabend sa samedi sam sabado sab sabato zaterdag za",
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo",
)

WEEKDAYS: Final = tuple(name for names in _DAYS for name in names.split())
"""Words that may stand before a date."""
