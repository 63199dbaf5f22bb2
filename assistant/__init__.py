"""证途 Zhengtu: cited answers from a pack of documents."""

import os

# Every matrix here is small. OpenBLAS splits each among threads that then wait for each other: on two busy cores a
# piece of evidence is read in 140 ms so, and in 4 by one thread. It reads this when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
