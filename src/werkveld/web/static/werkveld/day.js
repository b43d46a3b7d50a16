// The page of the day without the network. Each deed gets a number and a moment, waits in an outbox on the phone, and is
// sent in order; the server does each number once. Without this file every form is a plain form.
(() => {
  "use strict";

  const NAME = "werkveld-day";
  const page = document.querySelector("[data-day]");
  const strip = document.getElementById("outbox");
  if (!page || !strip || !window.indexedDB || !window.crypto?.randomUUID) return;
  const words = (name, fill = "") => (page.dataset[`words${name[0].toUpperCase()}${name.slice(1)}`] || "").replace("{}", fill);
  const person = page.dataset.day;

  const asked = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  const opened = (() => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("deeds", { keyPath: "place", autoIncrement: true });
    return asked(opening);
  })();
  const outbox = async (mode) => (await opened).transaction("deeds", mode).objectStore("deeds");
  const mine = async () => (await asked((await outbox("readonly")).getAll())).filter((deed) => deed.person === person);
  const waiting = async () => (await mine()).filter((deed) => !deed.refusal);
  const put = async (deed) => asked((await outbox("readwrite")).put(deed));
  const drop = async (deed) => asked((await outbox("readwrite")).delete(deed.place));

  // What the form says, without what only plain forms need.
  const factsOf = (form, button) => {
    const facts = {};
    for (const [name, value] of new FormData(form, button)) {
      if (["csrfmiddlewaretoken", "key", "where", "deed"].includes(name)) continue;
      if (name === "processes") (facts.processes ??= []).push(value);
      else facts[name] = value;
    }
    return facts;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-deed]");
    if (!form || !page.contains(form)) return;
    event.preventDefault();
    const button = event.submitter;
    const row = form.closest("[data-row]");
    const shown = button?.cloneNode(true);
    shown?.querySelectorAll(".visually-hidden, svg").forEach((part) => part.remove());
    await put({
      key: crypto.randomUUID(),
      deed: new FormData(form, button).get("deed"),
      facts: factsOf(form, button),
      done_at: new Date().toISOString(),
      person,
      row: row?.id ?? "",
      label: [form.dataset.name, form.dataset.label || shown?.textContent.trim()].filter(Boolean).join(": "),
    });
    form.reset();
    if (form.closest("details")) form.closest("details").open = false;
    await mark();
    await sendAtOnce();
  });

  // What waits is shown where it was done, and counted at the top.
  const mark = async () => {
    page.querySelectorAll("[data-waits]").forEach((one) => one.remove());
    for (const deed of await mine()) {
      const row = document.getElementById(deed.row) ?? page;
      const chip = document.createElement("p");
      chip.dataset.waits = "";
      chip.className = `one__waits${deed.refusal ? " one__waits--refused" : ""}`;
      chip.textContent = deed.refusal
        ? `${deed.label}. ${words("refused", deed.refusal)}`
        : `${deed.label} (${words("waits")})`;
      row === page ? row.prepend(chip) : row.append(chip);
    }
  };

  const tell = (text, tone = "") => {
    strip.textContent = text;
    strip.className = `outbox${tone ? ` outbox--${tone}` : ""}`;
    strip.hidden = !text;
  };

  const tellWaiting = async (also = "") => {
    const count = (await waiting()).length;
    const counted = count === 0 ? "" : count === 1 ? words("one") : words("many", count);
    const stale = navigator.onLine ? "" : `${words("offline")} ${words("seenAt", page.dataset.at)}`;
    tell([counted && `${counted}.`, also || stale].filter(Boolean).join(" "), counted || stale || also ? "waits" : "");
  };

  const AT_ONCE = 100; // what waits longest goes first; the server takes no more than twice this
  const SOONEST = 1000; // a network that is only just there often fails the first time, so soon again, then ever later
  const LATEST = 20000;
  let busy = false;
  let again = false;
  let pause = SOONEST;
  let turn;
  const send = async () => {
    if (busy) return void (again = true);
    busy = true;
    clearTimeout(turn);
    try {
      do {
        again = false;
        await sendOnce();
      } while (again);
    } finally {
      busy = false;
      turn = setTimeout(async () => (await waiting()).length && send(), pause);
      pause = Math.min(2 * pause, LATEST);
    }
  };
  const sendAtOnce = () => {
    pause = SOONEST;
    return send();
  };

  const sendOnce = async () => {
    const every = await waiting();
    const deeds = every.slice(0, AT_ONCE);
    if (!deeds.length) return strip.matches(".outbox--saved") ? undefined : tellWaiting();
    tell(words("sending"));
    const body = JSON.stringify({ deeds: deeds.map(({ key, deed, facts, done_at }) => ({ key, deed, facts, done_at })) });
    let answer;
    try {
      answer = await fetch(page.dataset.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" },
        credentials: "same-origin",
        redirect: "manual",
        body,
      });
    } catch {
      return tellWaiting(words("offline"));
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) return tellWaiting(words("signedOut"));
    if (!answer.ok) return tellWaiting();
    const told = new Map((await answer.json()).deeds.map((one) => [one.key, one.refusal]));
    for (const deed of deeds) {
      if (!told.has(deed.key)) continue;
      if (told.get(deed.key)) await put({ ...deed, refusal: told.get(deed.key) });
      else await drop(deed);
    }
    await renew();
    if (every.length > deeds.length) return void (again = true);
    tell(words("saved"), "saved");
  };

  // The page as it is now; what has the focus and what is open stays so.
  const renew = async () => {
    let fresh;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) return mark();
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-day]");
    } catch {
      return mark();
    }
    if (!fresh) return mark();
    const row = document.activeElement?.closest?.("[data-row]")?.id;
    const open = [...page.querySelectorAll("details[open]")].map((one) => one.closest("[id]")?.id);
    page.replaceChildren(...fresh.childNodes);
    page.dataset.at = fresh.dataset.at;
    page.querySelectorAll("details").forEach((one) => (one.open = open.includes(one.closest("[id]")?.id) && !one.closest("[data-row]")));
    show();
    await mark();
    if (row) document.getElementById(row)?.focus({ preventScroll: true });
  };

  // Whether somebody was helped is said once the appointment has begun; without network the clock of the phone shows it,
  // and in a demo the clock that stands still.
  const now = () => (page.dataset.clock ? new Date(page.dataset.clock) : new Date());
  const show = () => page.querySelectorAll("[data-from]").forEach((one) => (one.hidden = new Date(one.dataset.from) > now()));
  setInterval(show, 10000);

  addEventListener("online", sendAtOnce);
  addEventListener("offline", () => tellWaiting());
  document.addEventListener("visibilitychange", () => document.hidden || (show(), sendAtOnce()));

  // What was refused on another day is of no use today.
  const tidy = async () => {
    for (const deed of await mine())
      if (deed.refusal && new Date(deed.done_at).toDateString() !== new Date().toDateString()) await drop(deed);
  };

  // The page and its parts are kept from the first visit on.
  const keep = async () => {
    if (!navigator.serviceWorker || !window.caches) return;
    const keepsItself = navigator.serviceWorker.controller; // then it kept this page while it was fetched
    await navigator.serviceWorker.register(page.dataset.worker, { scope: location.pathname });
    await navigator.serviceWorker.ready;
    if (!keepsItself) {
      const known = await caches.open(NAME);
      const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name));
      const ours = parts.filter((one) => one.origin === location.origin && /^\/(static\/|brand\.css)/.test(one.pathname));
      await Promise.allSettled([known.add(location.pathname), ...ours.map((one) => known.add(one.href))]);
    }
    document.documentElement.dataset.dayKept = "";
  };

  show();
  tidy().then(mark).then(send);
  keep().catch(() => {});
})();
