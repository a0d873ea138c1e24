"""Every setting, once: name, default, unit and a sentence. Read from `BILDUNGSLANDSCHAFT_*`."""

from typing import Final

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.errors import ParameterError
from ontology.texts import Language, Text

PREFIX: Final = "BILDUNGSLANDSCHAFT_"
MEBIBYTE: Final = 2**20


class Settings(BaseSettings):
    """The settings of command line and service. Nothing reads the environment elsewhere."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    store: str = Field(
        default=".bildungslandschaft",
        description="Where the landscape is: a folder (embedded store), or the http(s) address of a"
        " SPARQL 1.1 endpoint whose default graph is the union of its named graphs.",
    )
    host: str = Field(default="127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port that `serve` listens on; 0 for any."
    )
    public_url: str = Field(
        default="",
        description="Address under which people reach the service, for links in descriptions;"
        " empty for the address of each request.",
    )
    contact: str = Field(
        default="",
        description="Address of the operator for corrections and barriers: a page (https://) or a"
        " mail address of a function, never of a person; shown on the pages for both.",
    )
    language: Language = Field(
        default="de",
        description="Language of the command line; pages are German unless their address says"
        " `lang=en`.",
    )
    cors_origins: tuple[str, ...] = Field(
        default=("*",),
        description="Web origins whose scripts may read answers, a JSON list; never with"
        " credentials.",
    )
    write_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token for writing over HTTP; without one, nobody writes.",
    )
    feedback_file: str = Field(
        default="",
        description="File that keeps what became of suggestions; empty for `feedback.jsonl` in the"
        " folder of the store. A store behind an address needs one.",
    )
    upload_max_bytes: int = Field(
        default=MEBIBYTE, gt=0, description="Bytes: largest body that is read and is no query."
    )
    query_text_bytes: int = Field(
        default=200_000, gt=0, description="Bytes: largest SPARQL text that is read."
    )
    query_timeout_seconds: float = Field(
        default=20.0, gt=0, description="Seconds of computing after which a query is ended."
    )
    query_fast_seconds: float = Field(
        default=0.25,
        gt=0,
        description="Seconds of computing after which a query gives its fast place to the next and"
        " goes on in the slow lane.",
    )
    query_download_seconds: float = Field(
        default=300.0, gt=0, description="Seconds that sending one large answer may take."
    )
    query_rows: int = Field(default=2_000_000, gt=0, description="Rows: largest answer to a query.")
    query_bytes: int = Field(
        default=500 * MEBIBYTE, gt=0, description="Bytes: largest answer to a query."
    )
    query_memory_mb: int = Field(
        default=1024, gt=0, description="MiB that a query may use beyond an idle worker."
    )
    query_workers_fast: int = Field(
        default=4, gt=0, description="Processes for short queries, about 45 MiB each."
    )
    query_workers_slow: int = Field(
        default=2, gt=0, description="Long queries that may run at once, at low priority."
    )
    query_kept_mb: int = Field(
        default=32,
        ge=0,
        description="MiB of small answers kept for the same query until the landscape changes; 0"
        " keeps none.",
    )
    query_rewrite: bool = Field(
        default=True,
        description="Whether an endpoint gets correlated EXISTS as MINUS and joins, as the embedded"
        " engine does: needed by Oxigraph, to be switched off for Virtuoso.",
    )
    query_queue: int = Field(
        default=16,
        ge=0,
        description="Queries that may wait for a place before others are sent away.",
    )
    warm_up: bool = Field(
        default=True,
        description="Whether large maps and networks are computed ahead while nobody asks.",
    )
    scheduler: str = Field(
        default="",
        description="Address of a dask scheduler (`tcp://…`) whose workers share the rows that"
        " `rank` computes; empty for the cores of this machine.",
    )


def load_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        ParameterError: for the first variable that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else PREFIX
        raise ParameterError(
            name,
            Text(
                f"Die Einstellung {name} ist unbrauchbar: {first['msg']}.",
                f"The setting {name} cannot be used: {first['msg']}.",
            ),
        ) from error


def settings_table() -> str:
    """Return the table of all settings in Markdown, for the README.

    Example:
        >>> settings_table().splitlines()[0]
        '| variable | default | meaning |'
    """
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if isinstance(default, SecretStr) else str(default)
        shown = ",".join(default) if isinstance(default, tuple) else shown
        shown = f"`{shown}`" if shown else "none"
        lines.append(f"| `{PREFIX}{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(lines) + "\n"
