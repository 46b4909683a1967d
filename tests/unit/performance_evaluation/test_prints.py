"""How a picture looks in 64 bits: alterations stay near, other scenes are far; HEIC is read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageEnhance
from pillow_heif import register_heif_opener

from prestasi.performance.actions.picture_prints import add_missing_prints
from prestasi.performance.actions.progress import NewEvidence, report_progress
from prestasi.performance.files import Kept, take_in
from prestasi.performance.files.prints import NEAR, distance, print_of
from prestasi.performance.models import Evidence
from prestasi.performance.queries.evidence import one_evidence
from tests.world import World


def scene(seed: int) -> Image.Image:
    """Boxes and discs in places that depend on the seed: pictures with large shapes, as photographs have."""
    image = Image.new("RGB", (800, 600), (230, 225, 210))
    pen = ImageDraw.Draw(image)
    for n in range(9):
        x, y, size = (seed * 97 + n * 211) % 700, (seed * 53 + n * 137) % 500, 60 + (seed * 31 + n * 71) % 190
        shade = ((seed * 41 + n * 67) % 256, (seed * 17 + n * 29) % 256, (n * 83 + seed) % 256)
        (pen.ellipse if n % 2 else pen.rectangle)((x, y, x + size, y + size), fill=shade)
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


ALTERED: list[Callable[[Image.Image], bytes]] = [
    lambda image: saved(image.resize((400, 300)), quality=50),
    lambda image: saved(image.resize((1600, 1200)), "PNG"),
    lambda image: saved(ImageEnhance.Brightness(image).enhance(1.2), quality=80),
    lambda image: saved(image.convert("L"), "WEBP", quality=60),
]


@pytest.mark.parametrize("alter", ALTERED, ids=["smaller", "larger", "brighter", "grey"])
def test_an_altered_picture_keeps_its_print(alter: Callable[[Image.Image], bytes]) -> None:
    for seed in range(1, 12):
        before, after = print_of(saved(scene(seed), quality=90)), print_of(alter(scene(seed)))
        assert before is not None and after is not None and distance(before, after) <= NEAR


def test_other_scenes_have_other_prints() -> None:
    prints = [print_of(saved(scene(seed))) for seed in range(1, 25)]
    pairs = [(a, b) for n, a in enumerate(prints) for b in prints[n + 1 :] if a is not None and b is not None]
    near = sum(distance(a, b) <= NEAR for a, b in pairs)
    assert near * 100 <= len(pairs)


def test_one_colour_and_no_picture_have_no_print() -> None:
    assert print_of(saved(Image.new("RGB", (64, 64), "teal"))) is None
    assert print_of(b"not a picture") is None


def kept(content: bytes, name: str = "foto.jpg") -> Kept:
    return take_in(SimpleUploadedFile(name, content))


@pytest.fixture
def two_uses(world: World) -> list[Evidence]:
    """The same scene, once whole and once smaller, under reports of the employee and of a colleague."""
    contents = (saved(scene(3), quality=95), saved(scene(3).resize((500, 375)), quality=60))
    for who, content in zip(("employee", "peer"), contents, strict=True):
        report_progress(
            by=world.actor(who), indicator_id=world.indicators[who].pk, value=world.indicators[who].target,
            evidence=[NewEvidence("photo", "posyandu.jpg", "", kept(content))],
        )  # fmt: skip
    return list(Evidence.objects.order_by("pk"))


def alike(world: World, who: str, evidence: Evidence) -> list[str]:
    return [other.name for other in one_evidence(world.actor(who), evidence.pk)[1].similar]


def test_the_superior_is_told_across_the_team_the_person_only_of_own_evidence(
    world: World, two_uses: list[Evidence]
) -> None:
    assert two_uses[0].sha256 != two_uses[1].sha256
    assert alike(world, "superior", two_uses[0]) == ["Panji Tamsil"]
    assert alike(world, "employee", two_uses[0]) == []
    assert alike(world, "auditor", two_uses[0]) == alike(world, "head", two_uses[0]) == []


def test_the_person_is_told_of_own_evidence_used_again(world: World) -> None:
    for _turn in range(2):
        report_progress(
            by=world.actor("employee"), indicator_id=world.indicators["employee"].pk,
            value=world.indicators["employee"].target,
            evidence=[NewEvidence("photo", "posyandu.jpg", "", kept(saved(scene(5))))],
        )  # fmt: skip
    first, second = Evidence.objects.order_by("pk")
    (other,) = one_evidence(world.actor("employee"), second.pk)[1].similar
    assert (other.id, other.is_same_file, other.name) == (first.pk, True, "")


def test_a_heic_photo_is_kept_as_jpeg(world: World) -> None:
    register_heif_opener()
    found = kept(saved(scene(2), "HEIF", quality=60), "IMG_0001.HEIC")
    assert (found.media_type, found.title) == ("image/jpeg", "IMG_0001.jpg")
    expected = print_of(saved(scene(2)))
    assert expected is not None and found.picture_print is not None and distance(expected, found.picture_print) <= NEAR


def test_pictures_kept_before_get_their_prints_once(world: World, two_uses: list[Evidence]) -> None:
    before = [row.picture_print for row in two_uses]
    Evidence.objects.update(picture_print=None)
    assert add_missing_prints() == (2, None)
    assert list(Evidence.objects.order_by("pk").values_list("picture_print", flat=True)) == before
    assert add_missing_prints() == (0, None)
