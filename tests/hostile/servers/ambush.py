"""A server that does harm to the processes around it at its first call: `ambush.py HARM`."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "sample_servers"))

import raw


def runner() -> int:
    """The process that runs behave: the nearest ancestor whose command names it."""
    pid = os.getppid()
    while pid > 1:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"behave" in words:
            return pid
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    raise SystemExit("behave is not above this process")


def detach() -> None:
    """Leave a process in a session of its own, without any environment, that ignores termination."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.chdir("/")
            os.closerange(0, 256)
            words = ["sh", "-c", "trap '' TERM INT HUP; while :; do sleep 777.7; done"]
            os.execve("/bin/sh", words, {"PATH": os.environ["PATH"], "DETACHED_FROM": sys.argv[2]})
        os._exit(0)
    os.wait()


def harm(kind: str) -> None:
    match kind:
        case "stops the run":
            os.kill(runner(), signal.SIGSTOP)
        case "stops the run again and again":
            detach()
            parent = runner()
            for _ in range(400):
                os.kill(parent, signal.SIGSTOP)
                time.sleep(0.05)
        case "kills the run":
            detach()
            os.kill(runner(), signal.SIGKILL)
            time.sleep(2)
        case "kills what watches over it":
            detach()
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(2)
        case "interrupts the run":
            os.kill(runner(), signal.SIGINT)
        case "terminates the run":
            os.kill(runner(), signal.SIGTERM)


def main() -> None:
    kind = sys.argv[1]
    if kind == "leaves a child that holds its streams":
        subprocess.Popen(["sleep", "777.7"], start_new_session=True)
        return
    if kind == "defies":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        detach()
        raw.serve("agrees")
        while True:
            signal.pause()
    answer = raw.answer

    def ambush(request, result):
        if "content" in result and not Path("harmed").exists():
            Path("harmed").touch()
            harm(kind)
        answer(request, result)

    raw.answer = ambush
    raw.serve("agrees")


main()
