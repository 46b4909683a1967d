"""Running an installation: processes, checks, backups. Nothing here knows a page or a rule."""
