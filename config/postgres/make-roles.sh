#!/bin/sh
# The database, the role that owns its tables, and the role of the running processes, of the public pages and of whoever
# exports reports, which `vigie migrate` gives the least they need. The postgres image runs this once, on an empty data volume.
# Run again, it makes what is missing, gives each role the password that its secret holds now, and ends the connections that
# were opened with an earlier one: docs/operating.md, "Changing a secret".
set -eu
for name in postgres owner app public reports; do
  # An empty password would be none.
  test -s "/run/secrets/${name}_password" || { echo "expected a password in ${name}_password, found none" >&2; exit 1; }
done
psql --set=ON_ERROR_STOP=1 --no-psqlrc --quiet --tuples-only --no-align \
  --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\set postgres_password `cat /run/secrets/postgres_password`
\set owner_password `cat /run/secrets/owner_password`
\set app_password `cat /run/secrets/app_password`
\set public_password `cat /run/secrets/public_password`
\set reports_password `cat /run/secrets/reports_password`
select 'create role ' || wanted || ' login' from unnest(array['vigie_owner', 'vigie_app', 'vigie_public', 'vigie_reports']) wanted
  where not exists (select from pg_roles where rolname = wanted) \gexec
alter role current_user password :'postgres_password';
alter role vigie_owner password :'owner_password';
alter role vigie_app password :'app_password';
alter role vigie_public password :'public_password';
alter role vigie_reports password :'reports_password';
select 'create database vigie owner vigie_owner' where not exists (select from pg_database where datname = 'vigie') \gexec
revoke all on database vigie from public;
grant connect on database vigie to vigie_app, vigie_public, vigie_reports;
select 'passwords set; connections ended: ' || count(pg_terminate_backend(pid)) from pg_stat_activity
  where usename in (current_user, 'vigie_owner', 'vigie_app', 'vigie_public', 'vigie_reports')
    and backend_type = 'client backend' and pid <> pg_backend_pid();
SQL
