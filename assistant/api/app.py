"""The application: the API under /api, and room for the page beside it."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from assistant import __version__
from assistant.api import problems
from assistant.api.admission import ANSWERED_AT_ONCE, WAITING_AT_ONCE, Admission
from assistant.api.batch_routes import build_batch_routes
from assistant.api.certificate_routes import build_certificate_routes
from assistant.api.desk_routes import build_desk_routes
from assistant.api.feedback_routes import build_feedback_routes
from assistant.api.hosts import AllowedHosts
from assistant.api.loading import AssistantLoader
from assistant.api.original_routes import build_original_routes
from assistant.api.plan_routes import MAX_PLAN_BYTES, build_plan_routes
from assistant.api.practice_routes import build_practice_routes
from assistant.api.routes import build_routes
from assistant.api.search_routes import build_search_routes
from assistant.api.security import API_POLICY, DOCS_POLICY, PAGE_POLICY, BodyLimit, HeadAsGet, SecurityHeaders
from assistant.api.sheet_routes import build_sheet_routes
from assistant.api.stopping import Stopping
from assistant.api.upload_routes import MAX_PIECE_BYTES, PIECE_PATH, build_upload_routes
from assistant.desk.desk import Desk
from assistant.settings import load_settings

MAX_BODY_BYTES = 256 * 1024
# The page sends its conversation along with each question.
MAX_PAGE_BODY_BYTES = 2 * 1024 * 1024
_FORMS = ("pdf", "docx", "md")
# These take whole lists of courses or of people, or a conversation with all its quotes.
_LARGER = {
    **dict.fromkeys(("/api/plan", "/api/plan/courses", "/api/plan/batch"), MAX_PLAN_BYTES),
    **{f"/api/plan/sheet.{form}": MAX_PLAN_BYTES for form in _FORMS},
    f"/api{PIECE_PATH}": MAX_PIECE_BYTES,
    **{f"/api/conversation/sheet.{form}": MAX_PAGE_BODY_BYTES for form in _FORMS},
}


def create_app(assistant_source: AssistantLoader, desk: Desk | None = None, host: str = "127.0.0.1") -> FastAPI:
    """The whole application without its page; its description stands at /api/docs.

    The desk, by default that of the environment's settings, stands in ``app.state.desk`` for the pages, as do
    ``admission``, through which everything goes that answers a question, and ``stopping``. ``host`` is the address
    that it is served on.

    The API is an application of its own under /api, so that its errors stay JSON whatever page is
    mounted at / beside it.
    """
    app = FastAPI(title="Zhengtu", docs_url=None, redoc_url=None, openapi_url=None)
    problems.install(app)
    app.state.desk = desk = desk or Desk(load_settings())
    app.state.admission = Admission(
        desk.settings.asks_per_session,
        desk.settings.asks_per_address,
        # A language model makes threads wait, not work.
        at_once=WAITING_AT_ONCE if desk.settings.language_model else ANSWERED_AT_ONCE,
    )
    app.state.stopping = Stopping()
    app.mount("/api", _create_api(assistant_source, desk, app.state.admission, app.state.stopping))
    app.add_middleware(BodyLimit, max_bytes=MAX_PAGE_BODY_BYTES)
    app.add_middleware(
        SecurityHeaders,
        policies={
            "/": PAGE_POLICY,
            "/api": API_POLICY,
            "/api/docs": DOCS_POLICY,
            "/api/static-offline-docs": DOCS_POLICY,
        },
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(AllowedHosts, served=host, named=desk.settings.hosts)
    return app


def _create_api(loader: AssistantLoader, desk: Desk, admission: Admission, stopping: Stopping) -> FastAPI:
    # FastAPI's own page loads Swagger from a CDN; this one carries it.
    api = FastAPIOffline(
        redoc_url=None,
        title="证途 Zhengtu",
        version=__version__,
        description="Cited answers from a pack of documents.",
    )
    problems.install(api)
    api.include_router(build_routes(loader, desk, admission))
    api.include_router(build_certificate_routes(loader))
    api.include_router(build_practice_routes(loader))
    api.include_router(build_plan_routes(loader))
    api.include_router(build_sheet_routes(loader))
    api.include_router(build_batch_routes(loader, stopping))
    api.include_router(build_search_routes(loader, admission))
    api.include_router(build_feedback_routes(loader, desk, admission))
    api.include_router(build_desk_routes(desk))
    api.include_router(build_upload_routes(loader, desk))
    api.include_router(build_original_routes(loader, desk.settings.corpus))
    api.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES, larger=_LARGER)
    return api
