"""``serve``, ``desk-password`` and ``llm check``: what whoever runs the server needs."""

from __future__ import annotations

import argparse
import sys

from assistant.commands.options import EXIT_ERROR, EXIT_OK, Commands, add_model, add_places, settings_of


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    serve = commands.add_parser("serve", help="启动网页与接口 web page and API")
    add_places(serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=7860)
    serve.set_defaults(run=_serve)

    password = commands.add_parser("desk-password", help="为工作台设密码 make the hash of the staff's password")
    password.set_defaults(run=_desk_password)

    llm = commands.add_parser("llm", help="语言模型 the language model")
    llm_commands = llm.add_subparsers(required=True, metavar="COMMAND")
    llm_check = llm_commands.add_parser("check", help="试一次 make a planner's and a writer's call and say what works")
    add_model(llm_check)
    llm_check.set_defaults(run=_llm_check)


def _serve(arguments: argparse.Namespace) -> int:
    from assistant.api.serve import serve

    serve(settings_of(arguments), arguments.host, arguments.port)
    return EXIT_OK


def _llm_check(arguments: argparse.Namespace) -> int:
    from assistant.llm.check import check_settings

    settings = settings_of(arguments)
    print(f"语言模型 language model {settings.llm or '–'}", flush=True)
    works = True
    for finding in check_settings(settings):
        print("\n".join(finding.said), flush=True)
        works = works and finding.works
    print("可以使用。It works." if works else "还不能用，见上。It does not work yet; see above.")
    return EXIT_OK if works else EXIT_ERROR


def _desk_password(_: argparse.Namespace) -> int:
    from assistant.desk.password import ask_password, hash_password

    hashed = hash_password(ask_password())
    print("请把下面一行放进运行服务的环境变量。Put this line into the server's environment:", file=sys.stderr)
    print(f"ZHENGTU_DESK_PASSWORD_HASH={hashed}")
    return EXIT_OK
