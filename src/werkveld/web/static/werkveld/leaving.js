// Signing out: what the page of the day kept on this phone goes too. What still waits for the network is told first.
(() => {
  "use strict";

  const NAME = "werkveld-day";
  const form = document.querySelector("form[data-leaving]");
  const note = document.querySelector("[data-still-waits]");
  if (!form || !window.indexedDB) return;

  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("deeds", { keyPath: "place", autoIncrement: true });
  opening.onsuccess = () => {
    const all = opening.result.transaction("deeds").objectStore("deeds").getAll();
    all.onsuccess = () => {
      const count = all.result.filter((deed) => !deed.refusal).length;
      if (note && count) note.hidden = false;
      opening.result.close();
    };
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.allSettled([
      window.caches?.delete(NAME),
      new Promise((done) => {
        const gone = indexedDB.deleteDatabase(NAME);
        gone.onsuccess = gone.onerror = gone.onblocked = done;
      }),
      ...workers.map((worker) => worker.unregister()),
    ]);
    form.submit(); // goes without asking this listener again
  });
})();
