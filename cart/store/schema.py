"""The store's tables, step by step: each runs once on a file, in order, and never changes once it is published."""

FIRST = """
create table if not exists devices (
  id text primary key, role text not null, public_key text not null, enrolled integer not null, revoked integer);
create table if not exists codes (secret text primary key, role text not null, until integer not null);
create table if not exists versions (what text primary key, value integer not null);
create table if not exists catalogs (serial integer primary key autoincrement, digest text not null);
create table if not exists sessions (
  sid text primary key, cart text not null, head text not null, body blob not null, receipt blob not null,
  page text not null unique, lane text not null, due integer not null, currency text not null,
  received integer not null, claimed_by text not null default '', claimed_until integer not null default 0);
create table if not exists settlements (
  sid text primary key, head text not null, lane text not null, cart text not null, tender text not null,
  cents integer not null, currency text not null, receipt text not null unique, at integer not null);
create table if not exists answers (
  sid text not null, n integer not null, question text not null, said text not null, gross_g integer not null,
  who text not null, at integer not null, primary key (sid, n));
create table if not exists left_trips (
  sid text primary key, cart text not null, goods text not null, at integer not null, seen integer not null default 0);
create table if not exists judged (sid text primary key, head text not null, due integer not null,
  cash_due integer not null, unanswered text not null);
create table if not exists conflicts (
  sid text not null, lane text not null, receipt text not null, cents integer not null, at integer not null,
  primary key (sid, lane, receipt))
"""

EVIDENCE = """
create table sessions_2 (
  sid text not null, cart text not null, head text not null, body blob not null, receipt blob not null,
  page text not null, lane text not null, due integer not null, currency text not null, received integer not null,
  claimed_by text not null default '', claimed_until integer not null default 0, primary key (sid, cart));
insert into sessions_2 select sid, cart, head, body, receipt, page, lane, due, currency, received, claimed_by,
  claimed_until from sessions order by rowid;
drop table sessions;
alter table sessions_2 rename to sessions;
create index session_pages on sessions (page);
create table sales (
  sid text not null, cart text not null, key text not null, head text not null, lane text not null,
  tender text not null, cents integer not null, currency text not null, receipt text not null, at integer not null,
  paid integer not null default 0, due integer, unanswered text not null default '', lacking text not null default '',
  primary key (sid, cart, key), unique (key, receipt));
create unique index paid_once on sales (sid, cart) where paid;
insert into sales select s.sid, s.cart, coalesce((select public_key from devices d where d.id = 'lane-' || s.lane), ''),
  s.head, s.lane, s.tender, s.cents, s.currency, s.receipt, s.at, 1,
  (select case s.tender when 'cash' then j.cash_due else j.due end from judged j where j.sid = s.sid),
  coalesce((select unanswered from judged j where j.sid = s.sid), ''), '' from settlements s order by s.rowid;
create table answers_2 (
  sid text not null, cart text not null, key text not null, n integer not null, question text not null,
  said text not null, gross_g integer not null, who text not null, at integer not null,
  primary key (sid, cart, key, n));
insert into answers_2 select a.sid, s.cart, s.key, a.n, a.question, a.said, a.gross_g, a.who, a.at
  from answers a join sales s on s.sid = a.sid;
drop table answers;
alter table answers_2 rename to answers;
create table left_2 (
  sid text not null, cart text not null, goods text not null, at integer not null, seen integer not null default 0,
  primary key (sid, cart));
insert into left_2 select sid, cart, goods, at, seen from left_trips order by rowid;
drop table left_trips;
alter table left_2 rename to left_trips;
drop table settlements;
drop table judged
"""

INVITATIONS = "alter table codes add column uses integer not null default 1"

RELEASES = """
create table releases (serial integer primary key, name text not null, at integer not null);
create table published (
  what text not null, since integer not null, until integer, record text not null, primary key (what, since));
create table odd_trips (
  sid text not null, cart text not null, head text not null, words text not null, said integer not null,
  due integer not null, currency text not null, at integer not null, seen integer not null default 0,
  primary key (sid, cart));
alter table devices add column suspect text not null default ''
"""

PEOPLE = """
create table badges (
  id text primary key, person text not null, role text not null, since integer not null, until integer not null,
  given_by text not null, taken_back integer not null default 0);
create table alarms (
  device text not null, kind text not null, times integer not null, at integer not null,
  seen integer not null default 0, primary key (device, kind));
create table acts (sid text not null, cart text not null, words text not null, primary key (sid, cart))
"""

DESK = """
alter table releases add column who text not null default '';
alter table releases add column part text not null default ''
"""

WAITING = """
alter table sessions add column waiting integer not null default 0;
alter table sessions add column trouble text not null default '';
create index received_sessions on sessions (received);
create index waiting_sessions on sessions (received) where waiting;
create index stuck_sessions on sessions (cart) where trouble <> ''
"""

FLOOR = """
create index sessions_by_cart on sessions (cart, received);
create index sales_by_day on sales (at)
"""

SUMS = """
create table sums (
  day integer not null, currency text not null, sales integer not null, cents integer not null,
  primary key (day, currency));
insert into sums select at / 86400, currency, count(*), sum(cents) from sales where paid group by 1, 2;
create table tallies (cart text primary key, sessions integer not null);
insert into tallies select cart, count(*) from sessions group by cart;
create index told_sales on sales (at) where not paid
"""

STEPS = (FIRST, EVIDENCE, INVITATIONS, RELEASES, PEOPLE, DESK, WAITING, FLOOR, SUMS)

NEWEST = "select sid, cart from sessions order by received desc, rowid desc limit ?"
"""The keys of the newest sessions: what a page shows, however many there are."""
