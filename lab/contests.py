"""What may follow a result: an objection, a reopening, an improvement plan; and dialogues in between."""

from __future__ import annotations

import datetime as dt

from lab.replay import Replay, needed
from prestasi.dialogue.models import Dialogue, ImprovementPlan
from prestasi.objection.models import Objection
from prestasi.people.queries.superior import superior_of
from prestasi.performance.models import Evaluation, Plan, Reopening

OBJECT_EVERY = 40


def file_objections(replay: Replay, number: int) -> None:
    """One received result in forty is contested, the predicate as a whole."""
    rows = Evaluation.objects.filter(period=replay.period(number), state="received", rater__isnull=False)
    pairs = list(rows.order_by("pk").values_list("pk", "person"))[2::OBJECT_EVERY]
    for evaluation, person in pairs:
        if Objection.objects.filter(evaluation=evaluation).exists():
            continue
        me = replay.as_(person)
        form = needed(me.get(f"/keberatan/ajukan/{evaluation}/"), "/keberatan/ajukan/", me)
        me.send(
            form, targets=["predicate"], reason="Capaian triwulan ini sudah diverifikasi penuh, lihat bukti dukung."
        )
        replay.count("objections filed")


def hear_objections(replay: Replay) -> None:
    """Both sides are heard, the analyst recommends, the official who was drawn decides: by turns no, yes, again."""
    analyst = replay.holder("analyst")
    for case in Objection.objects.filter(state__in=["filed", "answered", "recommended"]).order_by("pk"):
        outcome = ("reject", "change", "return")[case.pk % 3]
        ratings = {}
        if outcome == "change":  # the result of a unit's head follows the unit, so the behaviour moves
            behaviour = "1" if case.behaviour_before == 2 else "2"
            ratings = {"result_rating": str(case.result_before), "behaviour_rating": behaviour}
        if case.state == "filed" and case.rater_id in replay.by_person:
            rater = replay.as_(case.rater_id or 0)
            form = needed(rater.get(f"/keberatan/{case.pk}/"), "/tanggapi/", rater)
            rater.send(form, answer="Penilaian mengikuti bukti yang diterima sampai akhir triwulan.")
            replay.count("objections answered")
        if analyst in (case.person_id, case.rater_id):
            continue
        recommend(replay, case.pk, outcome, ratings)
        decide(replay, case.pk, outcome, ratings)


def recommend(replay: Replay, case: int, outcome: str, ratings: dict[str, str]) -> None:
    analyst = replay.office("analyst")
    form = analyst.get(f"/keberatan/{case}/").form("/rekomendasi/")
    if form is not None:
        reason = "Dokumen kedua pihak sudah dicocokkan dengan catatan."
        analyst.post(form, {"outcome": outcome, "reason": reason} | ratings)
        replay.count("objections recommended on")


def decide(replay: Replay, case: int, outcome: str, ratings: dict[str, str]) -> None:
    found = Objection.objects.get(pk=case)
    if found.decider_id is None or found.decider_id not in replay.by_person:
        return
    official = replay.as_(found.decider_id, fresh=True)
    form = needed(official.get(f"/keberatan/{case}/"), "/putusan/", official)
    reason = "Bukti yang diajukan telah diperiksa dan dipertimbangkan seluruhnya."
    official.post(form, {"outcome": outcome, "reason": reason, "headnote": "", "independent": "on"} | ratings)
    replay.count("objections decided")
    if outcome == "return" and found.rater_id in replay.by_person:
        rater = replay.as_(found.rater_id or 0)
        form = needed(rater.get(f"/keberatan/{case}/"), "/nilai-ulang/", rater)
        rater.send(form, result_rating="2", behaviour_rating="2", reason="Dinilai ulang dengan bukti yang lengkap.")
        replay.count("ratings given again after an objection")


def reopen(replay: Replay, number: int) -> None:
    """A settled result is opened for its rater by two persons, changed with a reason, and shut again."""
    if Reopening.objects.filter(period=replay.period(number)).exists():
        return
    office = {replay.holder(role) for role in ("analyst", "admin")}
    rows = Evaluation.objects.filter(period=replay.period(number), state__in=["received", "final"])
    rows = rows.filter(rater__isnull=False).exclude(pk__in=Objection.objects.values("evaluation"))
    row = next(
        (r for r in rows.order_by("-pk") if r.person_id not in office and r.rater_id not in office
         and superior_of(r.person_id, replay.day()) == r.rater_id and r.rater_superior_id in replay.by_person), None
    )  # fmt: skip
    if row is None:
        return
    asks, rater = replay.as_(row.rater_id or 0, fresh=True), row.rater_id or 0
    form = needed(asks.get(f"/pembukaan-kembali/minta/?orang={row.pk}"), "/minta/", asks)
    until = replay.day() + dt.timedelta(days=10)
    reason = "Satu laporan yang sudah diterima belum terhitung ketika menilai."
    place = asks.send(form, reason=reason, until=until.isoformat(), orang=str(row.pk)).path
    second = replay.office("analyst")
    form = needed(second.get(place), "/putuskan/", second)
    second.send(form, putusan="setuju", reason="Laporan yang dimaksud memang sudah diterima.")
    me = replay.as_(rater)
    form = needed(me.get(place), "/ubah/", me)
    behaviour = "1" if row.behaviour_rating == 2 else "2"
    me.send(form, result_rating=str(row.result_rating), behaviour_rating=behaviour, reason=reason)
    second.send(needed(second.get(place), "/akhiri/", second))
    replay.count("results reopened by two persons, changed and shut")


def write_improvements(replay: Replay) -> None:
    """Superior and employee agree on steps for each poor result."""
    for plan in ImprovementPlan.objects.filter(state="draft").order_by("pk"):
        if plan.starts_on.year < replay.year or plan.leader_id not in replay.by_person:
            continue
        leader, employee, due = replay.as_(plan.leader_id), replay.as_(plan.person_id), plan.ends_on.isoformat()
        form = needed(leader.get(f"/perbaikan/{plan.pk}/"), "/susun/", leader)
        leader.post(form, {
            "expectation": "Laporan bulanan tiba tepat waktu dan lengkap.", "s1-text": "Menyusun jadwal kerja mingguan",
            "s1-sign": "Jadwal terisi setiap Senin", "s1-due_on": due, "s1-support": "Pendampingan setiap pekan",
        })  # fmt: skip
        leader.send(needed(leader.get(f"/perbaikan/{plan.pk}/"), "/setuju/", leader))
        employee.send(needed(employee.get(f"/perbaikan/{plan.pk}/"), "/setuju/", employee))
        replay.count("improvement plans agreed")


def close_improvements(replay: Replay) -> None:
    for plan in ImprovementPlan.objects.filter(state="agreed", starts_on__year=replay.year).order_by("pk"):
        leader = replay.as_(superior_of(plan.person_id, replay.day()) or plan.leader_id)
        page = leader.get(f"/perbaikan/{plan.pk}/")
        if (form := page.form("/langkah/")) is not None:
            leader.send(form)
            page = leader.get(f"/perbaikan/{plan.pk}/")
        if (form := page.form("/tutup/")) is not None:
            leader.send(form, outcome="improved", note="Jadwal berjalan dan laporan tiba tepat waktu.")
            replay.count("improvement plans closed")


def ask_dialogues(replay: Replay) -> None:
    """Every twelfth person asks for a dialogue in the next days, and the superior agrees."""
    plans = Plan.objects.filter(cycle__year=replay.year, state="agreed").order_by("pk").values_list("person", flat=True)
    replay.each("dialogues asked for", list(dict.fromkeys(plans))[4::12], lambda person: ask_dialogue(replay, person))


def ask_dialogue(replay: Replay, person: int) -> None:
    leader, me = superior_of(person, replay.day()), replay.as_(person)
    if leader is None or leader not in replay.by_person:
        return
    page = me.get("/dialog/minta/")
    form, slot = page.form("/dialog/minta/"), page.first_choice("slot")
    if form is None or not slot:
        replay.journal.refuse("no free time for a dialogue")
        return
    answer = me.send(form, expected=frozenset({302, 409, 422}), slot=slot, kind="check_in")
    if answer.status != 302:
        replay.journal.refuse("a dialogue that cannot be asked for now")
        return
    dialogue = Dialogue.objects.filter(person=person, state="proposed").latest("pk")
    chief = replay.as_(leader)
    chief.send(needed(chief.get(f"/dialog/{dialogue.pk}/"), "/setuju/", chief))
    replay.count("dialogues agreed")


def hold_dialogues(replay: Replay) -> None:
    """What was agreed has taken place: the superior writes, the employee confirms."""
    rows = Dialogue.objects.filter(state="agreed", starts_at__lte=replay.now(), starts_at__year=replay.year)
    replay.each("dialogues held", list(rows.order_by("pk")), lambda row: hold_dialogue(replay, row))


def hold_dialogue(replay: Replay, row: Dialogue) -> None:
    leader, me = replay.as_(row.leader_id), replay.as_(row.person_id)
    form = needed(leader.get(f"/dialog/{row.pk}/"), "/catat/", leader)
    due = (replay.day() + dt.timedelta(days=30)).isoformat()
    leader.post(form, {
        "notes": "Target triwulan berikut dibahas.", "next_on": "", "a1-text": "Melengkapi bukti setiap akhir bulan",
        "a1-owner": "employee", "a1-due_on": due, "a1-sign": "Bukti ada sebelum tanggal lima",
    })  # fmt: skip
    me.send(needed(me.get(f"/dialog/{row.pk}/"), "/konfirmasi/", me))
    replay.count("dialogues recorded and confirmed")
