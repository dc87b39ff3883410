// Renews the parts of a page that change by themselves, only where they have, so that no button moves under a finger.
"use strict";
const clock = document.querySelector("[data-now]");
const ahead = clock ? Number(clock.dataset.now) - Date.now() / 1000 : 0;

function told(part) {
  for (const time of part.querySelectorAll("time[data-since]")) {
    const waits = Math.max(0, Math.floor(Date.now() / 1000 + ahead - Number(time.dataset.since)));
    time.textContent = Math.floor(waits / 60) + ":" + String(waits % 60).padStart(2, "0");
  }
}

async function renew(part, tag) {
  let now = tag;
  try {
    const answer = await fetch(location.origin + part.dataset.renew, {headers: tag ? {"If-None-Match": tag} : {}});
    if (answer.status === 200) {
      now = answer.headers.get("ETag");
      part.innerHTML = await answer.text();
      part.dispatchEvent(new Event("renewed", {bubbles: true}));
    }
    part.classList.toggle("stale", answer.status !== 200 && answer.status !== 304);
  } catch {
    part.classList.add("stale");
  }
  told(part);
  setTimeout(renew, Number(part.dataset.every), part, now);
}

function sift() {
  for (const search of document.querySelectorAll("[data-filter]")) {
    const wanted = search.value.toLowerCase().split(/\s+/);
    for (const one of document.getElementsByClassName(search.dataset.filter)) {
      const text = one.textContent.toLowerCase();
      one.hidden = !wanted.every(word => text.includes(word));
    }
  }
}

let waiting = document.querySelectorAll(".need.ask").length;

function chime() {
  const before = waiting;
  waiting = document.querySelectorAll(".need.ask").length;
  if (waiting <= before) return;
  const sound = new AudioContext();
  for (const [pitch, at] of [[660, 0], [880, 0.18]]) {
    const tone = sound.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.15);
  }
}
document.addEventListener("input", sift);
document.addEventListener("renewed", sift);
document.addEventListener("renewed", chime);
told(document);
for (const part of document.querySelectorAll("[data-renew]")) {
  setTimeout(renew, Number(part.dataset.every), part, part.dataset.tag || null);
}
