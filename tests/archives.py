"""WARC archives and pages of our own for the tests, written byte by byte as crawlers write them."""

from __future__ import annotations

import gzip

PARAGRAPHS = (
    "التقى وزير الخارجية المصري بدر عبد العاطي نظيره الأردني أيمن الصفدي في عمان يوم الخميس، وبحث معه إدخال المساعدات إلى غزة.",
    "وقال الصفدي في مؤتمر صحفي إن بلاده ترفض تهجير الفلسطينيين، وإن الجانبين اتفقا على مواصلة التنسيق في الأيام المقبلة.",
    "ومن المقرر أن يزور الوزير المصري الرياض يوم الأحد المقبل لبحث التحضير للقمة العربية الطارئة التي تستضيفها القاهرة.",
)


def html_page(title: str = "لقاء مصري أردني في عمان", *, extra: str = "", charset: str = "utf-8") -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in (*PARAGRAPHS, extra) if paragraph)
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}"><title>{title}</title>'
        f'<meta property="article:published_time" content="2025-02-13T18:30:00+02:00"></head>'
        f"<body><article><h1>{title}</h1>\n{body}</article></body></html>"
    )


def http(body: bytes, *fields: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *fields, "", ""])
    return head.encode() + body


def record(
    body: bytes, *fields: str, kind: str = "response", url: str = "https://sharq.example/1", length: object = None
) -> bytes:
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-02-14T06:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "Content-Type: application/http; msgtype=response",
        *fields,
        f"Content-Length: {len(body) if length is None else length}",
        "",
        "",
    ]
    return "\r\n".join(head).encode() + body + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Each record as a gzip member of its own, without the time, so that the bytes are always the same."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
