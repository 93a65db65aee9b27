#!/bin/sh
# Makes the secrets that docker-compose.yml reads, in ./secrets. Never overwrites one that is there.
#
# The folder is open to its owner only (0700). The files in it are 0444, because a container's own,
# unprivileged user must read them, and compose hands files over with the owner they have here.
set -eu
umask 077
cd "$(dirname "$0")/.."
mkdir -p secrets
chmod 700 secrets

random() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
letters() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
keep() { # name, value
  if [ -e "secrets/$1" ]; then return 0; fi
  printf '%s' "$2" >"secrets/$1"
  chmod 444 "secrets/$1"
  echo "made secrets/$1"
}

keep secret_key "$(random)$(random)"
keep vault_keys "1:$(random)"
keep index_key "$(random)"
keep checkpoint_key "$(random)"
keep postgres_password "$(letters)"
keep database_url "postgres://helpdesk:$(cat secrets/postgres_password)@db:5432/helpdesk"
cat <<TEXT

Copy the folder secrets/ to a safe place that is neither this machine nor its backup:
without vault_keys nobody, and we neither, can open the clients' records again.
TEXT
