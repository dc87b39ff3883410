"""Staff's badges, and what carts tell of people: wrong badges, and what staff did on a cart. In the store's file."""

from collections.abc import Iterable
from dataclasses import dataclass

from cart.facts import Fact, LineRemoved, PriceOverridden, StaffCame, TripEnded, WeightTrusted
from cart.handover.durable import Durable
from cart.identity.badge import Badge, TakenBack
from cart.store.schema import NEWEST
from cart.sync.alarms import Alarm
from cart.trip.story import money

ENDED = "ended by staff, nothing sold"


@dataclass(frozen=True)
class Given:
    """A badge that was given, by whom (the name at the staff page), and when it was taken back (0: it was not)."""

    badge: Badge
    by: str
    taken_back: int = 0


class BadgeBook:
    """The badges and alarms in the store's file."""

    def __init__(self, file: Durable) -> None:
        self._file = file

    def give(self, badge: Badge, by: str) -> None:
        """Keeps a badge."""
        values = (badge.id, badge.person, badge.role, badge.since, badge.until, by)
        self._file.write("insert into badges (id, person, role, since, until, given_by) values (?,?,?,?,?,?)", values)

    def take_back(self, id_: str, now: int) -> None:
        """From now on no cart that hears of it lets this badge in."""
        self._file.write("update badges set taken_back = ? where id = ? and taken_back = 0", [now, id_])

    def valid(self, now: int) -> list[Given]:
        """The badges whose shift is not over and that were not taken back, the newest first."""
        rows = self._file.rows("select * from badges where until > ? and taken_back = 0 order by rowid desc", [now])
        return [Given(Badge(*tuple(row)[:5]), row["given_by"], row["taken_back"]) for row in rows]

    def taken_back(self, now: int) -> TakenBack:
        """Those that were, while their shift is not over."""
        rows = self._file.rows("select id from badges where until > ? and taken_back > 0 order by id", [now])
        return TakenBack(now, tuple(row["id"] for row in rows))

    def unknown(self, staff: Iterable[str]) -> list[str]:
        """Those of these people who never had a badge of this store; nobody, while it has given none."""
        if self._file.row("select 1 from badges limit 1") is None:
            return []
        return [who for who in dict.fromkeys(staff) if not self._given(who)]

    def _given(self, who: str) -> bool:
        person, _, id_ = who.rpartition(" ")
        return self._file.row("select 1 from badges where id = ? and person = ?", [id_, person]) is not None

    # --- what carts tell

    def alarm(self, device: str, alarm: Alarm) -> None:
        """A cart's alarm; the same again changes nothing, a new one stands until a person has seen it."""
        sql = """insert into alarms values (?,?,?,?,0) on conflict (device, kind) do update set
                 times = excluded.times, at = excluded.at, seen = 0
                 where (times, at) <> (excluded.times, excluded.at)"""
        self._file.write(sql, [device, alarm.kind, alarm.times, alarm.at])

    def alarms(self) -> list[tuple[str, Alarm]]:
        """The alarms that nobody has seen: the device, and what it told."""
        rows = self._file.rows("select * from alarms where not seen order by at desc")
        return [(row["device"], Alarm(row["kind"], row["times"], row["at"])) for row in rows]

    def seen(self, device: str) -> None:
        """A person saw a device's alarms."""
        self._file.write("update alarms set seen = 1 where device = ?", [device])

    def note(self, sid: str, cart: str, acts: Iterable[str]) -> None:
        """Keeps what staff did in a trip."""
        self._file.write("insert or replace into acts values (?,?,?)", [sid, cart, "\n".join(acts)])

    def acts(self, most: int) -> dict[tuple[str, str], list[str]]:
        """What staff did in the newest sessions, by trip."""
        rows = self._file.rows(f"select * from acts where (sid, cart) in ({NEWEST})", [most])
        return {(row["sid"], row["cart"]): row["words"].splitlines() for row in rows}


def acts_of(facts: Iterable[Fact]) -> list[str]:
    """What staff did in a trip, a line each."""
    return [words for words in map(_act, facts) if words]


def staff_of(facts: Iterable[Fact]) -> list[str]:
    """Who acted as staff in a trip."""
    return [
        fact.staff for fact in facts if isinstance(fact, StaffCame | PriceOverridden | WeightTrusted) and fact.staff
    ]


def _act(fact: Fact) -> str:
    match fact:
        case StaffCame():
            return f"{fact.staff} came"
        case LineRemoved() if fact.staff:
            return f"{fact.staff} took line {fact.line} off"
        case WeightTrusted():
            return f"{fact.staff} settled the weight"
        case PriceOverridden():
            return f"{fact.staff} asked {money(fact.price_cents)} for lines {', '.join(fact.lines)}"
        case TripEnded() if fact.how == "abandoned":
            return ENDED
    return ""
