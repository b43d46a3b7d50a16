// Keeps the page of the day, and what it is made of, for when there is no network. Asks the network first.
"use strict";

const KEPT = "werkveld-day";
const LONGEST = 16 * 60 * 60 * 1000; // a page of yesterday is not shown
const page = new URL(registration.scope).pathname;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === page) event.respondWith(theDay(request));
  else if (url.pathname.startsWith("/static/") || url.pathname === "/brand.css") event.respondWith(part(request));
});

async function theDay(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return kept(page);
  }
  const known = await caches.open(KEPT);
  // Who is signed out is sent elsewhere: then nothing of the day stays on this phone.
  if (answer.ok && !answer.redirected) await known.put(page, answer.clone());
  else if (answer.status < 500) await known.delete(page);
  return answer;
}

async function part(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(KEPT)).put(request, answer.clone());
    return answer;
  } catch {
    return kept(request);
  }
}

async function kept(what) {
  const found = await (await caches.open(KEPT)).match(what, { ignoreVary: true });
  const since = Date.parse(found?.headers.get("Date") ?? "");
  if (!found || (what === page && Date.now() - since > LONGEST)) return Response.error();
  return found;
}
