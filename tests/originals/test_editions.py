"""An edition finds its place among those that are there, in whatever order they come."""

from assistant.corpus.editions import editions
from assistant.corpus.loaders import load_corpus
from assistant.corpus.originals.adding import Added, Skipped, add_files


def write(path, year, fee):
    path.write_text(
        f"# 报关员考试收费办法（{year}年版）\n\n第一条 考试费为每人{fee}元。\n\n第二条 本办法自{year}年5月1日起施行。\n",
        encoding="utf-8",
    )


def add(pack, *files):
    return list(add_files(files, pack, lambda proposal, _: proposal))


def test_the_older_edition_may_come_later(tmp_path):
    for year, fee in ((2021, 200), (2023, 240), (2025, 300)):
        write(tmp_path / f"办法{year}.md", year, fee)
    pack = tmp_path / "pack"
    add(pack, tmp_path / "办法2021.md", tmp_path / "办法2025.md")
    done = add(pack, tmp_path / "办法2023.md")
    assert isinstance(done[0], Added)
    found = editions(load_corpus(pack / "documents"))
    assert [[e.name for e in listed] for listed in found.values()] == [["2021年版", "2023年版", "2025年版"]]
    assert [e.until.year if e.until else None for e in next(iter(found.values()))] == [2023, 2025, None]


def test_a_document_says_which_other_it_replaces(tmp_path):
    write(tmp_path / "旧.md", 2021, 200)
    (tmp_path / "新.txt").write_text(
        "关于调整考试收费的通知\n\n第一条 报关员考试费为每人260元。\n\n"
        "第二条 自2024年1月1日起施行，《报关员考试收费办法（2021年版）》同时废止。\n",
        encoding="utf-8",
    )
    pack = tmp_path / "pack"
    add(pack, tmp_path / "旧.md", tmp_path / "新.txt")
    documents = {d.kept: d for d in load_corpus(pack / "documents")}
    assert documents["新.txt"].supersedes == documents["旧.md"].id


def test_the_same_file_is_kept_once(tmp_path):
    write(tmp_path / "办法.md", 2024, 100)
    pack = tmp_path / "pack"
    add(pack, tmp_path / "办法.md")
    again = add(pack, tmp_path / "办法.md")
    assert isinstance(again[0], Skipped)
    assert not again[0].failed
    assert len(list((pack / "originals").iterdir())) == 1


def test_an_id_says_nothing_of_the_edition_that_came_first(tmp_path):
    for year, fee in ((2021, 200), (2023, 240)):
        write(tmp_path / f"visit-fees-{year}.md", year, fee)
    (tmp_path / "visit-fees-2019.txt").write_text("停车须知\n\n第一条 车辆停在南门。\n", encoding="utf-8")
    added = add(
        tmp_path / "pack", *(tmp_path / f for f in ("visit-fees-2021.md", "visit-fees-2023.md", "visit-fees-2019.txt"))
    )
    assert [a.id for a in added] == ["visit-fees@2021年版", "visit-fees@2023年版", "visit-fees-2019"]


def test_two_documents_of_one_name_are_both_kept(tmp_path):
    for folder, city in (("a", "甲"), ("b", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "通知.txt").write_text(
            f"{city}市考点设在{city}市第一中学，请考生提前到场。\n", encoding="utf-8"
        )
    pack = tmp_path / "pack"
    add(pack, tmp_path / "a", tmp_path / "b")
    texts = [d.text for d in load_corpus(pack / "documents")]
    assert len(texts) == 2
    assert not any(d.supersedes for d in load_corpus(pack / "documents"))


def test_a_person_says_of_which_document_a_file_is_an_edition(tmp_path):
    (tmp_path / "须知.txt").write_text("考点须知\n\n第一条 提前30分钟到场。\n", encoding="utf-8")
    (tmp_path / "新须知.txt").write_text("考生入场规定\n\n第一条 提前45分钟到场。\n", encoding="utf-8")
    pack = tmp_path / "pack"
    first = add(pack, tmp_path / "须知.txt")[0]
    assert isinstance(first, Added)
    done = list(add_files([tmp_path / "新须知.txt"], pack, lambda p, _: p.corrected(edition="2025版"), of=first.id))
    assert isinstance(done[0], Added)
    assert done[0].beside
    ((old, new),) = editions(load_corpus(pack / "documents")).values()
    # One without date and name is the older, on whatever day it was taken in.
    assert "30分钟" in old.documents[0].text
    assert (new.name, old.until) == ("2025版", new.since)
