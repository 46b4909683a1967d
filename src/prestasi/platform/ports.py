"""Whether our ports are free, asked before anything is started."""

from __future__ import annotations

import socket

from prestasi.core.trouble import Trouble


def check_free(host: str, wanted: dict[str, int]) -> None:
    """Raise `Trouble` when a port is taken or given twice. `wanted` maps the variable's name to its port."""
    if len(set(wanted.values())) < len(wanted):
        raise Trouble(f"{' dan '.join(wanted)} berisi angka yang sama.", "beri masing-masing port yang berbeda.")
    for variable, port in wanted.items():
        if not is_free(host, port):
            other = next_free(host, max(wanted.values()) + 1)
            raise Trouble(
                f"Port {port} di {host} sudah dipakai program lain.",
                f"hentikan program itu, atau pilih port lain, mis. `{variable}={other} make run`.",
            )


def is_free(host: str, port: int) -> bool:
    """Whether a listener could be opened there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Trouble(
                f"Akun ini tidak boleh membuka port {port} (di bawah 1024).", "pilih port 1024 atau lebih."
            ) from None
        except OSError:
            return False
    return True


def next_free(host: str, start: int) -> int:
    """The first free port from `start` on."""
    return next((port for port in range(start, 65536) if is_free(host, port)), start)
