from django.urls import path

from prestasi.insight.views import board, chase, control_room, cycles, system, vacant

app_name = "insight"
urlpatterns = [
    path("dasbor/", board.start, name="board_start"),
    path("dasbor/<int:unit_id>/", board.show, name="board"),
    path("kendali/", control_room.control_room, name="control_room"),
    path("kendali/ingatkan/", chase.remind, name="remind"),
    path("kendali/sumbatan/", chase.blocked, name="blocks"),
    path("kendali/kosong/", vacant.vacant, name="vacant"),
    path("periode/", cycles.cycles, name="cycles"),
    path("periode/tahun-berikutnya/", cycles.prepare_year, name="year_prepare"),
    path("periode/<int:period_id>/buka/", cycles.open_period, name="period_open"),
    path("periode/<int:period_id>/tutup/", cycles.close_period, name="period_close"),
    path("sistem/", system.system, name="system"),
]
