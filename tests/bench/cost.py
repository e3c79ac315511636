"""What a command of the program costs. $DEMARC is the program, else build/demarc."""

import os
import subprocess
import sys
import tempfile
import time

DEMARC = os.path.abspath(os.environ.get("DEMARC", "build/demarc"))


def cost(*arguments):
    """Seconds of processor, seconds, MB at most, and what it says on standard error."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([DEMARC, *arguments], stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        said.seek(0)
        words = said.read().decode()
    if status != 0:
        sys.exit(f"demarc {' '.join(arguments)}: {words}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / 1024, words
