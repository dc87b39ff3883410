"""Real photographs of barcodes as the camera, a chain's real price feed as the catalog: never a crash."""

import shutil
from pathlib import Path

import cv2
import pytest

from cart.catalog.table import CatalogTable
from cart.errors import DeviceMissing
from drivers.sim.label import label
from tests.support.driven import DemoCatalog, DrivenCart
from ui.catalogs import open_feed
from ui.shopper.pictures import PictureShopper

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
FEED = SHARED / "feeds" / "PriceFull7290172900007-083-202409270311.xml.gz"
PHOTOGRAPHS = SHARED / "barcodes" / "zxing" / "ean13-1"
SOLD = "7290000149844"

CONFIG = """
camera = {{ driver = "folder", path = "{data}/photographs", hold = 4, gap = 20, loop = false }}
scale = {{ driver = "sim" }}
[cart]
id = "17"
data = "{data}"
"""

SMALL_FEED = f"""<?xml version="1.0" encoding="UTF-8"?><Root><ChainId>7290000000000</ChainId><Items>
<Item><ItemCode>{SOLD}</ItemCode><ItemName>Soap</ItemName><ItemPrice>7.90</ItemPrice></Item>
</Items></Root>"""


PROMOTION = f"""<Root><ChainId>7290000000000</ChainId><Promotions><Promotion><PromotionId>1</PromotionId>
<PromotionDescription>Soap at 5</PromotionDescription><PromotionStartDate>2020-01-01</PromotionStartDate>
<PromotionEndDate>2099-12-31</PromotionEndDate><RewardType>1</RewardType><MinQty>1</MinQty>
<DiscountedPrice>5.00</DiscountedPrice><PromotionItems><Item><ItemCode>{SOLD}</ItemCode></Item></PromotionItems>
</Promotion></Promotions></Root>"""


def sold_here(folder: Path) -> None:
    """A picture of a barcode that the feed lists."""
    cv2.imwrite(str(folder / "a-sold.png"), label(SOLD, "EAN13").grey)


def shopped(folder: Path, table: CatalogTable) -> tuple[PictureShopper, DrivenCart]:
    cart = DrivenCart(folder, catalog=DemoCatalog(table), config=CONFIG)
    shopper = PictureShopper(cart.hand, lambda words, view: None, lambda name: None)
    ended = False
    while not shopper.look(cart.view, cart.clock.now()):
        ended = ended or not look(cart)
        if ended:
            cart.parts.patience.trouble("camera", DeviceMissing("The folder has ended."))
        cart.step()
    return shopper, cart


def look(cart: DrivenCart) -> bool:
    """One frame of the folder; False once it has ended."""
    try:
        cart.parts.eye.step()
    except OSError:
        return False
    return True


def test_what_the_feed_lists_is_sold_and_the_rest_leads_to_the_notice(tmp_path: Path):
    (tmp_path / "photographs").mkdir()
    sold_here(tmp_path / "photographs")
    cv2.imwrite(str(tmp_path / "photographs" / "b-foreign.png"), label("4006381333931", "EAN13").grey)
    (tmp_path / "feed.xml").write_text(SMALL_FEED)
    shopper, cart = shopped(tmp_path, open_feed(tmp_path / "feed.xml"))
    assert (shopper.sold, shopper.refused) == (1, 1)
    assert cart.view.totals.due_cents == 790 and cart.view.currency == "ILS"
    cart.close()


def test_a_feeds_promotion_is_charged_and_said(tmp_path: Path):
    (tmp_path / "photographs").mkdir()
    sold_here(tmp_path / "photographs")
    (tmp_path / "feed.xml").write_text(SMALL_FEED)
    (tmp_path / "promos.xml").write_text(PROMOTION)
    _, cart = shopped(tmp_path, open_feed(tmp_path / "feed.xml", promos=tmp_path / "promos.xml"))
    assert (cart.view.totals.due_cents, cart.view.totals.saved_cents) == (500, 290)
    assert [saving.words for saving in cart.view.lines[0].savings] == ["Soap at 5"]
    cart.close()


@pytest.mark.skipif(not FEED.exists(), reason="the shared photographs and feeds are not here")
def test_real_photographs_and_a_real_feed(tmp_path: Path):
    folder = tmp_path / "photographs"
    folder.mkdir()
    sold_here(folder)
    for picture in sorted(PHOTOGRAPHS.iterdir())[:6]:
        shutil.copy(picture, folder)
    shopper, cart = shopped(tmp_path, open_feed(FEED))
    assert shopper.sold >= 1 and shopper.refused >= 3
    assert cart.view.totals.due_cents == 790
    cart.close()
