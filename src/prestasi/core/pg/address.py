"""Where a database is and as whom to reach it."""

from dataclasses import dataclass
from urllib.parse import quote

from psycopg.conninfo import make_conninfo

DATABASE = "prestasi"
OWNER = "prestasi_owner"
APP = "prestasi_app"
PORT = 5432


@dataclass(frozen=True, slots=True)
class Address:
    """A database of an embedded cluster: the socket folder, the role and the database's name."""

    host: str
    user: str
    database: str = DATABASE
    port: int = PORT

    @property
    def conninfo(self) -> str:
        """For psycopg and libpq."""
        return make_conninfo(host=self.host, user=self.user, dbname=self.database, port=self.port)

    @property
    def url(self) -> str:
        """For DATABASE_URL: the socket folder is percent-encoded in the place of the host."""
        return f"postgresql://{self.user}@{quote(self.host, safe='')}:{self.port}/{self.database}"
