// Small comforts. Every page works without this file.
(() => {
  "use strict";

  // A summary of errors takes the focus once; without this file autofocus does the same in most browsers.
  document.querySelector("[data-error-summary]")?.focus();

  // A link that points at a field also opens what the field is folded into.
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target?.closest?.("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Printing shows what is folded away, and folds it again.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")].filter((one) => !one.matches(".facets"));
    opened.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)));

  /* Suggestions for a field with data-suggestions="URL". The address gets ?q=… and answers
     [{"value": "…", "label": "…", "detail": "…"}]. A text area asks only between data-open (such as "{{") and the
     caret, and puts data-close behind what was chosen. The keyboard never leaves the field. */
  let count = 0;
  class Suggestions {
    constructor(field) {
      this.field = field;
      this.open = field.dataset.open || "";
      this.close = field.dataset.close || "";
      this.options = [];
      this.at = -1;
      this.asked = 0;
      const box = document.createElement("div");
      box.className = "suggest";
      field.before(box);
      box.append(field);
      this.list = document.createElement("ul");
      this.list.className = "suggest__list";
      this.list.id = `suggest-${++count}`;
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", field.dataset.wordsList || field.labels?.[0]?.textContent || "");
      this.status = document.createElement("div");
      this.status.className = "visually-hidden";
      this.status.setAttribute("role", "status");
      box.append(this.list, this.status);
      field.setAttribute("autocomplete", "off");
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-controls", this.list.id);
      if (field.tagName === "INPUT") {
        field.setAttribute("role", "combobox");
        field.setAttribute("aria-expanded", "false");
      }
      field.addEventListener("input", () => this.soon());
      field.addEventListener("keydown", (event) => this.key(event));
      field.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
      this.list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const item = event.target.closest("[role=option]");
        if (item) this.choose([...this.list.children].indexOf(item));
      });
    }

    // What is being typed, or null when nothing asks for suggestions here.
    question() {
      const before = this.field.value.slice(0, this.field.selectionStart ?? undefined);
      if (!this.open) return before.trim();
      const from = before.lastIndexOf(this.open);
      const typed = from < 0 ? null : before.slice(from + this.open.length);
      return typed === null || /[\n]/.test(typed) || (this.close && typed.includes(this.close)) ? null : typed.trim();
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 120);
    }

    async ask() {
      const question = this.question();
      if (question === null || (!this.open && question.length < 2)) return this.hide();
      const turn = ++this.asked;
      const address = new URL(this.field.dataset.suggestions, location.href);
      address.searchParams.set("q", question);
      try {
        const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
        if (answer.ok && turn === this.asked) this.show(await answer.json());
      } catch {
        this.hide();
      }
    }

    show(options) {
      this.options = options.slice(0, 12);
      this.list.replaceChildren(...this.options.map((option, index) => this.item(option, index)));
      this.list.hidden = !this.options.length;
      if (this.field.tagName === "INPUT") this.field.setAttribute("aria-expanded", String(!this.list.hidden));
      this.status.textContent = (this.field.dataset.wordsCount || "{}").replace("{}", this.options.length);
      this.mark(this.open && this.options.length ? 0 : -1);
    }

    item(option, index) {
      const item = document.createElement("li");
      item.className = "suggest__option";
      item.id = `${this.list.id}-${index}`;
      item.setAttribute("role", "option");
      for (const [name, words] of [["label", option.label ?? option.value], ["code", option.detail ?? ""]]) {
        const part = document.createElement("span");
        part.className = `suggest__${name}`;
        part.textContent = words;
        item.append(part);
      }
      return item;
    }

    hide() {
      this.asked++;
      this.options = [];
      this.list.hidden = true;
      this.field.removeAttribute("aria-activedescendant");
      if (this.field.tagName === "INPUT") this.field.setAttribute("aria-expanded", "false");
    }

    mark(at) {
      this.at = at;
      [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      const item = this.list.children[at];
      if (item) {
        this.field.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
      } else this.field.removeAttribute("aria-activedescendant");
    }

    key(event) {
      if (this.list.hidden) return;
      const last = this.options.length - 1;
      const moves = { ArrowDown: this.at < last ? this.at + 1 : 0, ArrowUp: this.at > 0 ? this.at - 1 : last };
      if (event.key in moves) this.mark(moves[event.key]);
      else if (["Enter", "Tab"].includes(event.key) && this.at >= 0) this.choose(this.at);
      else if (event.key === "Escape") this.hide();
      else return;
      if (event.key !== "Tab" || this.at >= 0) event.preventDefault();
    }

    choose(index) {
      const { field } = this;
      const value = this.options[index].value;
      if (this.open) {
        const caret = field.selectionStart;
        const from = field.value.slice(0, caret).lastIndexOf(this.open) + this.open.length;
        const closed = this.close && field.value.slice(caret).startsWith(this.close);
        field.setRangeText(value + (closed ? "" : this.close), from, caret, "end");
        if (closed) field.selectionStart = field.selectionEnd = from + value.length + this.close.length;
      } else field.value = value;
      this.hide();
      field.focus();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  const enhance = (root) => root.querySelectorAll?.("[data-suggestions]:not([aria-autocomplete])").forEach((field) => new Suggestions(field));
  enhance(document);
  document.addEventListener("htmx:after:swap", () => enhance(document));
})();
