#!/bin/sh
# Runs a target in a sandbox of bubblewrap: it reads the system, writes only where the suite puts the workspaces of a
# run, sees neither your home nor the network nor other processes, and ends with the run.
#
#   make accept COMMAND="examples/sandboxed.sh --read /home/me/server /home/me/server/.venv/bin/python -m server"
#
# Each --read FOLDER is one that the server may read beside the system's own: where it is installed, for instance.
set -eu
binds=""
while [ "${1:-}" = --read ]; do
    binds="$binds --ro-bind $2 $2"
    shift 2
done
# The suite signals the whole process group. The sandbox itself waits for its server, which alone is to hear a signal.
trap '' TERM INT
# shellcheck disable=SC2086 # a folder a word
exec bwrap --ro-bind / / --tmpfs /tmp --tmpfs /root --tmpfs /home --tmpfs /run --dev /dev --proc /proc $binds \
    --bind "$(dirname "$PWD")" "$(dirname "$PWD")" --chdir "$PWD" \
    --unshare-net --unshare-pid --unshare-ipc --unshare-uts --die-with-parent \
    env --default-signal=TERM,INT "$@"
