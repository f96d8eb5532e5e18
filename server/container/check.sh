#!/bin/bash
# Builds the image of the Containerfile and runs it as an unprivileged user with a read-only root, without a container
# engine or a registry: debootstrap creates the base image, and buildah creates the image. Run it manually as root on
# Debian:
#
#   apt-get install -y buildah debootstrap curl
#   mvn -B verify -DskipTests && server/container/check.sh server/target/packages/open-llm-*-linux-x64.tar.gz
set -euo pipefail
archive=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
image=open-llm-gateway-check
base=docker.io/library/debian:trixie-slim
port=$((20000 + RANDOM % 20000))
container=

end() {
  [ -z "${gateway:-}" ] || kill -KILL "$gateway" 2>/dev/null || true
  [ -z "$container" ] || buildah rm "$container" >/dev/null || true
  rm -rf "$work"
}
trap end EXIT
fail() { echo "FAILED: $1" >&2; exit 1; }

if ! buildah inspect --type image "$base" >/dev/null 2>&1 && ! buildah pull -q "$base" 2>/dev/null; then
  debootstrap --variant=minbase trixie "$work/base" http://deb.debian.org/debian >"$work/debootstrap.log"
  scratch=$(buildah from scratch)
  buildah add -q "$scratch" "$work/base" / >/dev/null
  buildah commit -q "$scratch" "$base" >/dev/null
  buildah rm "$scratch" >/dev/null
fi

mkdir "$work/context"
cp "$here/Containerfile" "$here/healthcheck" "$work/context"
cp "$archive" "$work/context/open-llm.tar.gz"
buildah bud -q --pull-never --format docker -t "$image" "$work/context" >/dev/null
config=$(buildah inspect --type image "$image")
for expected in '"User": "10001:10001"' '"OPENLLM_CONTAINER=1"' '/opt/open-llm/healthcheck' '"/var/lib/open-llm": {}'; do
  grep -qF -- "$expected" <<<"$config" || fail "the image has no $expected"
done

container=$(buildah from --pull-never "$image")
root=$(buildah mount "$container")
mkdir -m 0700 "$work/volume"
touch "$work/volume/config.yaml"
chown -R 10001:10001 "$work/volume"
chmod 0711 "$work"
printf 'providers: []\n' >"$work/config.yaml"
head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$work/token"
chmod 0444 "$work/token" "$work/config.yaml"

# The same options as in the docker run command of the README.
cat >"$work/run" <<'RUN'
set -e
mount --make-rprivate /
mount --bind "$ROOT" "$ROOT" && mount -o remount,bind,ro "$ROOT"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$ROOT/tmp"
mount -t tmpfs -o mode=0755 tmpfs "$ROOT/run"
mkdir -p "$ROOT/run/secrets" && touch "$ROOT/run/secrets/open-llm-token"
mount --bind "$WORK/token" "$ROOT/run/secrets/open-llm-token"
mount --bind "$WORK/volume" "$ROOT/var/lib/open-llm"
mount --bind "$WORK/config.yaml" "$ROOT/var/lib/open-llm/config.yaml"
mount -o remount,bind,ro "$ROOT/var/lib/open-llm/config.yaml"
mount -t proc proc "$ROOT/proc" && mount --bind /dev "$ROOT/dev"
exec chroot "$ROOT" setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
  env -i PATH=/usr/bin:/bin OPENLLM_CONTAINER=1 OPENLLM_CONFIG_HOME=/var/lib/open-llm HOME=/var/lib/open-llm \
  OPENLLM_GATEWAY_TOKEN_FILE=/run/secrets/open-llm-token XDG_CACHE_HOME=/tmp/cache \
  sh -c 'cd /var/lib/open-llm; for folder in / /opt/open-llm; do ! touch "$folder/x" 2>/dev/null || echo "writable: $folder"; done; exec "$@"' sh "$@"
RUN
ROOT=$root WORK=$work unshare --mount --pid --fork --kill-child bash "$work/run" \
  /opt/open-llm/open-llm gateway --container --port "$port" >"$work/printed" 2>&1 &
gateway=$!
for _ in $(seq 150); do "$here/healthcheck" "$port" 2>/dev/null && break; sleep 0.2; done
"$here/healthcheck" "$port" || fail "the gateway did not become healthy: $(cat "$work/printed")"
! grep writable "$work/printed" || fail "the root file system is writable"
status() { curl -s -o /dev/null -w '%{http_code}' "$@" "http://127.0.0.1:$port/v1/models"; }
[ "$(status -H "Authorization: Bearer $(cat "$work/token")")" = 200 ] || fail "the token was rejected"
[ "$(status)" = 401 ] || fail "no token is needed"
[ "$(status -H 'Host: evil.example' -H "Authorization: Bearer $(cat "$work/token")")" = 403 ] || fail "any host is accepted"
echo "The image was built and responds to requests: read-only root, user 10001, no capabilities, health check, token required."
