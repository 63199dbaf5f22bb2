"""Which model the settings name; each setting changes what happens."""

import pytest

from assistant.errors import ModelBudgetError, ModelTimeoutError, SettingsError
from assistant.llm.chat import ChatMessage, Request, Role, Stage
from assistant.llm.loading import load_chat_model
from assistant.llm.replay import ReplayModel
from assistant.settings import Settings, load_settings
from tests.llm.scripted_server import say, serving

MESSAGES = (ChatMessage(Role.USER, "几名讲师？"),)


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("ZHENGTU_LLM", "ZHENGTU_LLM_BASE_URL", "ZHENGTU_LLM_API_KEY", "ZHENGTU_LLM_API_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZHENGTU_DATA", str(tmp_path / "data"))


@pytest.mark.parametrize("text", [None, "", " ", "none", "None"])
def test_without_a_name_there_is_no_model(monkeypatch, text):
    if text is not None:
        monkeypatch.setenv("ZHENGTU_LLM", text)
    settings = load_settings()
    assert settings.llm is None
    assert load_chat_model(settings) is None


def test_none_on_the_command_line_goes_before_the_environment(monkeypatch):
    monkeypatch.setenv("ZHENGTU_LLM", "openai:small")
    assert load_settings().llm == "openai:small"
    assert load_settings(llm="none").llm is None


@pytest.mark.parametrize("text", ["qwen3", "openai:", ":qwen3"])
def test_a_name_without_provider_or_model_is_told(text):
    with pytest.raises(SettingsError, match="provider:model"):
        load_settings(llm=text)


def test_a_replay_folder_is_a_model(tmp_path):
    settings = Settings(llm=f"replay:{tmp_path}")
    assert settings.replay == tmp_path
    assert isinstance(load_chat_model(settings), ReplayModel)
    assert Settings(llm="openai:replay:x").replay is None
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="folder"):
        load_chat_model(Settings(llm=f"replay:{tmp_path / 'file'}"))


def test_name_address_and_key_go_where_they_belong(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("sk-from-file\n", encoding="utf-8")
    with serving(say("好")) as server:
        monkeypatch.setenv("ZHENGTU_LLM", "openai:qwen3:8b")
        monkeypatch.setenv("ZHENGTU_LLM_BASE_URL", server.address)
        monkeypatch.setenv("ZHENGTU_LLM_API_KEY", "sk-given")
        model = load_chat_model(load_settings())
        assert model.name == "openai:qwen3:8b"
        assert "".join(model.stream(Request(Stage.PLANNER, MESSAGES))) == "好"
        monkeypatch.setenv("ZHENGTU_LLM_API_KEY", "")
        monkeypatch.setenv("ZHENGTU_LLM_API_KEY_FILE", str(tmp_path / "key"))
        assert "".join(load_chat_model(load_settings()).stream(Request(Stage.PLANNER, MESSAGES))) == "好"
    assert [b["model"] for b in server.bodies] == ["qwen3:8b"] * 2
    assert server.keys == ["Bearer sk-given", "Bearer sk-from-file"]


def test_the_timeout_is_the_setting():
    with serving(lambda c: c.wait_until_left()) as server:
        settings = load_settings(llm="openai:small", llm_base_url=server.address, llm_timeout_s=0.3)
        with pytest.raises(ModelTimeoutError, match="0.3"):
            list(load_chat_model(settings).stream(Request(Stage.PLANNER, MESSAGES)))


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "FileNotFoundError"), (b" \n", "empty"), (b"sk-secret\xff", "UnicodeDecodeError")]
)
def test_a_key_file_that_holds_no_key_is_told(tmp_path, content, reason):
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    with pytest.raises(SettingsError, match=reason) as caught:
        load_chat_model(Settings(llm="openai:small", llm_api_key_file=tmp_path / "key"))
    assert "sk-secret" not in str(caught.value)


def test_two_keys_are_one_too_many(tmp_path):
    with pytest.raises(SettingsError, match="not both"):
        load_chat_model(Settings(llm="openai:small", llm_api_key="sk-secret", llm_api_key_file=tmp_path / "key"))


def test_settings_do_not_show_keys():
    settings = Settings(llm="openai:small", llm_api_key="sk-secret", llm_base_url="http://me:sk-secret@host/v1")
    assert "sk-secret" not in repr(settings) + str(settings)
    with pytest.raises(SettingsError) as caught:
        load_settings(llm="sk-secret", llm_timeout_s="sk-secret")
    assert "sk-secret" not in str(caught.value)


def test_the_days_tokens_are_the_setting():
    with serving(say("好")) as server:
        # A call of this server is told to cost 120 tokens.
        model = load_chat_model(load_settings(llm="openai:small", llm_base_url=server.address, llm_daily_tokens=100))
        assert list(model.stream(Request(Stage.PLANNER, MESSAGES))) == ["好"]
        with pytest.raises(ModelBudgetError, match="ZHENGTU_LLM_DAILY_TOKENS"):
            list(model.stream(Request(Stage.PLANNER, MESSAGES)))
        unbounded = load_chat_model(load_settings(llm="openai:small", llm_base_url=server.address))
        assert list(unbounded.stream(Request(Stage.PLANNER, MESSAGES))) == ["好"]
    assert len(server.bodies) == 2


def test_replies_are_kept_for_a_generation():
    with serving(say("好"), say("新")) as server:
        settings = load_settings(llm="openai:small", llm_base_url=server.address)
        kept = load_chat_model(settings, "2026-11-01")
        assert [list(kept.stream(Request(Stage.PLANNER, MESSAGES))) for _ in range(2)] == [["好"], ["好"]]
        assert list(load_chat_model(settings, "2026-11-02").stream(Request(Stage.PLANNER, MESSAGES))) == ["新"]
    assert len(server.bodies) == 2
