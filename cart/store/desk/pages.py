"""The catalogue's pages: what is in force, new files, what they would change, and the way back."""

import shutil
import tempfile
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from cart.errors import CatalogError
from cart.store.asking import UPLOAD, TheShop
from cart.store.desk.drafts import Drafts
from cart.store.desk.reading import How
from cart.store.desk.report import Change, Report
from cart.store.house import house_page
from cart.store.html import moment
from cart.store.pages import ByStaff, Who
from cart.store.refused import Refused
from cart.store.releasebook import Published
from cart.store.shop import Shop

router = APIRouter(prefix="/staff/catalog", dependencies=ByStaff, include_in_schema=False)
CURRENCIES = ("USD", "EUR", "GBP", "ILS", "CHF", "CAD", "MXN", "COP", "SEK", "NOK", "DKK", "PLN", "NZD", "AUD")
MOST_FILES, MOST_ROWS, MANY_RELEASES, FEW = 30, 200, 30, 25
HERE = "catalogue"


@router.get("")
def catalogue(shop: TheShop, who: Who, request: Request) -> HTMLResponse:
    """What carts sell from, and where new files are given."""
    shop.releases.look()
    released = shop.records.releases.history(MANY_RELEASES)
    rows = [_release(shop, one, before) for one, before in zip_longest(released, released[1:])]
    shown = {"history": rows, "newest": rows[0] if rows else None, "trouble": shop.releases.trouble}
    return house_page(request, "catalog.html", here=HERE, who=who, currencies=CURRENCIES, **shown)


def _release(shop: Shop, one: Published, before: Published | None) -> dict[str, object]:
    """A release; one of the same part as the one before differs by what carts have learnt."""
    report = _report(shop.releases.desk, one.part)
    learnt = before is not None and bool(one.part) and before.part == one.part
    return {"serial": one.serial, "when": moment(one.at), "who": one.who, "part": one.part, "learnt": learnt,
            "kept": report is not None, "counts": report}  # fmt: skip


def _report(desk: Drafts, part: str) -> Report | None:
    try:
        return desk.report(part) if part else None
    except CatalogError:
        return None


@router.post(UPLOAD.removeprefix(router.prefix))
async def give(shop: TheShop, who: Who, request: Request) -> RedirectResponse:
    """Files become a draft. The body is read here, once it is known who sends it."""
    async with request.form(max_files=MOST_FILES, max_fields=8) as form:
        part = await run_in_threadpool(_draft, shop, who, form)
    return RedirectResponse(f"{router.prefix}/drafts/{part}", status_code=303)


def _draft(shop: Shop, who: str, form: FormData) -> str:
    given = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not given:
        raise Refused(422, "No file was given. Go back, and choose at least one.")
    how = How(form.get("meaning") == "changes", _currency(form.get("currency")))
    with tempfile.TemporaryDirectory() as folder:
        return shop.releases.desk.draft(_kept(Path(folder), given), how, who, shop.settings.now())


def _kept(folder: Path, given: Sequence[UploadFile]) -> list[Path]:
    """The files under their own names, a folder each: two may have the same."""
    paths = []
    for number, upload in enumerate(given):
        name = "".join(filter(str.isprintable, Path(upload.filename or "").name))[-100:] or "file"
        path = folder / str(number) / name
        path.parent.mkdir()
        with path.open("wb") as out:
            shutil.copyfileobj(upload.file, out)
        paths.append(path)
    return paths


def _currency(named: object) -> str:
    return str(named) if named in CURRENCIES else ""


@router.get("/drafts/{part}")
def draft(shop: TheShop, who: Who, request: Request, part: str) -> HTMLResponse:
    """What a draft brought, what was left out, and what it would change."""
    report = shop.releases.desk.report(part)
    changes, currency = report.difference, report.currency
    kinds = {"jumps": changes.jumps, "new": changes.new, "gone": changes.gone, "dearer": changes.dearer,
             "cheaper": changes.cheaper, "other": changes.other}  # fmt: skip
    shown = {name: _changes(rows, currency, opens=name == "jumps") for name, rows in kinds.items()}
    return house_page(request, "draft.html", here=HERE, who=who, part=part, report=report, changes=shown)


def _changes(rows: Sequence[Change], currency: str, *, opens: bool) -> dict[str, object]:
    """One kind of change; it stands open where it is short and says what no other open one says."""
    opens = opens or not all(one.jump for one in rows)
    listed = [{"name": one.name, "jump": one.jump, "prices": one.prices(currency)} for one in rows[:MOST_ROWS]]
    return {"rows": listed, "count": len(rows), "more": len(rows) - len(listed),
            "open": opens and len(rows) <= FEW}  # fmt: skip


Part = Annotated[str, Form()]


@router.post("/publish")
def publish(shop: TheShop, who: Who, part: Part) -> RedirectResponse:
    """From now on carts get this draft."""
    shop.releases.desk.publish(part, who, shop.settings.now())
    shop.releases.look()
    return RedirectResponse(router.prefix, status_code=303)


@router.post("/discard")
def discard(shop: TheShop, part: Part) -> RedirectResponse:
    """Forgets a draft."""
    shop.releases.desk.discard(part)
    return RedirectResponse(router.prefix, status_code=303)


@router.post("/again")
def again(shop: TheShop, who: Who, part: Part, number: Annotated[int, Form()]) -> RedirectResponse:
    """An earlier release as a draft: it is looked at before it is published, as any other."""
    made = shop.releases.desk.again(part, number, who, shop.settings.now())
    return RedirectResponse(f"{router.prefix}/drafts/{made}", status_code=303)
