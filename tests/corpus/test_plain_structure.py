"""Structure before length: what belongs together in a text as it comes is found together, and names its place."""

from __future__ import annotations

from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.corpus.plain_source import to_markdown

RULES = """海棠市潜水作业人员管理办法

第一章  总则

第一条  本办法适用于海棠市港区内的潜水作业人员及其用人单位，其他水域的潜水作业另行规定。
第二条  申请潜水证书应当具备下列条件：
（一）年满20周岁；
（二）游泳四百米以上；
（三）无耳部疾病。
外地人员还应当提交居住证明。
第三条  本办法自2023年9月1日起施行。
"""
HANDBOOK = """ORCHARD BEEKEEPING COLLEGE

OPENING HOURS
The office is open on weekdays from nine to four, and on the first Saturday of every month.

FEES
Prices in euros.

Level            Course     Exam
Beginner         180        40
Inspector        1,260      95

SMALL CHARGES

Second copy of a certificate    9
Late entry                      15 (within a week)
"""


def passages(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return split_document(load_corpus(tmp_path)[0])


def test_a_clause_is_found_with_all_its_items_and_is_its_own_place(tmp_path):
    found = passages(tmp_path, "rules.txt", RULES)
    (second,) = [p for p in found if p.locator == "第二条"]
    for said in ("应当具备下列条件", "（三）无耳部疾病", "居住证明"):
        assert said in second.text
    (third,) = [p for p in found if p.locator == "第三条"]
    assert third.text == "第三条 本办法自2023年9月1日起施行。"


def test_columns_that_only_spaces_set_apart_are_a_table_under_its_heading(tmp_path):
    found = passages(tmp_path, "handbook.txt", HANDBOOK)
    rows = [p for p in found if p.cells]
    assert [dict(p.cells) for p in rows] == [
        {"Level": "Beginner", "Course": "180", "Exam": "40"},
        {"Level": "Inspector", "Course": "1,260", "Exam": "95"},
    ]
    assert all(p.header.endswith("FEES") for p in rows)
    assert any("Late entry: 15 (within a week)" in p.text and "SMALL CHARGES" in p.header for p in found)


def test_a_cell_with_a_figure_alone_is_no_page_number():
    cells = ["代号", "项目", "最短学时", "Q1", "浅水作业", "60", "Q2", "深水作业", "90", "Q3", "水下切割", "80"]
    assert "| Q2 | 深水作业 | 90 |" in to_markdown("\n\n".join(cells))


def test_wrapped_lines_of_an_item_and_lone_bullets_are_mended():
    plain = to_markdown("Duties\n• Keep the register of hives and of\nvisits by inspectors\n• Report losses\n")
    assert "- Keep the register of hives and of visits by inspectors\n- Report losses" in plain
    plain = to_markdown("Applicants bring the following:\n•\nA veil without holes\n•\n\nA smoker\n")
    assert "- A veil without holes\n- A smoker" in plain


def test_several_head_rows_of_a_table_name_each_column_in_full(tmp_path):
    table = (
        "# Exams\n\n<table><tr><th rowspan=2>Level</th><th colspan=2>Minutes</th></tr><tr><th>Oral</th><th>Written</th></tr>"
        "<tr><td>Basic</td><td>15</td><td>45</td></tr></table>\n"
    )
    (row,) = passages(tmp_path, "t.md", table)
    assert row.cells == (("Level", "Basic"), ("Minutes Oral", "15"), ("Minutes Written", "45"))


def test_no_mark_of_markdown_is_left_to_be_shown(tmp_path):
    text = "# Plan\n\n- [ ] **Book** the [room](https://example.org)\n\n```markdown\n- **Due**: Monday\n```\n"
    shown = "\n".join(p.text for p in passages(tmp_path, "plan.md", text))
    assert "Book the room" in shown
    assert "Due: Monday" in shown
    assert not any(mark in shown for mark in ("**", "](", "[ ]"))


def test_marks_that_were_copied_into_a_plain_text_are_not_shown_either():
    plain = to_markdown(
        "Rules for keepers\n\nThe **veil** is [bought here](https://example.org/veil) and kept<br>dry.\n"
    )
    assert "The veil is bought here and kept dry." in plain


def test_requirement_that_its_cell_broke_stays_whole() -> None:
    text = """表1 潜水员等级要求
2.1.1 能够检查呼吸器和压力表并填写检
查单
2.1.2 能够按照潜水计划在水下使用信号绳与水面保持联
系
2.1.3 能够在水面人员的指挥下按规定的速度上升
"""
    plain = to_markdown(text)
    assert "填写检查单" in plain
    assert "保持联系" in plain


def test_numbered_headings_with_a_wide_space_are_no_table():
    plain = to_markdown("8    课程与学时\n8.1    课程设置\n主要包括公共课程和专业课程两类，由学校按规定开设。\n")
    assert "## 8 课程与学时" in plain
    assert "### 8.1 课程设置" in plain


def test_a_page_with_a_blank_line_behind_every_line_is_read_as_one_without():
    lines = (
        "潜水员在高压环境中作业，身体吸收的惰性气体",
        "随深度和时间增加，上升过快会使气体析出而致",
        "病，因此各级规程都规定上升的速度与停留时间。",
        "2.1 减压病的预防",
        "水面人员负责记录深度和时间，按减压表计算停",
        "留时间，并在出现异常时通知潜水长，由其决定",
        "是否中止作业，或者改用备用气源，直至潜水员",
        "安全出水为止。",
    )
    plain = to_markdown("\n\n".join(lines))
    assert "身体吸收的惰性气体随深度和时间增加" in plain


def test_a_row_without_a_remark_or_with_a_long_cell_stays_in_its_table(tmp_path):
    """Rows seldom have every cell, and what goes on below a column belongs to the cell above it."""
    text = """EXAM FEES

Item                 Member    Guest     Remarks
Written paper        40        55
Hive inspection      120       150       in groups of four
Second attempt       40        55        within
                                         a year
Resit, all parts     half the fee
Queen marking, with a colour 30        45        paints included
"""
    rows = {p.cells[0][1]: dict(p.cells) for p in passages(tmp_path, "fees.txt", text) if p.cells}
    assert rows["Written paper"] == {"Item": "Written paper", "Member": "40", "Guest": "55", "Remarks": ""}
    assert rows["Second attempt"]["Remarks"] == "within a year"
    assert rows["Resit, all parts"]["Member"] == "half the fee"
    assert list(rows) == [
        "Written paper",
        "Hive inspection",
        "Second attempt",
        "Resit, all parts",
        "Queen marking, with a colour 30",
    ]


def test_a_cell_that_leaves_one_space_only_is_one_of_its_row(tmp_path):
    text = """收费与开班

班次                 开课日期     上课时间            名额
蜂农五级周末班       3月14日      周六周日全天        30
蜂农五级晚班         4月7日       周二周四19:00-21:30 24
蜂农四级集中班       7月13日      每天8:30-17:00      16
"""
    rows = [dict(p.cells) for p in passages(tmp_path, "plan.txt", text) if p.cells]
    assert rows[1] == {"班次": "蜂农五级晚班", "开课日期": "4月7日", "上课时间": "周二周四19:00-21:30", "名额": "24"}
    assert len(rows) == 3


def test_headings_of_a_word_and_a_number_head_their_numbered_items(tmp_path):
    text = """SYLLABUS HIVE INSPECTOR
Edition of May

Unit H1  Bee biology
  H1.1 Name the castes of a colony and what each of them does
  H1.2 State how long brood takes to emerge

Unit H2  Inspection
  H2.1 Open a hive without crushing bees
  H2.2 Close it within ten minutes
"""
    found = passages(tmp_path, "syllabus.txt", text)
    last = next(p for p in found if "ten minutes" in p.text)
    assert last.header.endswith("Unit H2 Inspection")
    assert "Open a hive" in last.text
    assert "Bee biology" not in last.text


def test_the_head_of_a_letter_is_no_title(tmp_path):
    text = """From: Office <office@bees.example>
To: all members
Date: 5 March 2026

The hive inspection on 4 May is full. There are places on 11 May, and on every Monday in June.
"""
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    assert load_corpus(tmp_path)[0].title == "letter"


LETTER = """各用人单位：

    因试验塔检修，现将有关事项通知如下：
    一、7月6日至8月2日试验塔停用，原定7月11日的实操考试改在8月8日进行，理论考试不受影响。
    二、已缴费的考生不愿改期的，可在7月3日前登录系统申请退费，实操考试费全额退还。
    三、停用期间培训安排在实训楼一层。
"""


def test_a_line_that_ends_its_sentence_is_a_paragraph_where_no_page_broke_lines(tmp_path):
    found = [p.text for p in passages(tmp_path, "letter.txt", LETTER)]

    assert [text[:2] for text in found[-2:]] == ["二、", "三、"]


def test_a_question_heads_its_answer_and_no_other(tmp_path):
    chat = "群聊整理\n\nQ 能补考吗\n\nA 能，两次\n\nQ 多久寄到\n\nA 一般十天，电子的三天内\n\n报名要带什么？\n\n身份证和照片。\n"

    found = [(p.header.rpartition(" › ")[2], p.text) for p in passages(tmp_path, "chat.txt", chat)]

    answered = [("能补考吗", "能，两次"), ("多久寄到", "一般十天，电子的三天内"), ("报名要带什么？", "身份证和照片。")]
    assert found == answered


def test_items_that_ask_and_answer_stand_alone(tmp_path):
    found = passages(tmp_path, "faq.md", "# 常问\n\n- 能补考吗？ 能补考两次。\n- 邮寄吗？ 不邮寄。\n")

    assert [p.text for p in found] == ["能补考两次。", "不邮寄。"]
    assert [p.header.rpartition(" › ")[2] for p in found] == ["能补考吗？", "邮寄吗？"]


def test_an_address_with_parameters_asks_nothing(tmp_path):
    said = "报名网址 https://example.org/apply?id=3 请用电脑打开。"

    found = passages(tmp_path, "links.md", f"# 报名\n\n- {said}\n- 电话 020 5550 1234。\n")

    assert said in found[0].text
    assert found[0].header.endswith("报名")
