#!/bin/sh
# Makes a Docker Engine answer on this machine, with a BuildKit builder called "lambdock". What is there already is
# used as it is, so running it again costs nothing. Prints each thing that it does.
#
#   tasks/docker-engine.sh         install what is missing, start what does not answer
#   tasks/docker-engine.sh stop    end the daemons that it started
#
# Installing and starting need root. Without Go, BuildKit comes as a container from Docker Hub.
set -eu

# Versions that belong together: buildx is made with this BuildKit.
BUILDX=v0.30.0
BUILDKIT=v0.26.0
BUILDER=lambdock

programs="${XDG_CACHE_HOME:-$HOME/.cache}/lambdock/buildx-$BUILDX"
state=/run/lambdock
plugin="${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins/docker-buildx"

say() { echo "docker-engine: $*"; }
fail() { echo "docker-engine: $*" >&2; exit 1; }
need_root() { [ "$(id -u)" = 0 ] || fail "$1 needs root. $2"; }

# Starts a daemon that outlives this script, and waits until a command says that it answers.
start() {
  name=$1 answers=$2
  shift 2
  mkdir -p "$state"
  say "starting $name, log in $state/$name.log"
  setsid nohup "$@" > "$state/$name.log" 2>&1 < /dev/null &
  pid=$!
  echo "$pid" > "$state/$name.pid"
  tries=0
  until $answers > /dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -ge 300 ] || ! kill -0 "$pid" 2> /dev/null; then
      fail "$name did not start: $(tail -n 3 "$state/$name.log")"
    fi
    sleep 0.1
  done
}

stop() {
  for file in "$state"/*.pid; do
    [ -e "$file" ] || continue
    say "ending $(basename "$file" .pid)"
    kill "$(cat "$file")" 2> /dev/null || true
    rm -f "$file"
  done
}

# Builds buildx and buildkitd into the cache: in one pass, since they share most of their packages, and in a module of
# its own, since `go install` refuses theirs.
go_programs() {
  [ -x "$programs/buildkitd" ] && return
  command -v go > /dev/null || return 1
  say "building buildx $BUILDX and buildkitd $BUILDKIT with Go, once: a few minutes"
  work=$(mktemp -d)
  mkdir "$work/out"
  (
    cd "$work"
    export CGO_ENABLED=0 GOFLAGS=
    set -- github.com/docker/buildx/cmd/buildx github.com/moby/buildkit/cmd/buildkitd
    go mod init build && go get "$1@$BUILDX" "$2@$BUILDKIT" && go build -ldflags "-s -w" -o out/ "$@"
  ) > "$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; rm -rf "$work"; return 1; }
  mkdir -p "$programs"
  mv "$work/out/"* "$programs/"
  rm -rf "$work"
}

engine() {
  if ! command -v dockerd > /dev/null && ! docker version > /dev/null 2>&1; then
    command -v apt-get > /dev/null || fail "no Docker Engine here. Install it: https://docs.docker.com/engine/install/"
    need_root "installing Docker Engine" "Run: sudo apt-get install docker.io"
    say "installing docker.io"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends docker.io > /dev/null
  fi
  docker version > /dev/null 2>&1 && return
  need_root "starting dockerd" "Run: sudo systemctl start docker"
  start dockerd "docker version" dockerd
}

buildx() {
  docker buildx version > /dev/null 2>&1 && return
  go_programs ||
    fail "docker buildx is missing, and Go could not build it. Install it: https://docs.docker.com/go/buildx/"
  mkdir -p "$(dirname "$plugin")"
  ln -sf "$programs/buildx" "$plugin"
}

# BuildKit as a container where its image can be had, else as a daemon of its own.
builder() {
  docker buildx inspect --bootstrap "$BUILDER" > /dev/null 2>&1 && return
  docker buildx rm --force "$BUILDER" > /dev/null 2>&1 || true
  if docker pull --quiet "moby/buildkit:$BUILDKIT" > /dev/null 2>&1; then
    docker buildx create --name "$BUILDER" --driver docker-container \
      --driver-opt "image=moby/buildkit:$BUILDKIT,network=host" --bootstrap > /dev/null 2>&1
  else
    go_programs ||
      fail "moby/buildkit:$BUILDKIT can't be pulled, and Go could not build it."
    need_root "starting buildkitd" "Make a builder yourself: docker buildx create --name $BUILDER"
    docker buildx create --name "$BUILDER" --driver remote "unix://$state/buildkitd.sock" > /dev/null
    start buildkitd "docker buildx inspect --bootstrap $BUILDER" "$programs/buildkitd" \
      --addr "unix://$state/buildkitd.sock" --root /var/lib/lambdock/buildkit --containerd-worker=false
  fi
}

case "${1:-}" in
  "") engine; buildx; builder; say "ready: $(docker version --format '{{.Server.Version}}'), builder $BUILDER" ;;
  stop) stop ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" ;;
esac
