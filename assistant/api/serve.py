"""Serving: page and API at once, answers as soon as the model is warm."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING

import uvicorn

from assistant.api.app import create_app
from assistant.api.loading import AssistantLoader, LoadState, Progress
from assistant.api.renewal import Renewal
from assistant.api.stopping import Stopping
from assistant.api.timeouts import TimedProtocol
from assistant.desk.desk import Desk
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

# From the signal on: what is being answered is finished within the first, and the process has ended after the second.
FINISH_WITHIN_S = 8
END_WITHIN_S = 10.0
# How long a thread may keep the interpreter. With Python's own 5 ms a new index was taken up 6.2 s after it was built,
# with this after 1.9 s, while eight people asked; as many questions were answered, and no later.
_TURN_S = 0.0005
log = logging.getLogger(__name__)


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted; prints the address when questions are answered."""
    # What takes a new index up, or a page's next piece, waits for the interpreter behind every answer under way.
    sys.setswitchinterval(_TURN_S)
    # The level is the handler's: libraries set their own loggers' levels, and some choose DEBUG.
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", handlers=[handler])
    loader = load_in_background(settings)
    # Gradio takes seconds to import; the model loads meanwhile.
    from assistant.web.mount import mount_web

    app = mount_web(create_app(loader, Desk(settings), host), loader)
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"
    print(f"页面 page       {address} （正在载入模型 loading the model …）", flush=True)
    threading.Thread(target=_announce, args=(loader, address), daemon=True).start()
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        root_path=settings.root_path,
        http=TimedProtocol,
        # No page uses any; what is not asked for stays shut.
        ws="none",
        timeout_graceful_shutdown=FINISH_WITHIN_S,
        log_level="warning",
        # No access log: what people do here is theirs.
        access_log=False,
        server_header=False,
    )
    # Ctrl+C was asked for, and is done by then.
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, app.state.stopping).run()


class _Server(uvicorn.Server):
    """Ends within a bound: tells the streams first, and does not wait for a thread that never ends."""

    def __init__(self, config: uvicorn.Config, stopping: Stopping) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        end = threading.Timer(END_WITHIN_S, _end)
        end.daemon = True
        end.start()
        self._stopping.begin()
        await super().shutdown(sockets)


def _end() -> None:
    # Python would wait for every thread; a question that takes minutes must not keep a restart waiting.
    log.error("something did not finish within %d s of the signal; ending without it", END_WITHIN_S)
    os._exit(128 + signal.SIGTERM)


def load_in_background(settings: Settings) -> AssistantLoader:
    """A started loader of the assistant that the settings describe."""

    def open_assistant(progress: Progress) -> Assistant:
        # Imported here: it takes seconds, in which the page can already show.
        from assistant.assistant import Assistant

        assistant = Assistant.open(settings, progress)
        # Dictionaries load at the first question; a person's should not be the one that waits for them.
        assistant.warm_up()
        return assistant

    loader = AssistantLoader(open_assistant, Renewal(settings))
    loader.start()
    return loader


def _announce(loader: AssistantLoader, address: str) -> None:
    status = loader.wait()
    if status.state is LoadState.READY:
        print(f"地址 address    {address} （已就绪 ready；API: {address}api/docs）", flush=True)
    else:
        print(status.message, file=sys.stderr, flush=True)
