"""The settings of an embedded cluster: careful ones for keeping data, fast ones for tests."""

from collections.abc import Mapping

KEEPING: Mapping[str, str] = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "jit": "off",
    "huge_pages": "off",
    "shared_preload_libraries": "pg_stat_statements",
    "log_min_duration_statement": "2s",
    "log_lock_waits": "on",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "password_encryption": "scram-sha-256",
}

# A test cluster may lose everything at a power cut: it is made again.
VOLATILE: Mapping[str, str] = {
    **KEEPING,
    "shared_buffers": "128MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_duration_statement": "-1",
}


def text(*, volatile: bool, socket_folder: str) -> str:
    """The content of the settings file: no network port, one socket that only this account can open."""
    chosen = VOLATILE if volatile else KEEPING
    fixed = {"listen_addresses": "", "unix_socket_directories": socket_folder, "unix_socket_permissions": "0700"}
    return "".join(f"{name} = '{value}'\n" for name, value in {**chosen, **fixed}.items())
