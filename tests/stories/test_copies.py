"""Copies of articles of ours: shortened, retitled, with another credit line; and templates, which are none."""

from __future__ import annotations

import msgspec
import pytest
from conftest import pages
from hypothesis import given
from hypothesis import strategies as st

from waqai.evaluate import copies as judged
from waqai.stories.copies import verdict
from waqai.stories.fingerprints import Fingerprint, buckets, fingerprint
from waqai.stories.sketches import shared, shingles

AR = (
    "وصل وزير الخارجية الأردني أمس إلى الخرطوم في زيارة تستمر يومين يلتقي خلالها رئيس مجلس السيادة وعددا من المسؤولين. "
    "وقال الوزير في مؤتمر صحافي عقب وصوله إن بلاده تدعم الجهود الرامية إلى وقف إطلاق النار وإيصال الغذاء والدواء إلى المحتاجين.\n"
    "وأضاف أن عمان مستعدة لاستضافة جولة جديدة من المحادثات إذا وافق الطرفان على ذلك، مؤكدا أن الحل لا يكون إلا سياسيا.\n"
    "من جانبه رحب نظيره السوداني بالزيارة ووصفها بأنها خطوة مهمة في مسار العلاقات بين البلدين، مشيرا إلى أن الجانبين وقعا "
    "مذكرة تفاهم في مجال النقل الجوي وأخرى في مجال التعليم العالي.\n"
    "ويختتم الوزير زيارته غدا بجولة في أحد المستشفيات التي أقامتها بلاده في العاصمة."
)
EN = (
    "The Jordanian foreign minister arrived in Khartoum on Sunday for a two-day visit during which he is to meet the head of the "
    "Sovereignty Council. He told reporters at the airport that his country backs efforts to end the fighting and to "
    "deliver food "
    "and medicine to those in need. Amman was ready to host another round of talks if both parties agreed, he added. "
    "His Sudanese "
    "counterpart welcomed the visit and called it an important step. The two sides signed a memorandum on air transport."
)
TELEGRAM_AR = (
    "بعث الملك برقية تهنئة إلى {head} بمناسبة ذكرى استقلال بلاده.\nوأعرب الملك باسمه واسم شعبه وحكومته عن أصدق التهاني وأطيب "
    "التمنيات بالصحة والسعادة لفخامته، ولحكومة وشعب {people} الصديق اطراد التقدم والازدهار."
)
TELEGRAM_EN = (
    "The king sent a cable of congratulations to the president of {state} on the anniversary of the independence of his country. "
    "In his own name and that of the people and the government the king expressed his best wishes for the health and "
    "happiness of "
    "the president and steady progress and prosperity for the people of {state}."
)
PLANE_AR = (
    "وصلت اليوم إلى المطار طائرة الإغاثة {ordinal} محملة بمواد غذائية وأدوية للمتضررين من السيول. وأوضح المتحدث باسم "
    "الهلال الأحمر أن "
    "هذه المساعدات تأتي ضمن الجسر الجوي الذي سيتواصل خلال الأيام المقبلة، وأن فرقا ميدانية تتولى توزيعها على القرى المحتاجة."
)
PLANE_EN = (
    "The {ordinal} relief plane landed at the airport today with food and medicine for those hit by the floods. A "
    "spokesman for the "
    "Red Crescent said the aid was part of an air bridge that would go on in the coming days and that teams in the field would "
    "hand it out in the villages that need it most."
)
FINES_AR = (
    "غرمت هيئة حماية البيئة منشآت صناعية خالفت الاشتراطات والمعايير خلال الأسابيع الماضية، وشملت الغرامات مصانع "
    "للإسمنت والدهانات. "
    "وأوضح الناطق باسم الهيئة أن المخالفات تنوعت بين تصريف مياه ملوثة وانبعاثات تتجاوز الحدود المسموح بها، وأن التفتيش مستمر."
)
FORECAST_AR = (
    "توقعت الأرصاد الجوية في تقريرها عن حالة الطقس لهذا اليوم هطول أمطار رعدية على {where} مصحوبة برياح نشطة تحد من "
    "الرؤية الأفقية، "
    "فيما يكون الطقس {what} على بقية المناطق، وتكون حركة الرياح السطحية على البحر شمالية غربية بسرعة {speed} كم في "
    "الساعة، وارتفاع الموج "
    "من متر إلى مترين."
)


def of(text: str, title: str | None = None, language: str = "ar") -> Fingerprint:
    return fingerprint(text, title=title, language=language)


def same_both_ways(one: Fingerprint, other: Fingerprint) -> tuple[bool, str]:
    answer = verdict(one, other)
    assert answer == verdict(other, one)
    return answer.copy, answer.reason


@pytest.mark.parametrize(
    "other",
    [
        AR,
        AR.rsplit("\n", 3)[0],  # shortened to less than half
        "الخرطوم (رويترز) - " + AR,
        "عمان - بترا:\n" + AR + "\n(أ ف ب)",
        AR.replace("أمس", "اليوم").replace("وأضاف", "وتابع").replace("مؤكدا", "مشددا على"),
        AR.replace("إلى", "الى").replace("ة ", "ه ").replace("أ", "ا"),
    ],
)
def test_copies_in_arabic(other: str) -> None:
    assert same_both_ways(of(AR, "وزير الخارجية الأردني في الخرطوم"), of(other, "محادثات أردنية سودانية"))[0]


@pytest.mark.parametrize("other", [EN.partition(" His Sudanese")[0], "KHARTOUM, March 3 (AFP) - " + EN, EN.upper()])
def test_copies_in_english(other: str) -> None:
    assert same_both_ways(of(EN, "Jordan's top diplomat in Sudan", "en"), of(other, "Talks in Khartoum", "en"))[0]


def test_a_text_taken_up_behind_other_news_is_no_copy() -> None:
    roundup = (
        "قررت لجنة المسابقات تأجيل مباريات الجولة المقبلة من الدوري بسبب سوء الأحوال في عدد من المدن، على أن تحدد "
        "المواعيد الجديدة "
        "في وقت لاحق بعد التشاور مع الأندية والجهات المعنية بالملاعب والنقل والبث التلفزيوني خلال الأسبوع الحالي. "
    ) * 2
    assert same_both_ways(of(AR), of(roundup + AR)) == (False, "opening")


@pytest.mark.parametrize(
    ("one", "other", "language", "reason"),
    [
        (
            TELEGRAM_AR.format(head="رئيس جمهورية النيجر", people="النيجر"),
            TELEGRAM_AR.format(head="رئيس جمهورية سنغافورة", people="سنغافورة"),
            "ar",
            "state",
        ),
        (TELEGRAM_EN.format(state="Chad"), TELEGRAM_EN.format(state="Niger"), "en", "state"),
        (
            TELEGRAM_AR.format(head="الشيخ سالم بن راشد", people="بلاده"),
            TELEGRAM_AR.format(head="الشيخ عبد الله بن ماجد", people="بلاده"),
            "ar",
            "chain",
        ),
        (PLANE_AR.format(ordinal="الخامسة"), PLANE_AR.format(ordinal="السادسة"), "ar", "ordinal"),
        (PLANE_AR.format(ordinal="الخامسة"), PLANE_AR.format(ordinal="ال 6"), "ar", "ordinal"),
        (PLANE_AR.format(ordinal="الخامسة عشرة"), PLANE_AR.format(ordinal="الخامسة والعشرين"), "ar", "ordinal"),
        (PLANE_EN.format(ordinal="fifth"), PLANE_EN.format(ordinal="sixth"), "en", "ordinal"),
        (PLANE_EN.format(ordinal="21st"), PLANE_EN.format(ordinal="22nd"), "en", "ordinal"),
    ],
)
def test_templates_are_no_copies(one: str, other: str, language: str, reason: str) -> None:
    assert same_both_ways(of(one, None, language), of(other, None, language)) == (False, reason)
    assert same_both_ways(of(one, None, language), of(one, "", language))[0]


def test_numbers_of_titles_tell_templates_apart() -> None:
    thirty, digits, other = (of(FINES_AR, f"تغريم {n} منشأة مخالفة") for n in ("ثلاثين", "٣٠", "23"))
    assert same_both_ways(thirty, other) == (False, "number")
    assert same_both_ways(thirty, digits)[0]
    assert same_both_ways(of(FINES_AR), other)[0]


def test_large_numbers_in_words_and_digits_are_one() -> None:
    words, digits = of(FINES_AR, "غرامات بقيمة 400 ألف دينار"), of(FINES_AR, "غرامات بقيمة 400,000 دينار")
    assert same_both_ways(words, digits)[0]


def test_bulletins_with_other_values_are_no_copies() -> None:
    one = of(FORECAST_AR.format(where="المرتفعات الشمالية", what="معتدلا", speed="18 إلى 38"))
    other = of(FORECAST_AR.format(where="السواحل والجزر والسهول", what="شديد الحرارة", speed="12 إلى 25"))
    assert same_both_ways(one, other) == (False, "bulletin")
    assert same_both_ways(one, one)[0]


def test_languages_are_kept_apart() -> None:
    assert same_both_ways(of(AR), of(AR, None, "en")) == (False, "language")


def test_a_language_that_is_not_read_is_compared_by_its_text() -> None:
    assert same_both_ways(of(EN, None, "sw"), of(EN.partition(" His Sudanese")[0], None, "sw"))[0]


def test_articles_without_text_are_no_copies() -> None:
    assert same_both_ways(of(""), of("")) == (False, "overlap")
    assert same_both_ways(of(""), of(AR)) == (False, "overlap")


def test_a_cut_is_found_by_its_buckets() -> None:
    long = (
        AR
        + "\n"
        + "\n".join(f"وقال مسؤول رقم {n} كلاما آخر عن الموضوع {n * 7} في مكان {n * 13} لا صلة له بما سبق" for n in range(80))
    )
    assert set(buckets(of(AR))) & set(buckets(of(long)))
    assert not set(buckets(of(AR))) & set(buckets(of(EN, None, "en")))


@given(pages("ar"), pages("en"), st.sampled_from(["ar", "en", "fa"]))
def test_fingerprints_survive_storage(text: str, title: str, language: str) -> None:
    found = of(text, title, language)
    assert Fingerprint.from_bytes(found.to_bytes()) == found
    assert len(found.to_bytes()) < 4096
    assert found == of(text, title, language)


def test_bytes_that_are_no_fingerprint_are_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        Fingerprint.from_bytes(b"\x93\x01\x02\x03")


@given(pages("ar"), pages("ar"))
def test_verdicts_are_symmetric(one: str, other: str) -> None:
    answer = verdict(of(one), of(other))
    assert answer == verdict(of(other), of(one))
    assert 0 <= answer.score <= 1


def test_sketches_estimate_overlap_of_unequal_texts() -> None:
    words = [f"w{n * n % 9973:04}" for n in range(4000)]
    part, whole = shingles(" ".join(words[:400])), shingles(" ".join(words))
    exact = len(set(part.tolist()) & set(whole.tolist())) / len(part)
    found = shared(part[:320].tobytes(), whole[:320].tobytes(), (part.size, whole.size))
    assert abs(found.overlap - exact) < 0.1


# the pairs beside the repository


@pytest.mark.gold
def test_judged_pairs() -> None:
    reason = judged.absent()
    if reason:
        pytest.skip(reason)
    found = judged.figures()
    assert found["f1"] >= 0.92
    assert found["different_merged"] == 0
