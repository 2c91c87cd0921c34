"""Which lines of a page are its article, on small pages that are each hard in one way."""

from __future__ import annotations

import msgspec
import pytest

from waqai.errors import Notice
from waqai.extraction.article import Extracted, article_of
from waqai.sources import Source
from waqai.sources.html import page

STORY = (
    "وصل وزير الخارجية إلى العاصمة صباح اليوم على رأس وفد رفيع لبحث تثبيت الهدنة.",
    "والتقى الوزير فور وصوله رئيس الحكومة في لقاء استمر ساعتين كاملتين.",
    "وقال الوزير إن بلاده تدعم كل جهد يوقف القتال ويسمح بدخول المساعدات.",
    "ودعا رئيس الحكومة الأطراف جميعا إلى احترام الاتفاق الذي وقع في نيسان.",
    "ومن المقرر أن يغادر الوفد البلاد مساء الثلاثاء بعد لقاء أخير.",
)
TITLE = "وزير الخارجية في العاصمة لبحث الهدنة"
ARTICLE = '<meta property="og:type" content="article"><meta property="article:published_time" content="2024-05-06">'


def html(main: str, head: str = ARTICLE, title: str = TITLE) -> str:
    menu = "".join(f"<li><a href='/{n}'>قسم {n} من أقسام الموقع</a></li>" for n in range(9))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{main}</main>"
        f"<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    )


def paragraphs(lines: tuple[str, ...] = STORY, before: str = "<p>", after: str = "</p>") -> str:
    return "".join(f"{before}{line}{after}" for line in lines)


def found(text: str, **known: str) -> Extracted:
    article = article_of(text, **known)  # type: ignore[arg-type]
    assert not isinstance(article, str), article
    return article


def lines(article: Extracted, *kinds: str) -> list[str]:
    return [line.text for line in article.lines if line.kind in (kinds or ("body",))]


def json_ld(**fields: object) -> str:
    value = msgspec.json.encode({"@context": "https://schema.org", "@type": "NewsArticle", **fields}).decode()
    return f'<script type="application/ld+json">{value}</script>'


@pytest.mark.parametrize(
    "main",
    [
        f"<div class='body'>{paragraphs()}</div>",
        f"<div class='body'>{'<br><br>'.join(STORY)}</div>",
        f"<div class='body'>{'<br>'.join(STORY)}<div class='author'>محرر الشؤون السياسية في الصحيفة منذ عام 2010.</div></div>",
        f"<div class='body'>{paragraphs(before='<div>', after='</div>')}</div>",
        f"<div class='body'>{paragraphs(before='<div class=par><p>', after='</p></div>')}</div>",
        f"<div class='body'>{paragraphs(before='<p><span style=x>', after='</span></p>')}</div>",
        f"<div class='body'><section>{paragraphs(STORY[:2])}</section><section>{paragraphs(STORY[2:])}</section></div>",
        f"<table><tr><td>{'<br>'.join(STORY)}</td><td><ul><li><a href='/x'>خبر آخر اليوم</a></li></ul></td></tr></table>",
        f"<div class='elementor-widget-container elementor-widget'>{paragraphs()}</div>",
        f"<article class='post-share tags comments'>{paragraphs()}</article>",
    ],
    ids=["p", "br br", "br, author", "div", "wrapped p", "span", "sections", "table", "elementor", "bad names"],
)
def test_every_way_to_write_paragraphs(main: str) -> None:
    assert lines(found(html(main)), "body", "lead") == list(STORY)


def test_a_paragraph_that_nobody_voted_for_is_read_beside_its_siblings() -> None:
    head = ARTICLE + json_ld(headline=TITLE, articleBody="\n".join((*STORY[1:3], *STORY[1:3], *STORY[4:]) * 2))
    assert lines(found(html(f"<div class='body'>{paragraphs()}</div>", head))) == list(STORY)


def test_a_long_article_is_read_to_its_end() -> None:
    more = tuple(f"وأضاف البيان في فقرته رقم {n} أن الأطراف اتفقت على البند {n} كاملا." for n in range(60))
    head = ARTICLE + json_ld(headline=TITLE, articleBody=" ".join(more[:8]))
    assert lines(found(html(f"<div class='body'>{paragraphs(more)}</div>", head))) == list(more)


def test_headings_inside_are_read() -> None:
    main = f"<div>{paragraphs(STORY[:2])}<h2>ماذا قال الوزير؟</h2>{paragraphs(STORY[2:])}</div>"
    assert lines(found(html(main))) == [*STORY[:2], "ماذا قال الوزير؟", *STORY[2:]]


def test_the_lead_is_told_apart() -> None:
    lead = "الوزير حمل رسالة من الأمين العام تتعلق بوقف إطلاق النار في الشمال"
    article = found(html(f"<div class='head'><h2 class='standfirst'>{lead}</h2></div><div class='b'>{paragraphs()}</div>"))
    assert lines(article, "lead") == [lead]
    assert lines(article) == list(STORY)


def test_lines_that_look_like_notices_but_are_news_are_read() -> None:
    news = (
        "وقال المتحدث إن التصريحات لا تعبر بالضرورة عن رأي الحكومة بل عن صاحبها.",
        "وكتب الوزير على فيسبوك وتويتر أن المحادثات ستستأنف يوم الأحد المقبل.",
        "شارك آلاف المتظاهرين في المسيرة التي دعت إليها النقابات في العاصمة.",
    )
    assert lines(found(html(f"<div>{paragraphs((*STORY, *news))}</div>"))) == [*STORY, *news]


def test_captions_and_tables_in_figures() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>الوزير لدى وصوله إلى المطار أمس</figcaption></figure>"
    table = "<figure class='wp-block-table'><table><tr><td>القتلى</td><td>12</td></tr></table></figure>"
    article = found(html(f"<div>{figure}{paragraphs(STORY[:3])}{table}{paragraphs(STORY[3:])}</div>"))
    assert lines(article, "caption") == ["الوزير لدى وصوله إلى المطار أمس"]
    assert "القتلى 12" in lines(article, "body", "boilerplate")


def test_the_same_story_twice_is_read_once() -> None:
    main = f"<div class='desktop'>{paragraphs()}</div><div class='mobile' hidden>{paragraphs()}</div>"
    assert lines(found(html(main))) == list(STORY)


def test_a_title_that_comes_again_cuts_nothing_off() -> None:
    main = f"<div>{paragraphs(STORY[:1])}<p>{TITLE}</p>{paragraphs(STORY[1:])}</div>"
    assert lines(found(html(main)))[0] == STORY[0]
    assert lines(found(html(main)))[-1] == STORY[-1]


def test_other_articles_of_the_json_ld_are_not_this_one() -> None:
    other = json_ld(headline="خبر آخر", url="https://e.org/2", datePublished="2020-01-01", articleBody=" ".join(STORY) * 3)
    own = json_ld(headline=TITLE, url="https://e.org/1", datePublished="2024-05-06")
    head = f"<link rel=canonical href='https://e.org/1'>{other}{own}"
    article = found(html(f"<div>{paragraphs()}</div>", head))
    assert (article.title, article.published, article.url) == (TITLE, "2024-05-06", "https://e.org/1")
    assert lines(article) == list(STORY)


@pytest.mark.parametrize(
    ("canonical", "url", "wanted"),
    [
        ("https://e.org/1", None, "https://e.org/1"),
        ("/1", "https://e.org/x", "https://e.org/1"),
        ("https://e.org/1", "https://m.e.org/1?x=1", "https://e.org/1"),
        ("https://e.org/", "https://e.org/7", "https://e.org/7"),
        ("https://other.org/1", "https://e.org/7", "https://e.org/7"),
        ("javascript:void(0)", None, None),
        ("/1", None, None),
        ("http://[x/1", None, None),
    ],
)
def test_addresses(canonical: str, url: str | None, wanted: str | None) -> None:
    text = html(f"<div>{paragraphs()}</div>", f"<link rel='canonical' href='{canonical}'>")
    article = article_of(text, url=url)
    assert not isinstance(article, str)
    assert article.url == wanted


def test_breaking_news_that_is_its_title() -> None:
    text = html("<div class='body'></div>", title="عاجل: وزير الدفاع يعلن وقف إطلاق النار في الشمال")
    notice, source = page(text.encode(), "x")
    assert isinstance(notice, Notice)
    assert notice.problem.code == "WQ606"
    assert isinstance(source, Source)
    assert source.text == source.article.title == "عاجل: وزير الدفاع يعلن وقف إطلاق النار في الشمال"


@pytest.mark.parametrize(
    "script",
    [
        "<!--\n{}\n-->",
        "//<![CDATA[\n{}\n//]]>",
        "<![CDATA[{}]]>",
        "{};",
        "[{}]",
        '{{"@graph": [{{"@type": "WebSite", "name": "S"}}, {}]}}',
    ],
)
def test_json_ld_in_any_wrapper(script: str) -> None:
    value = '{"@type": ["Thing", "ReportageNewsArticle"], "headline": "A &quot;B&quot; C", "datePublished": "2024-05-06"}'
    head = f'<script type="application/ld+json">{script.format(value)}</script>'
    article = found(html(f"<div>{paragraphs()}</div>", head))
    assert (article.title, article.published) == ('A "B" C', "2024-05-06")


def test_the_line_that_names_the_agency_is_read() -> None:
    main = f"<div class='body'>{paragraphs()}</div><div class='source'><b>المصدر:</b> رويترز</div><div>حول هذه القصة</div>"
    assert lines(found(html(main))) == [*STORY, "المصدر: رويترز"]


def test_authors_of_the_line_that_names_them() -> None:
    assert found(html(f"<span class='by'>بقلم: سلمى الخطيب</span><div>{paragraphs()}</div>")).authors == ("سلمى الخطيب",)
    assert found(html(f"<span class='by'>كتب الوزير على حسابه.</span><div>{paragraphs()}</div>")).authors == ()


def test_a_day_of_an_update_counts_only_if_there_is_no_other() -> None:
    update, day = "<span>آخر تحديث: 9 مايو 2024</span>", "<div>7 مايو 2024</div>"
    assert found(html(f"{update}{day}<div>{paragraphs()}</div>", head="")).published == "2024-05-07"
    assert found(html(f"{update}<div>{paragraphs()}</div>", head="")).published == "2024-05-09"
