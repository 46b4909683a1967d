#!/bin/sh
# Runs once in the database container, when its folder is new.
set -eu
psql -X -U postgres -v ON_ERROR_STOP=1 -f /roles.sql \
  -v owner_password="$(cat /run/secrets/owner_password)" -v app_password="$(cat /run/secrets/app_password)"
