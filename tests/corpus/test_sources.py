"""Anybody's files: what a person would read is what is indexed and quoted."""

import pytest

from assistant.corpus.characters import running_text
from assistant.corpus.loaders import load_corpus, load_document
from assistant.corpus.markdown_source import to_plain_markdown
from assistant.corpus.originals.reading import read_here
from assistant.corpus.passages import split_document
from assistant.corpus.plain_source import to_markdown
from assistant.types import PassageKind


def passages(tmp_path, name, content):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return split_document(load_document(tmp_path / name))


@pytest.mark.parametrize(
    "table",
    [
        "| 工种 | 费用 |\n|---|---|\n| 焊工 | 310元 |\n",
        "工种 | 费用\n--- | ---\n焊工 | 310元\n",
        "<table><tr><th>工种</th><th>费用</th></tr><tr><td>焊工</td><td>310元</td></tr></table>\n",
    ],
)
def test_a_row_of_any_table_carries_its_column_names(tmp_path, table):
    rows = [p for p in passages(tmp_path, "t.md", f"# 收费\n\n{table}") if p.kind is PassageKind.ROW]
    assert [r.cells for r in rows] == [(("工种", "焊工"), ("费用", "310元"))]


def test_a_merged_html_cell_stands_in_each_of_its_rows():
    html = "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>x</td><td>1</td></tr><tr><td>2</td></tr></table>"
    assert "| x | 1 |\n| x | 2 |" in to_plain_markdown(html)


def test_a_cell_that_claims_to_span_a_billion_rows_costs_nothing():
    html = '<table><tr><td rowspan="1000000000" colspan="999999999">x</td></tr></table>'
    assert len(to_plain_markdown(html)) < 2000


def test_marks_comments_pictures_and_scripts_are_not_read(tmp_path):
    text = (
        "# 指南\n\n<!-- 内部：不要外传 -->\n**报名费**为每人80元，见[办法](https://x.example/a.md)。"
        "![徽标](data:image/png;base64,AAAA)\n\n<script>alert(1)</script>\n"
    )
    said = "\n".join(p.text for p in passages(tmp_path, "a.md", text))
    assert said.strip() == "报名费为每人80元，见办法。"


def test_a_comment_in_code_is_no_heading(tmp_path):
    found = passages(tmp_path, "c.md", "# 导入\n\n```\n# 费用：999元\nrun x\n```\n\n导入后10分钟发证。\n")
    assert {p.locator for p in found} == {"导入"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_chinese_is_read_in_every_usual_encoding(tmp_path, encoding):
    text = "園藝師證書的考試費用為每人二百六十元，考試時間為九十分鐘，六十分及格。" * 3
    assert "六十分及格" in "".join(p.text for p in passages(tmp_path, "e.txt", text.encode(encoding)))


def test_front_matter_of_another_tool_is_read_for_what_it_has(tmp_path):
    (tmp_path / "n.md").write_text(
        "---\ntitle: 考务说明\ntags: [a]\ndate: 2024-05-01\n---\n费用为90元。\n", encoding="utf-8"
    )
    document = load_document(tmp_path / "n.md")
    assert (document.title, document.issued, document.text.strip()) == ("考务说明", "2024-05-01", "费用为90元。")


def test_files_of_one_name_in_two_folders_are_two_documents(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "README.md").write_text(f"{folder}的费用为90元。\n", encoding="utf-8")
    assert len({d.id for d in load_corpus(tmp_path)}) == 2


def test_hidden_folders_and_lock_files_are_no_documents(tmp_path):
    (tmp_path / ".notes").mkdir()
    for name in (".notes/x.md", "~$a.md", "a.md"):
        (tmp_path / name).write_text("内容一句。\n", encoding="utf-8")
    assert [d.id for d in load_corpus(tmp_path)] == ["a"]


def test_broken_lines_are_mended_and_page_furniture_goes():
    lines = [
        "海棠职业学院考务手册",
        "",
        "本校规定参加技能等级认定的学生必须在开考前三十分钟到达指定的考",
        "场并出示证件。",
        "",
        "12",
        "",
    ]
    text = "\n".join(lines * 3)
    plain = to_markdown(text)
    assert "必须在开考前三十分钟到达指定的考场并出示证件。" in plain
    assert plain.count("海棠职业学院考务手册") == 1
    assert "12" not in plain


def test_clauses_numbers_and_items_give_a_text_its_sections():
    plain = to_markdown(
        "1 范围\n本办法适用于全校各专业的学生参加技能等级认定活动。\n\n1.1 报名条件\n(1)年满十六周岁。\n(2)修完核心课程。\n"
    )
    assert "## 1 范围" in plain
    assert "### 1.1 报名条件" in plain
    assert "- 年满十六周岁。\n- 修完核心课程。" in plain


def test_items_carry_the_line_that_leads_in_to_them(tmp_path):
    found = passages(
        tmp_path, "l.md", "# 认定\n\n申报四级须具备下列条件之一：\n\n- 从业满五年。\n- 中职对口专业毕业。\n"
    )
    items = [p for p in found if "从业" in p.text]
    assert "申报四级须具备下列条件之一" in items[0].searchable


def test_cells_laid_one_below_the_other_become_a_table_again():
    cells = ["Part", "Share", "Baking", "40%", "Hygiene", "35%", "Service", "25%"]
    assert "| Hygiene | 35% |" in to_markdown("\n\n".join(cells))


def test_a_table_s_caption_heads_what_follows():
    plain = to_markdown("表 2 茶艺师技能要求（中级）\n2.1 冲泡\n能够按茶类选择水温，并说明选择的理由。\n")
    assert "## 表 2 茶艺师技能要求（中级）" in plain


def test_no_line_is_lost_as_the_heading_of_nothing(tmp_path):
    text = "表 1 要求（初级）\n2.1 冲泡\n2.1.1 能够选择水温\n2.1.2 能够清洁器具\n2.1.3 能够按单备料\n"
    found = passages(tmp_path, "r.txt", text)
    said = "".join(p.text for p in found)
    assert all(code in said for code in ("2.1.1", "2.1.2", "2.1.3"))
    assert all("初级" in p.header for p in found)


def test_items_are_said_as_running_text():
    assert running_text("- 年满十六周岁。\n- 修完核心\n课程。") == "年满十六周岁；修完核心课程。"
    assert running_text("- Maven\n- Gradle") == "Maven; Gradle"
    assert running_text("一句话。") == "一句话。"


def test_a_sentence_after_commands_is_quoted_without_them(tmp_path):
    text = "# 系统\n\n## 缴费\n\n先写好名单，再运行：\n\n```\n# 费用：888元（示例）\npay x\n```\n\n缴费后20分钟内可打印回执。\n"
    found = [p for p in passages(tmp_path, "c.md", text) if "20分钟" in p.text]
    assert [(p.text, p.locator) for p in found] == [("缴费后20分钟内可打印回执。", "缴费")]


PAGE = """<div><h2>费用</h2><!-- 旧价 --><p style="display: none">内部</p>
<table><tr><th rowspan="2">级别</th><th colspan="2">考试</th></tr><tr><th>理论</th><th>实操</th></tr>

<tr><td>初级</td><td>70元</td><td>130元</td></tr></table>
<ul><li>当天缴清<ol><li>现金</li></ol></li><li>不退</li></ul><dl><dt>地点</dt><dd>二号楼</dd></dl></div>
"""


def test_a_page_reads_alike_by_itself_and_within_markdown(tmp_path):
    (tmp_path / "p.html").write_text(f"<html><body>{PAGE}</body></html>", encoding="utf-8")
    (tmp_path / "p.md").write_text(PAGE, encoding="utf-8")
    page, within = (read_here(tmp_path / name).blocks for name in ("p.html", "p.md"))
    assert page == within
    assert [r.cells for b in page for r in b.rows] == [("级别", "理论考试", "实操考试"), ("初级", "70元", "130元")]


def test_two_rows_of_heads_that_nothing_merges_are_one():
    html = "<table><tr><th>A</th><th>B</th></tr><tr><th>C</th><th>D</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert "| A C | B D |" in to_plain_markdown(html)


def test_lines_over_a_text_that_name_and_say_stand_each_by_itself(tmp_path):
    text = "# 收费办法\n\n发布单位：江北木工协会\n发布日期：2023年6月1日\n\n第一条 初级每人150元。\n\n第二条 有效期三年。\n"
    found = [p.text for p in passages(tmp_path, "f.md", text)]
    assert found == [
        "发布单位：江北木工协会",
        "发布日期：2023年6月1日",
        "第一条 初级每人150元。",
        "第二条 有效期三年。",
    ]
