"""What reading a file of ours can raise once it was cut off or overwritten."""

from __future__ import annotations

import struct
import tokenize
import zipfile
import zlib

# NotImplementedError and RuntimeError: a compression or an encryption that the damage seems to ask for. MemoryError: a
# size that it seems to name. SyntaxError, AttributeError and TokenError: numpy's header,
# which is a dictionary in Python's notation.
DAMAGED = (
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    MemoryError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    struct.error,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)
