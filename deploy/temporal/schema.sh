#!/bin/sh
# Makes Temporal's two databases and brings their tables to this version; doing it again changes nothing.
# The connection is in the SQL_* variables.
set -eu
for database in temporal temporal_visibility; do
  case $database in
    temporal) versions=temporal ;;
    *) versions=visibility ;;
  esac
  temporal-sql-tool --db "$database" create
  temporal-sql-tool --db "$database" setup-schema --version 0.0
  temporal-sql-tool --db "$database" update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$versions/versioned"
done
