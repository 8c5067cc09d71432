import hashlib
import hmac
from functools import cache
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class Unopenable(ValueError):
    """A sealed value does not open: another key, another row, or a changed byte."""


@cache
def _ring() -> dict[int, AESGCM]:
    return {number: AESGCM(_derive(key, b"seal")) for number, key in settings.SEAL_KEYS.items()}


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, b"kudelma:" + purpose, hashlib.sha256).digest()


def seal(text: str, *, bound_to: str) -> bytes:
    """Seal with the newest key: one byte key number, 12 bytes nonce, then the ciphertext with its tag."""
    number = max(_ring())
    nonce = token_bytes(NONCE_BYTES)
    return bytes([number]) + nonce + _ring()[number].encrypt(nonce, text.encode(), bound_to.encode())


def unseal(sealed: bytes, *, bound_to: str) -> str:
    """Open what `seal` made. Raises `Unopenable`."""
    number, nonce, rest = sealed[0], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _ring()[number].decrypt(nonce, rest, bound_to.encode()).decode()
    except Exception as why:
        raise Unopenable(f"sealed value of {bound_to} does not open") from why


def search_hash(text: str, *, purpose: str) -> bytes:
    """Return the keyed hash (32 bytes) by which an exact value is found without being readable."""
    return hmac.new(_derive(settings.SEAL_KEYS[1], b"search"), f"{purpose}:{text}".encode(), hashlib.sha256).digest()
