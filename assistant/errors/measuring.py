"""What goes wrong while answers are measured."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class QuestionFileError(ZhengtuError):
    code = "question_file"


class ResultFileError(ZhengtuError):
    code = "result_file"


class SecondProcessError(ZhengtuError):
    code = "second_process"
