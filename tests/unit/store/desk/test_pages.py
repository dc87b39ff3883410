"""The catalogue's pages: files in, what they change, published and brought back, by staff only."""

import re
from typing import get_args

import pytest

from cart.faultwords import HEALTH
from cart.store.asking import MOST_UPLOAD
from cart.store.desk.kinds import Kind
from cart.store.html import HERE
from cart.store.staff import REASONS
from cart.store.tiles import PHASES
from cart.store.words import WORDS, language_of, words_in
from cart.weighing import health
from tests.support.shops import TERMS, row
from tests.support.stores import STAFF

HEAD = "gtin,name,price,unit,tax,member_price,content,pieces,aisle,x_cm,y_cm,min_age,tare_g"
UPLOAD = "/staff/catalog/drafts"


def goods(*rows):
    return ("goods.csv", "\n".join([HEAD, *rows]))


def give(desk, *files, auth=STAFF, headers=None, **fields):
    given = [("files", one) for one in files]
    return desk.web.post(UPLOAD, files=given, data={"meaning": "all"} | fields, auth=auth, headers=headers)


def part_of(answer):
    assert answer.status_code == 200, answer.text
    return str(answer.url).rsplit("/", 1)[1]


def publish(desk, *files, **fields):
    part = part_of(give(desk, *files, **fields))
    return desk.web.post("/staff/catalog/publish", data={"part": part}, auth=STAFF)


def test_files_are_looked_at_then_published_with_a_name_and_a_number(desk):
    draft = give(desk, ("store.toml", TERMS), goods(row(1), row(2, "0")))
    assert "1 left out" in draft.text and "line 3: Item 2 has no price" in draft.text and "$1.99" in draft.text
    assert desk.web.get("/v1/catalog").status_code == 404, "nothing changes before it is published"
    shown = desk.web.post("/staff/catalog/publish", data={"part": part_of(draft)}, auth=("Maria", STAFF[1]))
    assert "Release 1" in shown.text and "by Maria" in shown.text and "1 products" in shown.text
    assert desk.shop.releases.newest().version.startswith("1-")


def test_an_earlier_release_comes_back_under_a_new_number(desk):
    publish(desk, ("store.toml", TERMS), goods(row(1)))
    shown = publish(desk, goods(row(1, "2.49"), row(2)))
    first = re.search(r'name="part" value="(part-\w+)"', shown.text).group(1)
    draft = desk.web.post("/staff/catalog/again", data={"part": first, "number": "1"}, auth=STAFF)
    assert "release 1 again" in draft.text and "$2.49 → $1.99" in draft.text and "Item 2" in draft.text
    shown = desk.web.post("/staff/catalog/publish", data={"part": part_of(draft)}, auth=STAFF)
    assert "Release 3" in shown.text
    assert b"Item 2" not in desk.shop.releases.desk.files(desk.shop.releases.desk.in_force.part).joinpath(
        "catalog.csv"
    ).read_bytes()  # fmt: skip


def test_a_draft_that_was_discarded_is_gone(desk):
    part = part_of(give(desk, ("store.toml", TERMS), goods(row(1))))
    desk.web.post("/staff/catalog/discard", data={"part": part}, auth=STAFF)
    assert "give its files again" in desk.web.get(f"{UPLOAD}/{part}", auth=STAFF).text


def test_what_cannot_be_sold_from_has_no_publish_button(desk):
    text = give(desk, ("store.toml", "currency = "), goods(row(1))).text
    assert "It cannot be sold from" in text and "/staff/catalog/publish" not in text


def test_only_staff_and_only_their_own_page_may_give_files(desk):
    assert give(desk, goods(row(1)), auth=("x", "guess")).status_code == 401
    assert give(desk, goods(row(1)), headers={"Origin": "http://elsewhere"}).status_code == 403
    answer = desk.web.post(UPLOAD, content=b"x", auth=STAFF, headers={"Content-Length": str(MOST_UPLOAD + 1)})
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["../../store.db", "/etc/passwd.csv", "a\0b\x07.csv", "<script>alert(1)</script>.csv"])
def test_a_files_name_is_only_a_name(desk, name):
    text = give(desk, (name, "\n".join([HEAD, row(1, name="<b>Ham</b>")]))).text
    assert "<script>alert" not in text and "<b>Ham" not in text and "&lt;b&gt;Ham" in text


def test_no_file_at_all_is_said(desk):
    assert "No file was given" in desk.web.post(UPLOAD, data={"meaning": "all"}, auth=STAFF).text


def test_the_pages_speak_the_browsers_language(desk):
    spanish = {"Accept-Language": "es-MX,en;q=0.5"}
    assert "Archivos nuevos" in desk.web.get("/staff/catalog", auth=STAFF, headers=spanish).text
    assert "New files" in desk.web.get("/staff/catalog", auth=STAFF).text
    assert [language_of(one) for one in ("de,es;q=0.8,en;q=0.5", "fr", "")] == ["es", "en", "en"]


def test_every_word_is_there_in_both_languages_and_is_used():
    used = "".join(path.read_text() for path in HERE.glob("*.html"))
    used += "".join(path.read_text() for path in HERE.parent.rglob("*.py") if path.name != "words.py")
    assert set(re.findall(r"\bw\.(\w+)\b(?! *\()", used)) - {"format"} <= set(WORDS)
    named = ("kind_", "phase_", "reason_", "set_")
    assert [key for key in WORDS if key not in used and not key.startswith(named)] == []
    assert {f"phase_{phase}" for phase in PHASES} | {f"kind_{kind}" for kind in get_args(Kind)} <= {
        *WORDS, "kind_promotions"
    }  # fmt: skip
    assert {why for why in health.WORDS if why} <= set(HEALTH)
    assert {f"reason_{reason}" for reason in REASONS} <= set(WORDS)
    assert [key for key, (english, spanish) in WORDS.items() if english.count("{}") != spanish.count("{}")] == []
    assert [key for language in ("en", "es") for key, said in words_in(language).items() if not said.strip()] == []
