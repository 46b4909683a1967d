from django.urls import path

from prestasi.insight.views import board, control_room

app_name = "insight"
urlpatterns = [
    path("dasbor/", board.start, name="board_start"),
    path("dasbor/<int:unit_id>/", board.show, name="board"),
    path("kendali/", control_room.control_room, name="control_room"),
    path("kendali/tabel.csv", control_room.control_room_csv, name="control_room_csv"),
]
