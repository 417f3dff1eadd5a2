# What the scripts of this folder share: databases and processes of the sample in a folder of their own, all of which is gone at the end.
# To be read by bash, with `set -euo pipefail`, in the repository's root folder.

scratch=$(mktemp -d)
chmod 711 "$scratch"
declare -A silo=()
database="" database_pid=""
cluster=artifacts/bin/Cluster/release/Cluster

fail() { echo "$*" >&2; exit 1; }
say() { printf '%6.1f s  %s\n' "$(($(date +%s%N) / 100000000 - begin))e-1" "$*"; }
begin=$(($(date +%s%N) / 100000000))
random() { shuf -n 1 -i "$1-$2"; }

install() { # command, package
    if [ -n "$1" ]; then return; fi
    [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || fail "Missing: $2"
    apt-get update > "$scratch/apt" && apt-get install -y --no-install-recommends "$2" >> "$scratch/apt" || { cat "$scratch/apt"; exit 1; }
}

# A server must not run as root. To be called in a shell of its own, which becomes the server, so that a signal reaches it.
as_nobody() {
    if [ "$(id -u)" = 0 ]; then exec setpriv --reuid nobody --regid nogroup --clear-groups env HOME="$scratch/home" "$@"; else exec "$@"; fi
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start_postgres() {
    programs=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -n 1)
    install "$programs" postgresql
    programs=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
    database=postgres database_port=$(free_port)
    password=$(head -c 24 /dev/urandom | base64 | tr -d '/+=')
    printf '%s' "$password" > "$scratch/password"
    mkdir "$scratch/home"
    if [ "$(id -u)" = 0 ]; then chown nobody "$scratch/home" "$scratch/password"; fi
    (as_nobody "$programs/initdb" -D "$scratch/home/data" -U shallownet --auth scram-sha-256 --pwfile "$scratch/password") > "$scratch/initdb" \
        || { cat "$scratch/initdb"; exit 1; }
    postgres_server() {
        as_nobody "$programs/postgres" -D "$scratch/home/data" -p "$database_port" -k "$scratch/home" -h 127.0.0.1 >> "$scratch/database" 2>&1 &
        database_pid=$!
        for ((i = 0; i < 100; i++)); do
            if "$programs/pg_isready" -q -h 127.0.0.1 -p "$database_port"; then return; fi
            sleep 0.1
        done
        cat "$scratch/database"; fail "PostgreSQL does not start."
    }
    postgres_server
    query() { PGPASSWORD=$password psql -v ON_ERROR_STOP=1 -q -At -F ' ' -h 127.0.0.1 -p "$database_port" -U shallownet "$@"; }
    query -d postgres -c 'CREATE DATABASE shallownet'
    query -d shallownet -f samples/Cluster/postgres.sql
    export SHALLOWNET_CONNECTION="Host=127.0.0.1;Port=$database_port;Username=shallownet;Password=$password;Database=shallownet"
    say "$("$programs/postgres" --version) on port $database_port, as the user $(ps -o user= -p "$database_pid")"
}

start_redis() {
    install "$(command -v redis-server || true)" redis-server
    database=redis database_port=$(free_port)
    password=$(head -c 24 /dev/urandom | base64 | tr -d '/+=')
    mkdir "$scratch/home"
    printf 'bind %s\nport %s\nrequirepass %s\nappendonly yes\ndir %s\n' "${address-127.0.0.1}" "$database_port" "$password" "$scratch/home" > "$scratch/home/redis.conf"
    if [ "$(id -u)" = 0 ]; then chown -R nobody "$scratch/home"; fi
    as_nobody redis-server "$scratch/home/redis.conf" > "$scratch/database" 2>&1 &
    database_pid=$!
    query() { REDISCLI_AUTH=$password redis-cli -h "${address-127.0.0.1}" -p "$database_port" "$@"; }
    for ((i = 0; i < 100; i++)); do
        if [ "$(query ping 2> /dev/null)" = PONG ]; then break; fi
        sleep 0.1
    done
    export SHALLOWNET_CONNECTION="${address-127.0.0.1}:$database_port,password=$password"
    say "$(redis-server --version | cut -d' ' -f1-3) on port $database_port, as the user $(ps -o user= -p "$database_pid")"
}

# How many silos the list calls active, and how many dead.
members() {
    case $database in
        postgres) query -d shallownet -c 'SELECT count(*) FILTER (WHERE Status = 3) || $$ active, $$ || count(*) FILTER (WHERE Status = 6) || $$ dead$$ FROM OrleansMembershipTable' ;;
        redis) query --raw hvals shallownet/members/shallownet | grep -o '"Status":[0-9]*' | awk -F: '{ n[$2]++ } END { print n[3] + 0 " active, " n[6] + 0 " dead" }' ;;
    esac
}

checkpoints() {
    case $database in
        postgres) query -d shallownet -c 'SELECT count(*) FROM OrleansStorage' ;;
        redis) query --raw --scan | grep -vc '/members/' || true ;;
    esac
}

# To be called in a shell of its own.
program() { exec "$cluster" "$@" --membership "$database" --port "$port"; }

start_silo() { # number
    program silo "$1" > "$scratch/silo$1" 2> "$scratch/silo$1.errors" &
    silo[$1]=$!
    for ((i = 0; i < 600; i++)); do
        if grep -qs "is ready" "$scratch/silo$1"; then return; fi
        kill -0 "${silo[$1]}" 2> /dev/null || { head -n 5 "$scratch/silo$1.errors" >&2; fail "Silo $1 has ended."; }
        sleep 0.1
    done
    fail "Silo $1 is not ready after a minute."
}

kill_silo() { # number
    kill -9 "${silo[$1]}"
    wait "${silo[$1]}" 2> /dev/null || true
    unset "silo[$1]"
}

wait_for_epoch() { # file, epoch
    for ((i = 0; i < 3000; i++)); do
        if grep -q "^epoch $2\$" "$1" 2> /dev/null; then return; fi
        sleep 0.02
    done
    cat "$1" >&2; fail "There is no epoch $2 after a minute."
}

clean() {
    local process
    for process in "${silo[@]}" $(jobs -p); do kill -9 "$process" 2> /dev/null || true; done
    wait 2> /dev/null || true
    rm -rf "$scratch"
}
trap clean EXIT
