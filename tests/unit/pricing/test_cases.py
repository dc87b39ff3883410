"""The public cases: every expected field, every prefix, and applications that an independent checker accepts."""

import json

import pytest

from cart.pricing.case import read_case
from cart.pricing.proof.check import check
from cart.pricing.results import answer
from tests.unit.pricing.shared import SHARED

PATHS = sorted((SHARED / "pricing" / "cases").glob("*.json")) if SHARED else []
pytestmark = pytest.mark.skipif(SHARED is None, reason="the public pricing cases are not beside this repository")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_expected_field_agrees(path):
    table = json.loads(path.read_text(encoding="utf-8"))
    case = read_case({k: v for k, v in table.items() if k not in ("expected", "witness", "meta", "tags", "note")})
    result = answer(case)
    assert {field: result[field] for field in table["expected"]} == table["expected"]
    assert result["proven"]
    assert result["refused_offers"] == []
    assert check(case, result) == []
