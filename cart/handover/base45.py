"""Base45 (RFC 9285): bytes as the 45 characters of a QR code's alphanumeric mode, 2 bytes in 3 characters."""

from cart.errors import TokenError

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {char: value for value, char in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """RFC 9285 section 4: each pair of bytes as three characters, a last single byte as two."""
    return "".join(_chars(data[i : i + 2]) for i in range(0, len(data), 2))


def decode(text: str) -> bytes:
    """The bytes of a Base45 text. Raises TokenError for a wrong character, length or group (RFC 9285 section 6)."""
    return b"".join(_bytes(text[i : i + 3]) for i in range(0, len(text), 3))


def _chars(pair: bytes) -> str:
    number, count = int.from_bytes(pair, "big"), len(pair) + 1
    return "".join(ALPHABET[number // 45**i % 45] for i in range(count))


def _bytes(group: str) -> bytes:
    size = len(group) - 1
    number = sum(_value(char) * weight for char, weight in zip(group, (1, 45, 2025), strict=False))
    if size < 1 or number >> 8 * size:
        raise TokenError("The code is damaged or cut short. Show the code again.")
    return number.to_bytes(size, "big")


def _value(char: str) -> int:
    if char not in _VALUE:
        raise TokenError(f"The code holds {char!r}, which cannot stand there. Show the code again.")
    return _VALUE[char]
