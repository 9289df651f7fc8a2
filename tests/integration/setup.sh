#!/bin/sh
# What the integration tests start: a PostgreSQL server, and Spark with the Java that it runs on. Only what is missing
# is installed: Debian's packages, which needs root, and PySpark into the current environment.
set -eu

wanted=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
command -v java >/dev/null 2>&1 || wanted="$wanted default-jre-headless"
if [ -n "$wanted" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "integration: missing$wanted. Install it as root: apt-get install --no-install-recommends$wanted" >&2
        exit 1
    fi
    echo "integration: installing$wanted"
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
fi
python -c 'import pyspark' 2>/dev/null || python -m pip install -q 'ibis-framework[pyspark]>=10,<13' 'sqlglot<30.18'
