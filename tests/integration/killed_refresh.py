"""Refreshes that are killed: for each line of stdin one, so many seconds after it began; how it ended goes to stdout.

    python -m tests.integration.killed_refresh FOLDER

Each runs in a process of its own, forked from this one so that the libraries are read once.
"""

import os
import signal
import sys
import threading
from pathlib import Path

import chromadb  # noqa: F401 - what is forked has it then

from knowledge.adapters import bm25_index  # noqa: F401 - as above
from knowledge.adapters.chroma_vectors import EmbeddedChroma
from tests.integration.test_vector_versions import VectorDesk


def refresh(folder: Path, moment: float) -> None:
    """Load the second letter, and die (kill -9) at the moment."""
    threading.Timer(moment, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    VectorDesk(folder, store=EmbeddedChroma()).publisher.refresh([folder / "letters" / "2.txt"])
    os._exit(0)


def main() -> None:
    """One after the other."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            refresh(Path(sys.argv[1]), float(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
