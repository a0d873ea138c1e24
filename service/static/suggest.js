/**
 * Completes names while people type, after the ARIA combobox pattern.
 *
 * An element with `data-suggest="district"` holds one text field; what stands in the attribute is
 * the kind that is asked for, empty for every kind. Choosing an entry opens its page, or with
 * `data-fill` puts its key into the field. Without this script the form is sent as usual.
 */

const WAIT_MS = 120;
const language = document.documentElement.lang;

/**
 * @typedef {{key: string, name: string, type: string, url: string}} Match
 */

/**
 * Ask the service what a text may mean.
 * @param {string} text
 * @param {string} kind
 * @param {AbortSignal} signal
 * @returns {Promise<Match[]>}
 */
async function ask(text, kind, signal) {
  const query = new URLSearchParams({ q: text, kind, limit: "8", lang: language });
  const answer = await fetch(`/api/v1/suggest?${query}`, { signal });
  return answer.ok ? (await answer.json()).member : [];
}

/** One field with its list. */
class Combobox {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.kind = box.dataset.suggest;
    this.fills = "fill" in box.dataset;
    this.field = box.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `${this.field.id}-liste`;
    this.list.className = "suggest-list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", language === "en" ? "Suggestions" : "Vorschläge");
    this.list.hidden = true;
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-expanded", "false");
    this.field.setAttribute("aria-controls", this.list.id);
    box.append(this.list);
    this.matches = [];
    this.chosen = -1;
    this.field.addEventListener("input", () => this.later());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.show([]));
    // mousedown comes before blur, which would hide the entry
    this.list.addEventListener("mousedown", (event) => this.pick(event));
  }

  /** Ask when typing pauses; an older question is dropped. */
  later() {
    clearTimeout(this.timer);
    this.running?.abort();
    const text = this.field.value.trim();
    if (text.length < 2) {
      this.show([]);
      return;
    }
    this.timer = setTimeout(() => this.fill(text), WAIT_MS);
  }

  /** @param {string} text */
  async fill(text) {
    this.running = new AbortController();
    try {
      this.show(await ask(text, this.kind, this.running.signal));
    } catch (error) {
      if (error.name !== "AbortError") this.show([]);
    }
  }

  /** @param {Match[]} matches */
  show(matches) {
    this.matches = matches;
    this.mark(-1);
    this.list.replaceChildren(...matches.map((match, place) => this.entry(match, place)));
    this.list.hidden = matches.length === 0;
    this.field.setAttribute("aria-expanded", String(matches.length > 0));
  }

  /**
   * @param {Match} match
   * @param {number} place
   */
  entry(match, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = match.name;
    return item;
  }

  /** @param {number} place */
  mark(place) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = place;
    const item = this.list.children[place];
    if (!item) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", item.id);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const count = this.matches.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      this.show([]);
    } else if (event.key === "ArrowDown" && count) {
      event.preventDefault();
      this.mark((this.chosen + 1) % count);
    } else if (event.key === "ArrowUp" && count) {
      event.preventDefault();
      this.mark((this.chosen - 1 + count) % count);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.matches[this.chosen]);
    }
  }

  /** @param {MouseEvent} event */
  pick(event) {
    const place = [...this.list.children].indexOf(event.target.closest("li"));
    if (place < 0) return;
    event.preventDefault();
    this.open(this.matches[place]);
  }

  /** @param {Match} match */
  open(match) {
    if (this.fills) {
      this.field.value = match.key;
      this.show([]);
      return;
    }
    const address = new URL(match.url, location.origin);
    if (language === "en") address.searchParams.set("lang", "en");
    location.assign(address);
  }
}

for (const box of document.querySelectorAll("[data-suggest]")) new Combobox(box);
