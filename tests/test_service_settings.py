"""The one table of settings."""

import pytest

from ontology.errors import ParameterError
from service.app import limits_of
from service.settings import PREFIX, Settings, load_settings, settings_table


def test_every_setting_says_what_it_means_and_in_which_unit():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description[0].isupper(), name
        assert field.description.endswith("."), name
        assert field.default is not None, name
        for part, unit in (("_bytes", "Bytes"), ("_seconds", "Seconds"), ("_mb", "MiB")):
            assert part not in name or unit in field.description, name


def test_the_table_lists_every_setting():
    table = settings_table()
    assert table.count("\n") == len(Settings.model_fields) + 2
    for name in Settings.model_fields:
        assert f"| `{PREFIX}{name.upper()}` |" in table


def test_the_environment_sets(monkeypatch):
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_QUERY_TIMEOUT_SECONDS", "1.5")
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_CORS_ORIGINS", '["https://example.org"]')
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_WRITE_TOKEN", "geheim")
    settings = load_settings()
    assert limits_of(settings).seconds == 1.5
    assert settings.cors_origins == ("https://example.org",)
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize("value", ["", "often", "-1"])
def test_an_unusable_value_is_named(monkeypatch, value):
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_QUERY_ROWS", value)
    with pytest.raises(ParameterError, match="BILDUNGSLANDSCHAFT_QUERY_ROWS"):
        load_settings()
