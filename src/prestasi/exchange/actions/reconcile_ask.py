"""Asking about a difference with SIASN, and the answer that brings it back to the list."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.formats import long_date
from prestasi.core.receipt import Receipt
from prestasi.exchange.actions.reconcile import MOST_WORDS, close, locked
from prestasi.exchange.models import Difference, DifferenceQuestion
from prestasi.exchange.permissions_reconcile import question_or_404
from prestasi.exchange.queries.askable import asks_unit_first, head_for, heads_of_units
from prestasi.notices.actions.notify import notify
from prestasi.organization.queries.calendar import working_days_after
from prestasi.performance.permissions.evaluation import person_of

ANSWER_WITHIN = 5


def ask(*, by: Actor, difference_id: int, seen: str, of: str = "", text: str = "", key: str | None = None) -> Receipt:
    """*Tanyakan*: to the employee ("person") or the head of the unit ("unit"); by default whoever knows such a field.

    They get a notice with five working days. Invalid when there is nobody to ask; one question at a time.
    """

    def act() -> Receipt:
        difference = locked(by, difference_id, "ask", seen)
        whom = _whom(difference, of, by)
        words = text.strip()[:MOST_WORDS] or _question(difference)
        question = DifferenceQuestion.objects.create(
            difference=difference, asked_of_id=whom, asked_by_id=person_of(by), text=words, print=difference.print,
            due_on=working_days_after(clock.today(), ANSWER_WITHIN),
        )  # fmt: skip
        _tell(question)
        receipt = record(
            "siasn.asked", by=by, about=difference, subject=difference.person_id, unit=difference.unit_id,
            capacity="analyst", payload={"field": difference.field, "question": words, "of": whom},
            next_step=_("Dijawab paling lambat %(day)s; jawabannya kembali ke daftar.") % {
                "day": long_date(question.due_on)
            },
        )  # fmt: skip
        return close(difference, by, "ask", receipt)

    return once(key, by, act)


def _whom(difference: Difference, of: str, by: Actor) -> int:
    """The person to ask; never the one who asks."""
    employee = difference.person_id if difference.field != Difference.Field.ONLY_HERE else None
    head = head_for(difference, heads_of_units([difference.unit_id] if difference.unit_id else []))
    chosen: dict[str, tuple[int | None, ...]] = {"person": (employee,), "unit": (head,)}
    order = chosen.get(of)
    if order is None:
        order = (head, employee) if asks_unit_first(difference) else (employee, head)
    whom = next((person for person in order if person and person != by.person_id), None)
    if whom is None:
        raise Invalid({"of": _("Tidak ada yang dapat ditanya tentang selisih ini.")})
    return whom


def _question(difference: Difference) -> str:
    words = _("%(field)s: di Prestasi “%(ours)s”, di SIASN “%(theirs)s”. Mana yang benar?")
    return words % {
        "field": difference.get_field_display(), "ours": difference.ours or "–", "theirs": difference.theirs or "–",
    }  # fmt: skip


def _tell(question: DifferenceQuestion) -> None:
    with speaking_to(question.asked_of_id):
        notify(
            person_id=question.asked_of_id, kind="siasn.asked", url=f"/siasn/tanya/{question.pk}/",
            text=_("Data %(name)s berbeda dengan SIASN: mana yang benar?") % {"name": question.difference.name},
            why=_("Anda diminta menjawab karena mengenal data ini."), due_on=question.due_on,
            effect_key=f"siasn.asked:{question.pk}:{question.asked_of_id}",
        )  # fmt: skip


def answer(
    *, by: Actor, question_id: int, answer: str, note: str = "", key: str | None = None
) -> Receipt:  # fmt: skip
    """*Jawab*: which side is right, with a word; the analyst decides afterwards. Closed once answered."""

    def act() -> Receipt:
        question_or_404(by, question_id)
        question = DifferenceQuestion.objects.select_for_update(of=("self",)).get(pk=question_id)
        if question.answered_at is not None:
            raise Closed(_("Pertanyaan ini sudah dijawab."))
        _check_answer(answer, note)
        difference = Difference.objects.select_for_update().get(pk=question.difference_id)
        question.answer, question.note, question.answered_at = answer, note.strip()[:MOST_WORDS], clock.database_now()
        question.save(update_fields=["answer", "note", "answered_at"])
        if difference.state == Difference.State.ASKED:
            difference.state = Difference.State.ANSWERED
            difference.save(update_fields=["state"])
        _tell_asker(question, difference)
        return record(
            "siasn.answered", by=by, about=difference, subject=difference.person_id, unit=difference.unit_id,
            payload={"field": difference.field, "answer": answer},
            next_step=_("Analis kepegawaian memutus dengan jawaban ini."),
        )  # fmt: skip

    return once(key, by, act)


def _check_answer(answer: str, note: str) -> None:
    if answer not in DifferenceQuestion.Answer.values:
        raise Invalid({"answer": _("Pilih mana yang benar.")})
    if answer == DifferenceQuestion.Answer.NEITHER and len(note.strip()) < 3:
        raise Invalid({"note": _("Tulis nilai yang benar, dan dari surat mana.")})


def _tell_asker(question: DifferenceQuestion, difference: Difference) -> None:
    with speaking_to(question.asked_by_id):
        notify(
            person_id=question.asked_by_id, kind="siasn.answered", url=f"/siasn/selisih/{difference.pk}/",
            text=_("Selisih SIASN tentang %(name)s sudah dijawab") % {"name": difference.name},
            why=_("Anda yang menanyakannya."), effect_key=f"siasn.answered:{question.pk}:{question.asked_by_id}",
        )  # fmt: skip
