"""The question bank: a draft is copied from the newest version, edited, and published as the next one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.colleagues.actions._common import database_today
from prestasi.colleagues.groups import PostType
from prestasi.colleagues.kinds import (
    EXTRA,
    LEAST_OPTIONS,
    LONGEST_OPTION,
    MOST_EXTRA,
    MOST_OPTIONS,
    MOST_TEXTS,
    Kind,
)  # fmt: skip
from prestasi.colleagues.models import QuestionSet, Statement
from prestasi.colleagues.permissions import check_may_run, person_of
from prestasi.colleagues.queries.extras import Extra, extras_of, in_words
from prestasi.colleagues.statements import FIRST
from prestasi.colleagues.states import QUESTIONS
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt

MOST_PER_VALUE = 3
SHORTEST, LONGEST = 10, 200


def start_version(*, by: Actor, key: str | uuid.UUID | None = None) -> Receipt:
    """A draft with the statements of the newest version, or with the first ones when there is none."""

    def act() -> Receipt:
        check_may_run(by)
        if QuestionSet.objects.filter(state=QuestionSet.State.DRAFT).exists():
            raise Closed(_("Masih ada draf. Terbitkan draf itu lebih dahulu."))
        last = QuestionSet.objects.order_by("-number").first()
        made = QuestionSet.objects.create(number=last.number + 1 if last else 1, made_by_id=person_of(by))
        Statement.objects.bulk_create(_copied(made, last))
        return record("questions360.started", by=by, about=made, capacity="analyst", payload={"number": made.number})

    return once(key, by, act)


def change_statements(
    *, by: Actor, set_id: int, post_type: PostType, lines: Mapping[int, Sequence[str]], version: int,
    extras: Sequence[Extra] = (), key: str | uuid.UUID | None = None,
) -> Receipt:  # fmt: skip
    """Write the questions of one type of post: value (1 to 7) -> one to three sentences, and up to four others."""

    def act() -> Receipt:
        check_may_run(by)
        found = _locked(set_id, "edit_questions")
        if found.lock_version != version:
            raise Conflict(_("Draf ini sudah diubah orang lain."), _differences(found, post_type, lines, extras))
        _check(lines, extras)
        found.statements.filter(post_type=post_type).delete()
        Statement.objects.bulk_create(_made(found, post_type, lines, extras))
        found.lock_version += 1
        found.save(update_fields=["lock_version"])
        payload = {"number": found.number, "post_type": str(post_type)}
        return record("questions360.changed", by=by, about=found, capacity="analyst", payload=payload)

    return once(key, by, act)


def publish(*, by: Actor, set_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Make the draft a version that rounds can use; it never changes again."""

    def act() -> Receipt:
        check_may_run(by)
        found = _locked(set_id, "publish")
        for kind in PostType:
            _check(_lines(found, kind))
        found.state, found.published_on = QuestionSet.State.PUBLISHED, database_today()
        found.save(update_fields=["state", "published_on"])
        return record("questions360.published", by=by, about=found, capacity="analyst",
                      payload={"number": found.number})  # fmt: skip

    return once(key, by, act)


def _copied(made: QuestionSet, last: QuestionSet | None) -> list[Statement]:
    if last is None:
        first = {kind: dict(enumerate(lines, 1)) for kind, lines in FIRST.items()}
        return [row for kind, lines in first.items() for row in _made(made, kind, lines)]
    return [
        Statement(
            question_set=made, post_type=s.post_type, value=s.value, order=s.order, text=s.text, kind=s.kind,
            options=s.options,
        )
        for s in last.statements.all()
    ]  # fmt: skip


def _made(
    found: QuestionSet, kind: str, lines: Mapping[int, Sequence[str]], extras: Sequence[Extra] = ()
) -> list[Statement]:
    statements = [
        Statement(question_set=found, post_type=kind, value=value, order=order, text=text.strip())
        for value, texts in sorted(lines.items())
        for order, text in enumerate(texts, 1)
    ]
    return statements + [
        Statement(question_set=found, post_type=kind, value=e.value, order=MOST_PER_VALUE + n, text=e.text, kind=e.kind,
                  options=list(e.options))
        for n, e in enumerate(extras, 1)
    ]  # fmt: skip


def _locked(set_id: int, act: str) -> QuestionSet:
    found = QuestionSet.objects.select_for_update().filter(pk=set_id).first()
    if found is None:
        raise NotVisible
    if not may_move(QUESTIONS, act, found.state):
        raise Closed(_("Versi yang sudah diterbitkan tidak berubah lagi. Mulai versi baru."))
    return found


def _lines(found: QuestionSet, kind: str) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = {value: [] for value in range(1, 8)}
    for value, text in _scale(found, kind):
        lines[value].append(text)
    return lines


def _scale(found: QuestionSet, kind: str) -> QuerySet[Statement, tuple[int, str]]:
    rows = found.statements.filter(post_type=kind, kind=Kind.SCALE)
    return rows.order_by("order").values_list("value", "text")


def _check(lines: Mapping[int, Sequence[str]], extras: Sequence[Extra] = ()) -> None:
    errors = {f"extra_{e.place}": wrong for e in extras if (wrong := _wrong(e))}
    texts_asked = [e for e in extras if e.kind == Kind.TEXT]
    if len(texts_asked) > MOST_TEXTS:
        errors[f"extra_{texts_asked[-1].place}"] = _("Paling banyak %(n)s isian singkat.") % {"n": MOST_TEXTS}
    if len(extras) > MOST_EXTRA:
        errors[f"extra_{MOST_EXTRA}"] = _("Paling banyak %(n)s pertanyaan lain.") % {"n": MOST_EXTRA}
    for value in range(1, 8):
        texts = [text.strip() for text in lines.get(value, ())]
        if not 1 <= len(texts) <= MOST_PER_VALUE:
            errors[f"value_{value}"] = _("Tulis satu sampai %(n)s pernyataan, satu per baris.") % {"n": MOST_PER_VALUE}
        elif any(not SHORTEST <= len(text) <= LONGEST for text in texts):
            errors[f"value_{value}"] = _("Setiap pernyataan 10 sampai 200 huruf.")
    if errors:
        raise Invalid(errors)


def _wrong(extra: Extra) -> str:
    """What is wrong with one question beside the statements; "" when nothing is."""
    if extra.kind not in EXTRA or not 1 <= extra.value <= 7:
        return _("Pilih jenis pertanyaan dan nilainya.")
    if not SHORTEST <= len(extra.text) <= LONGEST:
        return _("Tulis pertanyaannya, 10 sampai 200 huruf.")
    if extra.kind != Kind.CHOICE:
        return _("Hanya pertanyaan pilihan yang memiliki pilihan jawaban.") if extra.options else ""
    told = {"least": LEAST_OPTIONS, "most": MOST_OPTIONS, "n": LONGEST_OPTION}
    if not LEAST_OPTIONS <= len(extra.options) <= MOST_OPTIONS or len(set(extra.options)) < len(extra.options):
        return _("Tulis %(least)s sampai %(most)s pilihan yang berbeda, satu per baris.") % told
    return (
        _("Setiap pilihan paling banyak %(n)s huruf.") % told if max(map(len, extra.options)) > LONGEST_OPTION else ""
    )


def _differences(
    found: QuestionSet, kind: str, lines: Mapping[int, Sequence[str]], extras: Sequence[Extra]
) -> dict[str, tuple[str, str]]:
    now = _lines(found, kind)
    pairs = {f"value_{v}": ("\n".join(now[v]), "\n".join(lines.get(v, ()))) for v in range(1, 8)}
    theirs, mine = ({e.place: in_words(e) for e in both} for both in (extras_of(found, kind), extras))
    pairs |= {f"extra_{n}": (theirs.get(n, ""), mine.get(n, "")) for n in {*theirs, *mine}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
