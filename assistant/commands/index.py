"""``index``: build or update the index, compare its files, go back to the one before."""

from __future__ import annotations

import argparse

from assistant.commands.options import EXIT_OK, Bar, Commands, add_places, settings_of


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    index = commands.add_parser("index", help="建立或更新索引 build or update the index")
    add_places(index)
    index.add_argument("--full", action="store_true", help="重新计算全部向量 embed every passage again")
    index.add_argument(
        "--export-vectors", action="store_true", help="把向量随文档保存 keep the vectors with the corpus"
    )
    index.add_argument(
        "--verify",
        action="store_true",
        help="只核对现有索引的文件 only compare each file with what was written",
    )
    index.add_argument(
        "--rollback",
        action="store_true",
        help="退回上一个索引，直到下次建立 answer from the one before",
    )
    index.set_defaults(run=_index)


def _index(arguments: argparse.Namespace) -> int:
    from assistant.index.embedding import load_embedder
    from assistant.index.generations import build, roll_back, verify
    from assistant.index.reuse import export_vectors

    settings = settings_of(arguments)
    if arguments.verify:
        whole = verify(settings.index)
        print(f"索引完好：{whole.name}，{whole.manifest.passages} 个段落，{len(whole.manifest.checks)} 项核对一致。")
        return EXIT_OK
    embedder = load_embedder(settings.embedding_model)
    if arguments.rollback:
        print(f"已退回 {roll_back(settings.index, embedder.name).built_at} 建的索引，下次运行 index 时才用新的。")
        return EXIT_OK
    manifest = build(settings.corpus, settings.index, embedder, full=arguments.full, progress=Bar())
    print(
        f"索引已更新：{manifest.documents} 份文档，{manifest.passages} 个段落，新计算 {manifest.embedded} 个向量"
        f"（{settings.index}）。"
    )
    if arguments.export_vectors:
        print(f"向量已保存到 {export_vectors(settings.corpus, settings.index)}。")
    return EXIT_OK
