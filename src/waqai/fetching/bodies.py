"""The body of an answer: unpacked under a limit, whole or told to be cut short."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

import httpcore
import httpx

from waqai.errors import BAD_ENCODING, CUT_SHORT, TOO_BIG, WaqaiError
from waqai.fetching.network import Limits

ENCODINGS: Final = "gzip, deflate"
_GZIP: Final = b"\x1f\x8b"
_WBITS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RAW: Final = -15  # deflate without the head of zlib, as some servers send it


def body(headers: httpx.Headers, chunks: Iterable[bytes], limits: Limits) -> bytes:
    """Return the body, unpacked; a file that is itself gzip, as many sitemaps are, is unpacked too.

    Raises:
        WaqaiError: if it is too big, too slow, cut short or cannot be unpacked.
    """
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", *_WBITS}:
        raise WaqaiError(BAD_ENCODING.at(limits.source, reason=f"it comes as {encoding[:40]}, asked for was {ENCODINGS}"))
    try:
        data = _unpacked(chunks, _WBITS[encoding], limits) if encoding in _WBITS else _capped(chunks, limits)
    except httpcore.RemoteProtocolError as error:
        raise WaqaiError(CUT_SHORT.at(limits.source, reason=str(error))) from error
    except httpcore.NetworkError as error:
        raise WaqaiError(CUT_SHORT.at(limits.source, reason=f"the connection broke: {error}")) from error
    _length_told(headers, limits)
    return _unpacked([data], _WBITS["gzip"], limits) if data.startswith(_GZIP) else data


def _capped(chunks: Iterable[bytes], limits: Limits) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limits.rules.size:
            raise WaqaiError(TOO_BIG.at(limits.source, limit=f"{limits.rules.size:,}", what="over the wire"))
    return bytes(data)


def _unpacked(chunks: Iterable[bytes], wbits: int, limits: Limits) -> bytes:
    """Return what is packed in ``chunks``; never holds more than the limit, whatever they would unpack to."""
    data = bytearray()
    unpacker = None
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker is None:
                unpacker = zlib.decompressobj(wbits if wbits != _WBITS["deflate"] or _is_zlib(rest) else _RAW)
            try:
                data += unpacker.decompress(rest, limits.rules.size + 1 - len(data))
            except zlib.error as error:
                raise WaqaiError(BAD_ENCODING.at(limits.source, reason=str(error))) from error
            if len(data) > limits.rules.size:
                raise WaqaiError(TOO_BIG.at(limits.source, limit=f"{limits.rules.size:,}", what="when unpacked"))
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                rest = unpacker.unused_data if unpacker.unused_data.startswith(_GZIP) else b""
                unpacker = None if rest else unpacker
    if unpacker is not None and not unpacker.eof:
        raise WaqaiError(CUT_SHORT.at(limits.source, reason="the packed data end too early"))
    return bytes(data)


def _is_zlib(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2]) % 31 == 0


def _length_told(headers: httpx.Headers, limits: Limits) -> None:
    """Complain if more came than the server announced: the body that was taken is only a beginning.

    Raises:
        WaqaiError: in that case.
    """
    told = headers.get("content-length", "")
    if "transfer-encoding" in headers or not (told.isascii() and told.isdigit()) or limits.body_at is None:
        return
    came = limits.received - limits.body_at
    if came > int(told):
        raise WaqaiError(CUT_SHORT.at(limits.source, reason=f"{int(told):,} bytes were announced, and more came"))
