import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEAST_FAMILIES = 3


class BadEnvironment(ValueError):
    """Every variable that is missing or malformed, in one message."""


@dataclass(frozen=True, slots=True)
class Env:
    """What the surroundings say, read once and checked whole."""

    data: Path
    demo: bool
    debug: bool
    hosts: tuple[str, ...]
    secret: str
    seal_keys: dict[int, bytes]
    database: dict[str, object]
    secure: bool
    fewest_families: int


def read(environ: Mapping[str, str] | None = None) -> Env:
    """Read the environment. Raises `BadEnvironment` naming all that is wrong at once."""
    env = os.environ if environ is None else environ
    wrong: list[str] = []
    data = Path(env.get("KUDELMA_DATA", "var")).resolve()
    demo = env.get("KUDELMA_DEMO", "") == "1"
    secret = env.get("KUDELMA_SECRET_KEY", "") or _kept(data, "secret", demo=demo, wrong=wrong)
    seal = env.get("KUDELMA_SEAL_KEYS", "") or "1:" + _kept(data, "seal", demo=demo, wrong=wrong)
    database: dict[str, object] = {}
    try:
        database = database_settings(env.get("KUDELMA_DATABASE_URL", ""), data)
    except ValueError as why:
        wrong.append(f"KUDELMA_DATABASE_URL: {why}")
    keys: dict[int, bytes] = {}
    try:
        keys = {int(n): bytes.fromhex(key) for n, key in (pair.split(":") for pair in seal.split(","))}
    except ValueError:
        wrong.append("KUDELMA_SEAL_KEYS: write NUMBER:HEX, several parted by commas, number 1 first")
    fewest = env.get("KUDELMA_FEWEST_FAMILIES", "5")
    if not fewest.isdecimal() or int(fewest) < LEAST_FAMILIES:
        wrong.append(f"KUDELMA_FEWEST_FAMILIES: write a whole number, {LEAST_FAMILIES} or more")
        fewest = "5"
    hosts = tuple(h for h in env.get("KUDELMA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h)
    if wrong:
        raise BadEnvironment("The environment is not in order:\n- " + "\n- ".join(wrong))
    return Env(
        data,
        demo,
        env.get("KUDELMA_DEBUG", "") == "1",
        hosts,
        secret,
        keys,
        database,
        secure=env.get("KUDELMA_HTTPS", "") == "1",
        fewest_families=int(fewest),
    )


_MISSING = {
    "secret": "KUDELMA_SECRET_KEY: missing; give a long random text",
    "seal": "KUDELMA_SEAL_KEYS: missing; write 1: and 64 random hex digits",
}


def _kept(data: Path, name: str, *, demo: bool, wrong: list[str]) -> str:
    """Return the key kept in the data folder; the demo makes one, a real installation must be given it."""
    path = data / "keys" / name
    if path.exists():
        return path.read_text().strip()
    if not demo:
        wrong.append(f"{_MISSING[name]} (the demo makes its own)")
        return "00"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(secrets.token_hex(32))
    path.chmod(0o600)
    return path.read_text()


def database_settings(url: str, data: Path) -> dict[str, object]:
    """Turn postgresql://user:password@host:port/name?host=/socket into Django's words; empty means embedded."""
    if not url:
        from kudelma.doors.terminal.database import socket_folder  # noqa: PLC0415 - only the embedded server needs it

        return {"NAME": "kudelma", "USER": "postgres", "HOST": str(socket_folder(data)), "PORT": ""}
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError("write postgresql://user:password@host:5432/name")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
    }
