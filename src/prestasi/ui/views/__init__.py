"""Pages that belong to no app: errors, palette, gallery, brand."""

from prestasi.ui.views.errors import csrf_failure, not_found, refused, server_error

__all__ = ["csrf_failure", "not_found", "refused", "server_error"]
