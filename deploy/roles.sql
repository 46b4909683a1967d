-- Run once as the server's administrator, with psql -v owner_password=... -v app_password=... -f deploy/roles.sql
-- prestasi_owner owns the tables and migrates; prestasi_app is what the processes sign in as.
CREATE ROLE prestasi_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE prestasi_app LOGIN PASSWORD :'app_password';
GRANT prestasi_app TO prestasi_owner;
CREATE DATABASE prestasi OWNER prestasi_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE prestasi FROM PUBLIC;
GRANT CONNECT ON DATABASE prestasi TO prestasi_app;
