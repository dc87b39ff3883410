"""HTML from templates: escaped, without script, and with headers that keep it so."""

import datetime
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent / "templates"
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a browser names no origin for our own forms either
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
LIVE = "; script-src 'self'; connect-src 'self'; font-src 'self'"
SCRIPT = (HERE / "staff.js").read_text(encoding="utf-8")
STYLE = (HERE / "style.css").read_text(encoding="utf-8")
_templates = Environment(
    loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(template: str, **values: object) -> HTMLResponse:
    """A page from a template; every value is escaped."""
    return HTMLResponse(_templates.get_template(template).render(**values), headers=SAFE)


def live_page(template: str, **values: object) -> HTMLResponse:
    """The same, with the store's own script and no other: it asks this store for what is new."""
    headers = SAFE | {"Content-Security-Policy": SAFE["Content-Security-Policy"] + LIVE}
    return HTMLResponse(_templates.get_template(template).render(**values), headers=headers)


def moment(seconds: int) -> str:
    """Seconds since 1970 as the store's wall time, to the minute."""
    return datetime.datetime.fromtimestamp(seconds).isoformat(sep=" ", timespec="minutes")
