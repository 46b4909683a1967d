"""The drawn parts: percent in attributes, words before colours, missing is missing."""

import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from prestasi.ui import icons
from prestasi.ui.parts import charts, marks, receipts, tree
from prestasi.ui.samples import samples

INLINE = icons.InlineIcons()


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_bullet_clamps_and_turns_its_flag_to_the_reached_side() -> None:
    assert 'width="100%" height="8"' in charts.bullet(200, 92, label="x")
    up, down = charts.bullet(50, 60, label="x"), charts.bullet(50, 60, down=True, label="x")
    assert "M1 0h6l" in up and "M-1 0h-6l" in down


def test_charts_escape_their_sentence_and_accept_decimals() -> None:
    drawn = charts.bullet(Decimal("89.4"), Decimal(92), label='<b>"89"')
    assert "<b>" not in drawn and 'width="89.4%"' in drawn


def test_one_known_point_draws_no_line() -> None:
    assert charts.spark([None, 3], label="x") == ""
    assert charts.trend(["a"], [None], 0, 1, [0], label="x") == ""


def test_no_part_carries_a_style() -> None:
    drawn = "".join([
        charts.trend(["a", "b"], [1, 2], 0, 3, [0, 3], targets={1: 2}, label="x"),
        charts.interval(80, 85, 90, label="x"), charts.stacked([(1, "b")], 3, label="x", ticks=[2]),
        charts.diverge(-1, 2, label="x"), charts.deviation(3, 2, 0, 5, label="x", first=True),
    ])  # fmt: skip
    assert " style=" not in drawn and drawn.count('role="img"') == 5


def test_a_chip_is_a_word_a_shape_and_then_a_colour() -> None:
    chip = marks.chip(INLINE, "bp", "Butuh perbaikan")
    assert "Butuh perbaikan" in chip and "<svg" in chip and 'data-s="bp"' in chip
    assert "data-s" not in marks.chip(INLINE, "draft", "Draf")


def test_target_bar_says_what_is_missing() -> None:
    assert "target belum diisi" in marks.pm(INLINE, "Balita", 96, "balita", None)
    assert "belum ada data" in marks.pm(INLINE, "Kelas", None, "sesi", 20)
    assert "paling banyak 3 hari" in marks.pm(INLINE, "Waktu", 2.4, "hari", 3, 0, 5, down=True)


def test_a_number_promises_an_explanation_only_when_it_has_one() -> None:
    assert "data-angka" in marks.number(4.51, 2, "%", href="/mengapa/1")
    assert "data-angka" not in marks.number(4.51, 2, "%")


def test_the_quadrant_marks_its_cell_and_says_it() -> None:
    drawn = marks.quad(INLINE, 2, 1)
    assert re.search(r'class="on" data-s="b".*?Baik', drawn)
    assert "hasil kerja sesuai, perilaku di atas, predikat baik" in drawn
    assert "aria-current" not in marks.quad(INLINE, None, 1)


@pytest.mark.parametrize(
    ("result", "behaviour", "predicate"),
    [
        ("above", "above", "Sangat baik"), ("above", "meets", "Baik"), ("above", "below", "Kurang"),
        ("meets", "above", "Baik"), ("meets", "meets", "Baik"), ("meets", "below", "Kurang"),
        ("below", "above", "Butuh perbaikan"), ("below", "meets", "Butuh perbaikan"),
        ("below", "below", "Sangat kurang"),
    ],
)  # fmt: skip
def test_the_nine_pairs_of_the_regulation(result: str, behaviour: str, predicate: str) -> None:
    cell = re.search(r'<td class="on"[^>]*>(.*?)</td>', marks.quad(INLINE, result, behaviour))
    assert cell and cell.group(1).endswith(predicate)


def test_segments_are_radio_buttons() -> None:
    drawn = render('{% seg "r1" 2 "Hasil kerja 1" %}')
    assert drawn.count('type="radio"') == 3 and drawn.count("checked") == 1 and 'aria-label="Hasil kerja 1"' in drawn


def test_segments_take_label_value_and_choices_from_a_field() -> None:
    drawn = render("{% seg form.rating keys=False %}", form=samples()["form"])
    assert 'name="rating" value="2" checked' in drawn and "<kbd>" not in drawn


def test_the_receipt_shows_number_time_hash_and_next_step() -> None:
    drawn = receipts.receipt(INLINE, samples()["receipt"])
    assert all(part in drawn for part in ("KB-2026-000318", "15 Okt 2026, 09.12 WIB", "61F0·B38D·24A7", "28 Oktober"))
    assert "<svg role=" in drawn


def test_a_receipt_leaves_out_what_it_does_not_know() -> None:
    drawn = receipts.receipt(INLINE, {"number": "X-1"})
    assert "X-1" in drawn and "Sidik" not in drawn and 'class="qr"' not in drawn


def test_the_explanation_opens_its_first_levels_and_ends_in_receipts() -> None:
    node = samples()["tree"]
    assert "<details open>" in tree.why(INLINE, node, levels=1)
    closed = tree.why(INLINE, node)
    assert "<details>" in closed and "2BC4·8D10·F96E" in closed and 'href="#angka"' in closed
    folded = tree.why(INLINE, node, summary="Mengapa?", anchor="w1")
    assert folded.startswith('<details class="why" id="w1"><summary>')


def test_a_full_page_writes_each_symbol_once() -> None:
    request = RequestFactory().get("/")
    drawn = render('{% icon "check" %}{% icon "check" %}{% icon_symbols %}', request=request)
    assert drawn.count("<use ") == 2 and drawn.count("<symbol") == 1


def test_a_fragment_carries_its_icons_itself() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    drawn = render('{% icon "check" %}{% icon_symbols %}', request=request)
    assert "<path" in drawn and "<symbol" not in drawn and "<use" not in drawn


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(icons.UnknownIcon):
        INLINE.use("no-such-icon")


def test_every_named_icon_exists() -> None:
    from prestasi.ui import menu

    for name in [*marks.STATUS_ICONS.values(), *tree.KINDS.values(), *(e.icon for e in menu.entries())]:
        assert icons.body(name)


def test_filters_are_silent_about_nothing() -> None:
    assert render("{{ a|angka }}{{ a|tanggal }}{{ a|rupiah }}|{{ b|persen:1 }}", a=None, b=5) == "|5,0\u00a0%"
