// Renews the list of calls twice a second, and only where it has changed, so that no button moves under a finger.
"use strict";
const list = document.getElementById("calls");
const ahead = Number(list.dataset.now) - Date.now() / 1000;
let shown = null;

function told() {
  for (const time of list.querySelectorAll("time")) {
    const waits = Math.max(0, Math.floor(Date.now() / 1000 + ahead - Number(time.dataset.since)));
    time.textContent = Math.floor(waits / 60) + ":" + String(waits % 60).padStart(2, "0");
  }
}

async function renew() {
  try {
    const answer = await fetch(location.origin + "/staff/calls", {cache: "no-store"});
    const text = (await answer.text()).replace(/(<time[^>]*>)[^<]*/g, "$1");
    if (answer.ok && text !== shown) {
      shown = text;
      list.innerHTML = text;
    }
    list.classList.toggle("stale", !answer.ok);
  } catch {
    list.classList.add("stale");
  }
  told();
  setTimeout(renew, 500);
}
renew();
