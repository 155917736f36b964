"""Rebuild `src/onrecord/data/dates/feasts.tsv`: days of feasts that follow the moon, one year a row.

    pip install holidays==0.109
    python scripts/feasts.py

The days are facts of the calendar, taken from the tables of the package holidays (MIT): Islamic by Umm al-Qura,
Hebrew, Chinese, Hindu and Buddhist. Hindu feasts of 2001 to 2035 only: its
longer table misses leap months. Islamic feasts come twice in some years; a dash stands where no day is known.
"""

from __future__ import annotations

from pathlib import Path

from holidays.calendars.buddhist import _BuddhistLunisolar
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar

TABLE = Path(__file__).parents[1] / "src/onrecord/data/dates/feasts.tsv"
YEARS = range(1950, 2051)
FEASTS = {
    "islamic-new-year": _IslamicLunar.HIJRI_NEW_YEAR_DATES,
    "ashura": _IslamicLunar.ASHURA_DATES,
    "arbaeen": _IslamicLunar.ARBAEEN_DATES,
    "mawlid": _IslamicLunar.MAWLID_DATES,
    "ramadan": _IslamicLunar.RAMADAN_BEGINNING_DATES,
    "laylat-al-qadr": _IslamicLunar.LAYLAT_AL_QADR_DATES,
    "eid-al-fitr": _IslamicLunar.EID_AL_FITR_DATES,
    "eid-al-adha": _IslamicLunar.EID_AL_ADHA_DATES,
    "purim": _HebrewLunisolar.PURIM_DATES,
    "passover": _HebrewLunisolar.PASSOVER_DATES,
    "shavuot": _HebrewLunisolar.SHAVUOT_DATES,
    "tisha-bav": _HebrewLunisolar.TISHA_BAV_DATES,
    "rosh-hashanah": _HebrewLunisolar.ROSH_HASHANAH_DATES,
    "yom-kippur": _HebrewLunisolar.YOM_KIPPUR_DATES,
    "sukkot": _HebrewLunisolar.SUKKOT_DATES,
    "hanukkah": _HebrewLunisolar.HANUKKAH_DATES,
    "lunar-new-year": _ChineseLunisolar.LUNAR_NEW_YEAR_DATES,
    "dragon-boat": _ChineseLunisolar.DRAGON_BOAT_DATES,
    "mid-autumn": _ChineseLunisolar.MID_AUTUMN_DATES,
    "holi": _HinduLunisolar.HOLI_DATES,
    "diwali": _HinduLunisolar.DIWALI_INDIA_DATES,
    "vesak": _BuddhistLunisolar.VESAK_MAY_DATES,
}


def cell(days: object) -> str:
    """`MM-DD`, two of them joined by a comma, or a dash."""
    if days is None:
        return "-"
    pairs = days if isinstance(days, tuple) and isinstance(days[0], tuple) else (days,)
    return ",".join(f"{month:02d}-{day:02d}" for month, day in sorted(pairs))  # type: ignore[misc]


def main() -> None:
    lines = [
        "# Feasts that follow the moon, by Gregorian year: month and day. Islamic feasts may fall a day earlier or later by country.",
        "# Source: tables of the package holidays 0.109 (MIT), written by scripts/feasts.py.",
        "\t".join(["year", *FEASTS]),
    ]
    lines += ["\t".join([str(year), *(cell(days.get(year)) for days in FEASTS.values())]) for year in YEARS]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
