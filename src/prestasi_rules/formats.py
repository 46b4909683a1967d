"""Values as people read them: decimal comma and thousands dot in Indonesian, the reverse in English."""

from datetime import date
from decimal import Decimal
from typing import Any

from prestasi_rules.step import NOT_RATED, Column, Field, Language, Step, Text

MONTHS = (
    *(Text("Januari", "January"), Text("Februari", "February"), Text("Maret", "March"), Text("April", "April")),
    *(Text("Mei", "May"), Text("Juni", "June"), Text("Juli", "July"), Text("Agustus", "August")),
    *(Text("September", "September"), Text("Oktober", "October"), Text("November", "November")),
    Text("Desember", "December"),
)
UNITS = {
    "percent": Text("%", "%"),
    "point": Text("poin", "points"),
    "person": Text("orang", "people"),
    "day": Text("hari", "days"),
    "month": Text("bulan", "months"),
    "year": Text("tahun", "years"),
    "hour": Text("jam", "hours"),
    "minute": Text("menit", "minutes"),
    "item": Text("butir", "items"),
    "credit": Text("AK", "credit points"),
    "working_day": Text("hari kerja", "working days"),
    "bit": Text("bit", "bits"),
    "respondent": Text("responden", "respondents"),
    "answer": Text("jawaban", "answers"),
    "time": Text("jam", "o'clock"),
    "learning_hour": Text("JP", "learning hours"),
}
YES_NO = {True: Text("ya", "yes"), False: Text("tidak", "no")}
NO_REASON = Text("tidak ada", "none")


def places(scale: int) -> int:
    """How many decimal places a power-of-ten scale holds."""
    return len(str(scale)) - 1


def natural(value: Any, scale: int) -> Any:
    """A stored scaled integer as people write it: 11080 with scale 100 is Decimal('110.80')."""
    if scale == 1 or not isinstance(value, int) or isinstance(value, bool):
        return value
    return Decimal(value).scaleb(-places(scale))


def number(value: int | Decimal, lang: Language = "id") -> str:
    """``1.234.567,89`` in Indonesian, with a true minus."""
    text = f"{abs(value):,}"
    if lang == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 else text


def long_date(day: date, lang: Language = "id") -> str:
    return f"{day.day} {MONTHS[day.month - 1].read(lang)} {day.year}"


def clock(minute: int, lang: Language = "id") -> str:
    """A minute of the day as 22.15 in Indonesian, 22:15 in English."""
    return f"{minute // 60:02d}{'.' if lang == 'id' else ':'}{minute % 60:02d}"


def shown(value: Any, column: Column, lang: Language = "id") -> str:
    """A stored value with its unit, or what its emptiness means."""
    if value is None:
        return _emptiness(column).read(lang)
    if isinstance(value, bool):
        return YES_NO[value].read(lang)
    if isinstance(value, date):
        return long_date(value, lang)
    if column.kind == "reasons":
        return ", ".join(_label(code, column, lang) for code in value.split()) or NO_REASON.read(lang)
    if isinstance(value, str):
        return _label(value, column, lang)
    if column.unit == "time":
        return clock(value, lang)
    return _with_unit(number(natural(value, column.scale), lang), column.unit, lang)


def _emptiness(column: Column) -> Text:
    meaning = getattr(column, "null_meaning", None)
    return meaning if isinstance(meaning, Text) else NOT_RATED


def _label(code: str, column: Column, lang: Language) -> str:
    return column.codes[code].read(lang) if code in column.codes else code


def _with_unit(text: str, unit: str, lang: Language) -> str:
    if unit == "rupiah":
        return f"Rp{text}"
    word = UNITS[unit].read(lang) if unit in UNITS else unit
    return f"{text}\N{NO-BREAK SPACE}{word}" if word else text


def describe(field: Field) -> str:
    """The values that a field accepts, in Indonesian words."""
    words = ", ".join(field.codes) or KIND_WORDS[field.kind].format(places=places(field.scale))
    if field.minimum is not None or field.maximum is not None:
        low, high = ("..." if b is None else str(natural(b, field.scale)) for b in (field.minimum, field.maximum))
        words += f", {low} s.d. {high}"
    return f"{words}, atau null = {field.null_meaning.id}" if field.null_meaning else words


KIND_WORDS = {
    "integer": "angka dengan paling banyak {places} desimal",
    "code": "kode",
    "text": "teks",
    "boolean": "true atau false",
    "date": "tanggal YYYY-MM-DD",
    "reasons": "daftar kode",
}


def unit_word(column: Field | Step, lang: Language = "id") -> str:
    return UNITS[column.unit].read(lang) if column.unit in UNITS else column.unit
