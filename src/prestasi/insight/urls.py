from django.urls import path

from prestasi.insight.views import board, control_room, cycles, system

app_name = "insight"
urlpatterns = [
    path("dasbor/", board.start, name="board_start"),
    path("dasbor/<int:unit_id>/", board.show, name="board"),
    path("kendali/", control_room.control_room, name="control_room"),
    path("periode/", cycles.cycles, name="cycles"),
    path("periode/<int:period_id>/buka/", cycles.open_period, name="period_open"),
    path("periode/<int:period_id>/tutup/", cycles.close_period, name="period_close"),
    path("sistem/", system.system, name="system"),
]
