#!/bin/sh
# Runs a target in a bubblewrap sandbox. The target can read the system, can write only to the workspaces of the run,
# has no access to your home directory, the network or other processes, and ends with the run.
#
#   make accept COMMAND="examples/sandboxed.sh --read /home/me/server /home/me/server/.venv/bin/python -m server"
#
# Each --read FOLDER names a further folder that the server may read, such as its installation folder.
set -eu
binds=""
while [ "${1:-}" = --read ]; do
    binds="$binds --ro-bind $2 $2"
    shift 2
done
# The suite signals the whole process group. Only the server handles the signal; the sandbox waits for the server.
trap '' TERM INT
# shellcheck disable=SC2086 # one word per folder
exec bwrap --ro-bind / / --tmpfs /tmp --tmpfs /root --tmpfs /home --tmpfs /run --dev /dev --proc /proc $binds \
    --bind "$(dirname "$PWD")" "$(dirname "$PWD")" --chdir "$PWD" \
    --unshare-net --unshare-pid --unshare-ipc --unshare-uts --die-with-parent \
    env --default-signal=TERM,INT "$@"
