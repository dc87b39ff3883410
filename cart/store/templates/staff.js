// Renews the parts of the page that change by themselves, and only where they have, so that no button moves under a finger.
"use strict";
const calls = document.getElementById("calls");
const ahead = Number(calls.dataset.now) - Date.now() / 1000;

function told(part) {
  for (const time of part.querySelectorAll("time")) {
    const waits = Math.max(0, Math.floor(Date.now() / 1000 + ahead - Number(time.dataset.since)));
    time.textContent = Math.floor(waits / 60) + ":" + String(waits % 60).padStart(2, "0");
  }
}

async function renew(part, shown) {
  let now = shown;
  try {
    const answer = await fetch(location.origin + part.dataset.renew, {cache: "no-store"});
    const text = (await answer.text()).replace(/(<time[^>]*>)[^<]*/g, "$1");
    if (answer.ok && text !== shown) {
      now = text;
      part.innerHTML = text;
    }
    part.classList.toggle("stale", !answer.ok);
  } catch {
    part.classList.add("stale");
  }
  told(part);
  setTimeout(renew, Number(part.dataset.every), part, now);
}
for (const part of document.querySelectorAll("[data-renew]")) {
  renew(part, null);
}
