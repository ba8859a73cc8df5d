#!/bin/sh
# The postgres image runs this once, on an empty data volume: the database, the role that owns its tables, and the role
# of the running processes, of the public pages and of whoever exports reports, which `vigie migrate` gives the least they
# need.
set -eu
psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet \
  --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\set owner_password `cat /run/secrets/owner_password`
\set app_password `cat /run/secrets/app_password`
\set public_password `cat /run/secrets/public_password`
\set reports_password `cat /run/secrets/reports_password`
create role vigie_owner login password :'owner_password';
create role vigie_app login password :'app_password';
create role vigie_public login password :'public_password';
create role vigie_reports login password :'reports_password';
create database vigie owner vigie_owner;
revoke all on database vigie from public;
grant connect on database vigie to vigie_app, vigie_public, vigie_reports;
SQL
