"""*Pernyataan perilaku* of the first version: one or two for each BerAKHLAK value and type of post.

They follow the guides of the values (performance.md 5.8) and describe what a colleague can see, not what somebody is.
HR writes later versions on the page of the question bank.
"""

from __future__ import annotations

from collections.abc import Mapping

from prestasi.colleagues.groups import PostType

Lines = tuple[tuple[str, ...], ...]

_LEADER: Lines = (
    ("Mengambil keputusan dengan mendahulukan kebutuhan warga yang dilayani.",),
    ("Menjelaskan dasar keputusannya dan menanggung akibatnya.", "Memakai anggaran dan barang unit sesuai aturan."),
    ("Memberi waktu dan kesempatan agar anggota tim belajar.",),
    ("Memperlakukan semua anggota tim dengan adil dan hormat.",),
    ("Menjaga rahasia jabatan dan nama baik rekan, pimpinan, dan instansi.",),
    ("Menyesuaikan cara kerja tim ketika keadaan berubah.",),
    ("Membuka kerja sama dengan unit lain dan membagi keberhasilannya.",),
)
_FUNCTIONAL: Lines = (
    ("Menanggapi kebutuhan penerima layanan dengan cepat dan ramah.",),
    ("Menyelesaikan tugas dengan cermat dan jujur tentang hasilnya.",),
    ("Membagi pengetahuan keahliannya kepada rekan.",),
    ("Membantu rekan dan menghargai perbedaan pendapat.",),
    ("Menjaga rahasia jabatan dan nama baik instansi.",),
    ("Mencoba cara baru yang memperbaiki hasil kerja.",),
    ("Bekerja terbuka dengan profesi dan unit lain.",),
)
_EXECUTIVE: Lines = (
    ("Melayani dengan ramah, cekatan, dan dapat diandalkan.",),
    ("Menyelesaikan tugas tepat waktu dan memberi tahu bila ada hambatan.",),
    ("Memperbaiki mutu pekerjaannya dari masukan orang lain.",),
    ("Menjaga suasana kerja yang nyaman bagi semua.",),
    ("Menjaga rahasia jabatan dan nama baik instansi.",),
    ("Cepat menyesuaikan diri dengan tugas atau alat baru.",),
    ("Mudah diajak bekerja sama dan menepati bagiannya.",),
)
FIRST: Mapping[PostType, Lines] = {
    PostType.LEADER: _LEADER,
    PostType.FUNCTIONAL: _FUNCTIONAL,
    PostType.EXECUTIVE: _EXECUTIVE,
}
SCALE = (1, 2, 3, 4, 5)
