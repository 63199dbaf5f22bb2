"""Three questions on the small corpus: answered, without its fact, and answered by nothing there."""

LINES = [
    {
        "id": "1",
        "category": "cooperation_policy",
        "lang": "zh",
        "question": "产业学院至少要几名1+X认证讲师？",
        "answerable": True,
        "facts": [["4名", "四名"]],
        "evidence_at": [{"document": "rules", "locator": "第1节"}],
    },
    {
        "id": "2",
        "category": "course_mapping",
        "lang": "zh",
        "question": "初级教材叫什么？<b>",
        "answerable": True,
        "facts": [["不会有的要点"]],
    },
    {
        "id": "3",
        "category": "unanswerable",
        "lang": "zh",
        "question": "产业学院食堂几点开门，吃一顿多少钱？",
        "answerable": False,
    },
]
