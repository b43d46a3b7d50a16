// Ranking without waiting: the buttons of the page, and dragging besides. Without this file each button asks the server.
(() => {
  "use strict";

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  const filled = (words, facts) => (words || "").replace(/\{(\w*)\}/g, (whole, name) => facts[name || "rank"] ?? whole);

  class Ranking {
    constructor(form) {
      this.form = form;
      this.list = form.querySelector("[data-wishes]");
      this.said = form.querySelector("[data-said]");
      this.words = form.dataset;
      form.addEventListener("click", (event) => this.pressed(event));
      this.list.addEventListener("pointerdown", (event) => this.grabbed(event));
      this.find();
      if ("stored" in this.words) {
        form.addEventListener("submit", () => (this.leaves = true));
        addEventListener("beforeunload", (event) => {
          if (this.isChanged() && !this.leaves) event.preventDefault();
        });
      }
    }

    rows() {
      return [...this.list.querySelectorAll(":scope > [data-key]")];
    }

    row(key) {
      return this.rows().find((row) => row.dataset.key === key);
    }

    title(row) {
      return row.querySelector("[data-title]").textContent.trim();
    }

    isChanged() {
      return this.rows().map((row) => row.dataset.key).join(" ") !== this.words.stored;
    }

    say(words, row) {
      const rows = this.rows();
      this.said.textContent = filled(words, { title: this.title(row), rank: rows.indexOf(row) + 1, count: rows.length });
    }

    pressed(event) {
      const button = event.target.closest("button[data-move], button[data-toggle]");
      if (!button) return;
      event.preventDefault();
      const [verb, key] = button.value.split(" ");
      if (verb === "add") this.add(button.closest("[data-choice]"));
      else if (verb === "remove") this.remove(this.row(key), button);
      else this.step(this.row(key), verb, button);
    }

    step(row, verb, button) {
      const other = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return this.say(verb === "up" ? this.words.wordsFirst : this.words.wordsLast, row);
      if (verb === "up") other.before(row);
      else other.after(row);
      button.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
      this.changed();
      this.say(this.words.wordsMoved, row);
    }

    add(choice) {
      const blank = this.form.querySelector("[data-blank]");
      const row = blank.content.firstElementChild.cloneNode(true);
      const { choice: key, period, periodName } = choice.dataset;
      row.dataset.key = key;
      row.dataset.period = period;
      row.querySelector("input[name=wish]").value = key;
      row.querySelectorAll("[data-title]").forEach((one) => (one.textContent = this.title(choice)));
      row.querySelector("[data-meta]").textContent = choice.querySelector("[data-meta]").textContent;
      row.querySelector("[data-period-words]").textContent = periodName ? `${periodName} · ` : "";
      const warning = choice.querySelector("[data-warning]");
      if (warning) {
        row.querySelector("[data-warning]").textContent = warning.textContent;
        row.querySelector("[data-warning]").hidden = false;
      }
      row.querySelectorAll("[data-move]").forEach((one) => (one.value = `${one.dataset.move} ${key}`));
      this.list.append(row);
      this.changed();
      this.say(this.words.wordsAdded, row);
    }

    remove(row, button) {
      const title = this.title(row);
      const next = row.nextElementSibling || row.previousElementSibling;
      const was = this.list.contains(button);
      row.remove();
      this.changed();
      this.said.textContent = filled(this.words.wordsRemoved, { title, count: this.rows().length });
      if (was) (next?.querySelector("[data-move=remove]") || document.getElementById("wishes"))?.focus();
    }

    // Everything that follows from the order.
    changed() {
      const rows = this.rows();
      const first = {};
      const ranks = {};
      rows.forEach((row, index) => {
        const rank = index + 1;
        const period = row.dataset.period || "";
        const note = row.querySelector("[data-same]");
        ranks[row.dataset.key] = rank;
        first[period] ??= rank;
        if (!note) return;
        note.hidden = !("periods" in this.words) || first[period] === rank;
        note.textContent = filled(this.words.wordsSame, { rank: first[period] });
      });
      this.form.querySelectorAll("[data-choice]").forEach((choice) => this.mark(choice, ranks[choice.dataset.choice]));
      const show = (name, isShown) => {
        const one = this.form.querySelector(`[data-${name}]`);
        if (one) one.hidden = !isShown;
      };
      show("none", !rows.length);
      show("few", rows.length && rows.length < Number(this.words.least));
      show("many", rows.length > Number(this.words.most));
      show("changed", "stored" in this.words && this.isChanged());
      const count = this.form.querySelector("[data-count]");
      if (count) count.textContent = rows.length;
      if ("saves" in this.words) this.save();
    }

    mark(choice, rank) {
      const button = choice.querySelector("[data-toggle]");
      const badge = choice.querySelector("[data-rank]");
      if (!button) return;
      button.value = `${rank ? "remove" : "add"} ${choice.dataset.choice}`;
      button.querySelector("[data-word]").textContent = rank ? this.words.wordsDrop : this.words.wordsAdd;
      badge.hidden = !rank;
      badge.textContent = filled(this.words.wordsRank, { rank });
    }

    // A list that is kept at once: the order goes to the server, and the page stays.
    async save() {
      const sent = new FormData(this.form);
      const answer = await fetch(this.form.action, { method: "POST", body: sent, credentials: "same-origin" }).catch(() => null);
      if (!answer?.ok) this.said.textContent = this.words.wordsFailed || "";
    }

    grabbed(event) {
      const grip = event.target.closest("[data-grip]");
      if (!grip || event.button) return;
      event.preventDefault();
      const row = grip.closest("[data-key]");
      const before = row.nextElementSibling;
      grip.setPointerCapture(event.pointerId);
      row.classList.add("is-dragged");
      // The others go around the row that is held: taken out of the page it would lose the finger.
      const move = (moved) => {
        const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
        for (let other; (other = row.previousElementSibling) && moved.clientY < middle(other); ) row.after(other);
        for (let other; (other = row.nextElementSibling) && moved.clientY > middle(other); ) row.before(other);
        if (moved.clientY < 60) scrollBy(0, -12);
        else if (moved.clientY > innerHeight - 60) scrollBy(0, 12);
      };
      const end = (ended) => {
        grip.removeEventListener("pointermove", move);
        row.classList.remove("is-dragged");
        grip.removeEventListener(ended.type === "pointerup" ? "pointercancel" : "pointerup", end);
        if (ended.type === "pointercancel") this.list.insertBefore(row, before);
        else if (row.nextElementSibling !== before) {
          this.changed();
          this.say(this.words.wordsMoved, row);
        }
      };
      grip.addEventListener("pointermove", move);
      grip.addEventListener("pointerup", end, { once: true });
      grip.addEventListener("pointercancel", end, { once: true });
    }

    // The search in the page answers while somebody types.
    find() {
      const words = this.form.querySelector("[name=q]");
      const period = this.form.querySelector("[name=period]");
      const button = this.form.querySelector("[data-find]");
      if (!words) return;
      button.hidden = true;
      const choices = [...this.form.querySelectorAll("[data-choice]")];
      const look = () => {
        const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
        const wanted = period?.value || "";
        let shown = 0;
        for (const choice of choices) {
          const text = `${this.title(choice)} ${choice.querySelector("[data-meta]").textContent}`.toLowerCase();
          const fits = asked.every((word) => text.includes(word)) && (!wanted || choice.dataset.period === wanted);
          choice.hidden = !fits;
          shown += fits;
        }
        const told = filled(this.words.wordsShown, { count: shown });
        this.form.querySelector("[data-shown]").textContent = told;
        this.form.querySelector("[data-nothing]").hidden = shown > 0;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => (this.said.textContent = told), 600);
      };
      words.addEventListener("input", look);
      words.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
      period?.addEventListener("change", look);
    }
  }

  document.querySelectorAll("[data-ranking]").forEach((form) => new Ranking(form));
})();
