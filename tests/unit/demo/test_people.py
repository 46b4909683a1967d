"""The fictional staff: nobody real, valid numbers, consistent careers."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from prestasi.demo.names import FAMILY
from tests.unit.demo.conftest import STAFF, TODAY

Frames = dict[str, pl.DataFrame]


def test_every_family_name_says_that_the_person_is_made_up(small: Frames) -> None:
    """Nobody real is meant: the last word of each name means example, fiction or for instance."""
    assert {name.split()[-1] for name in small["people_person"]["name"]} <= set(FAMILY)


def test_there_are_as_many_people_as_asked_for(small: Frames) -> None:
    active = small["people_person"].filter(pl.col("left_on").is_null())
    vacant = small["people_person"].filter(pl.col("left_on").is_not_null()).height
    assert active.height <= STAFF + 1 <= active.height + vacant


def test_numbers_are_unique_and_tell_birth_service_and_sex(small: Frames) -> None:
    """NIP: birth date, first month of service, sex, serial; NI PPPK: year and contract count 21 or 22."""
    numbers = small["people_identitynumber"].join(small["people_person"], left_on="person_id", right_on="id")
    assert numbers["number"].n_unique() == numbers.height
    for row in numbers.iter_rows(named=True):
        number = row["number"]
        assert re.fullmatch(r"\d{18}", number)
        assert dt.datetime.strptime(number[:8], "%Y%m%d").date() == row["born_on"]
        assert number[14] == ("2" if row["sex"] == "f" else "1")
        assert number[15:] != "000"
        if row["kind"] == "nip":
            assert number[8:14] == f"{row['joined_on']:%Y%m}"
        else:
            assert number[12:14] in {"21", "22"}


def test_everybody_but_the_elected_head_carries_a_number_today(small: Frames) -> None:
    current = small["people_identitynumber"].filter(pl.col("valid_to").is_null())["person_id"]
    assert set(small["people_person"]["id"]) - set(current) == {1}
    assert small["people_person"]["employment"][0] == "elected"


def test_renewed_contracts_bring_a_second_number(small: Frames) -> None:
    counts = small["people_identitynumber"].group_by("person_id").len()
    renewed = counts.filter(pl.col("len") == 2)["person_id"]
    people = small["people_person"].filter(pl.col("id").is_in(renewed.to_list()))
    assert renewed.len() > 0
    assert set(people["employment"]) == {"pppk"}


def test_nobody_works_below_eighteen_or_beyond_retirement(small: Frames) -> None:
    people = small["people_person"].slice(1)
    at_entry = (people["joined_on"] - people["born_on"]).dt.total_days() / 365.25
    now = people.filter(pl.col("left_on").is_null())
    age = (pl.Series([TODAY] * now.height) - now["born_on"]).dt.total_days() / 365.25
    assert min(at_entry.to_list()) >= 18
    assert max(age.to_list()) < 60.6


def test_ranks_rise_one_by_one(small: Frames) -> None:
    ranks = small["people_rankrecord"].sort("person_id", "valid_from")
    step = ranks.select(d=pl.col("rank").diff().over("person_id"))["d"].drop_nulls()
    assert set(step) == {1}
    assert small["people_rankrecord"]["rank"].is_between(1, 17).all()


def test_titles_agree_with_the_post(small: Frames) -> None:
    """Doctors are called dr.; midwives have a degree of midwifery."""
    posts = _posts_today(small)
    doctors = posts.filter(pl.col("title").str.starts_with("Dokter Ahli"))
    midwives = posts.filter(pl.col("title").str.starts_with("Bidan"))
    assert set(doctors["title_before"]) == {"dr."}
    assert midwives["title_after"].str.contains("Keb").all()


def test_the_cast_is_found_in_its_posts(small: Frames) -> None:
    posts = {row["name"]: row["title"] for row in _posts_today(small).iter_rows(named=True)}
    assert posts["Sekar Umpama"] == "Bidan Ahli Pertama"
    assert posts["Bima Rekaan"] == "Kepala Puskesmas Depok I"
    assert posts["Laras Misalkan"] == "Kepala Dinas Kesehatan"
    assert posts["Ayu Contohsari"].startswith("Analis Sumber Daya Manusia Aparatur")
    assert posts["Ratih Teladan"].startswith("Auditor")


def _posts_today(small: Frames) -> pl.DataFrame:
    held = small["people_assignment"].filter(pl.col("valid_to").is_null(), pl.col("kind") == "definitive")
    posts = small["organization_position"].select(position_id="id", title="title", is_head="is_head")
    return held.join(posts, on="position_id").join(
        small["people_person"], left_on="person_id", right_on="id", suffix="_p"
    )
