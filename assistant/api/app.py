"""The application: the API under /api, and room for the page beside it."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from assistant import __version__
from assistant.api import problems
from assistant.api.certificate_routes import build_certificate_routes
from assistant.api.desk_routes import build_desk_routes
from assistant.api.feedback_routes import build_feedback_routes
from assistant.api.loading import AssistantLoader
from assistant.api.practice_routes import build_practice_routes
from assistant.api.routes import build_routes
from assistant.api.search_routes import build_search_routes
from assistant.api.security import API_POLICY, DOCS_POLICY, PAGE_POLICY, BodyLimit, SecurityHeaders
from assistant.desk.desk import Desk
from assistant.settings import load_settings

MAX_BODY_BYTES = 256 * 1024
# The page sends its conversation along with each question.
MAX_PAGE_BODY_BYTES = 2 * 1024 * 1024


def create_app(assistant_source: AssistantLoader, desk: Desk | None = None) -> FastAPI:
    """The whole application without its page; its description stands at /api/docs.

    The desk, by default that of the environment's settings, stands in ``app.state.desk`` for the pages.

    The API is an application of its own under /api, so that its errors stay JSON whatever page is
    mounted at / beside it.
    """
    app = FastAPI(title="Zhengtu", docs_url=None, redoc_url=None, openapi_url=None)
    problems.install(app)
    app.state.desk = desk or Desk(load_settings())
    app.mount("/api", _create_api(assistant_source, app.state.desk))
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
    return app


def _create_api(loader: AssistantLoader, desk: Desk) -> FastAPI:
    # FastAPI's own page loads Swagger from a CDN; this one carries it.
    api = FastAPIOffline(
        redoc_url=None,
        title="证途 Zhengtu",
        version=__version__,
        description="Cited answers about certificates for cross-border e-commerce.",
    )
    problems.install(api)
    api.include_router(build_routes(loader))
    api.include_router(build_certificate_routes(loader))
    api.include_router(build_practice_routes(loader))
    api.include_router(build_search_routes(loader))
    api.include_router(build_feedback_routes(loader, desk))
    api.include_router(build_desk_routes(desk))
    api.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    return api
