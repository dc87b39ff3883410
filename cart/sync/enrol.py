"""Enrolling a device over HTTP: `cart.identity.enrolment`'s code and proof, one exchange, one card."""

import json
from pathlib import Path

from cart.errors import TokenError
from cart.identity import enrolment, keys
from cart.identity.enrolment import Card, Identity, Role
from cart.sync.client import expect, table_of, words_of
from cart.sync.http import Http, timeout_for
from cart.tables import parse


class WrongStore(TokenError):
    """Another store answered than the one that made the code."""


def enrol(url: str, code: str, folder: Path, role: Role = "cart", name: str = "") -> Identity:
    """Makes this device known to the store at `url`, and keeps its key and card in `folder`.

    Raises TokenError for a wrong or used code, or a store that is not the one that made the code; StoreError when the
    store cannot be asked.
    """
    http = Http(url, timeout_for(url, 10.0), wait=lambda _: None)
    try:
        card = _exchange(http, enrolment.read_code(code), folder, (role, name))
    finally:
        http.close()
    enrolment.save(folder, Card(card.id, url, card.store_key))
    return Identity(card.id, enrolment.own_key(folder), url, keys.from_text(card.store_key))


def _exchange(http: Http, code: enrolment.OneTimeCode, folder: Path, asked: tuple[Role, str]) -> Card:
    (role, name), public = asked, keys.to_text(enrolment.own_key(folder).verify_key)
    request = {"role": role, "name": name, "public_key": public,
               "proof": enrolment.proof(code.secret, role, name, public)}  # fmt: skip
    headers = {"Content-Type": "application/json"}
    answer = http.ask("POST", "/v1/enrolments", json.dumps(request).encode(), headers)
    if answer.status in (403, 422):
        raise TokenError(words_of(answer))
    expect(answer, 201)
    card = parse(Card, table_of(answer) | {"url": ""}, "enrolment", TokenError)
    if enrolment.fingerprint(keys.from_text(card.store_key)) != code.fingerprint:
        raise WrongStore("This is not the store that made the code. Check the address and the network; tell staff.")
    return card
