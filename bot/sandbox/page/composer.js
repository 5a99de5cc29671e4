// Where one writes: messages, slash commands, with suggestions while typing.

import { post } from "./api.js";
import { suggestions } from "./commands.js";
import { fill, h, icon } from "./dom.js";
import { alarm, announce } from "./live.js";
import { acted } from "./surface.js";
import { T, failureText } from "./texts.js";

let count = 0;

export class Composer {
  /** `place()` -> {channel, thread_ts, label}: where what is written goes. */
  constructor({ session, root, place, sent = () => {} }) {
    Object.assign(this, { session, place, sent });
    const id = `composer-${(count += 1)}`;
    this.field = h("textarea", {
      id,
      rows: "1",
      "aria-controls": `${id}-list`,
      "aria-haspopup": "listbox",
      "aria-autocomplete": "list",
      "aria-describedby": `${id}-help`,
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onblur: () => this.suggest([]),
    });
    this.label = h("label", { for: id, class: "visually-hidden" });
    this.list = h("ul", { id: `${id}-list`, role: "listbox", "aria-label": T.suggestions, class: "suggestions", hidden: true });
    this.failure = h("p", { class: "failure", hidden: true });
    this.found = [];
    this.active = -1;
    const form = h(
      "form",
      { class: "composer-form", onsubmit: (event) => [event.preventDefault(), this.send()] },
      this.label,
      this.field,
      h("button", { type: "submit", class: "send", "aria-label": T.send, title: T.send }, icon("send")),
    );
    fill(root, this.failure, this.list, form, h("p", { id: `${id}-help`, class: "composer-help" }, T.composerHelp));
  }

  /** Say where one writes now. */
  show() {
    const { label } = this.place();
    this.label.textContent = label;
    this.field.placeholder = label;
    this.fail("");
  }

  /** Put words into the field, ready to send. */
  put(text) {
    this.field.value = text;
    this.grow();
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  async send() {
    const text = this.field.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    this.suggest([]);
    acted(text);
    const { channel, thread_ts } = this.place();
    const user = this.session.me;
    const command = text.match(/^(\/[^\s/]+)\s*([\s\S]*)$/);
    try {
      const answer = command
        ? await post("command", { user, channel, thread_ts, command: command[1], text: command[2] })
        : await post("say", { user, channel, thread_ts, text });
      this.fail(answer.failure ? failureText(answer.failure) : "");
      if (!answer.failure || !command) this.field.value = "";
      this.grow();
      this.sent();
    } catch (refusal) {
      this.fail(failureText(refusal.code ?? "network"));
    }
    this.sending = false;
  }

  fail(text) {
    this.failure.hidden = !text;
    this.failure.textContent = text;
    if (text) alarm(text);
  }

  typed() {
    this.grow();
    this.suggest(suggestions(this.field.value.slice(0, this.field.selectionStart), this.session));
  }

  grow() {
    this.field.rows = Math.min(6, this.field.value.split("\n").length + Math.floor(this.field.value.length / 90));
  }

  suggest(found) {
    if (found.length && found.length !== this.found.length) announce(T.suggestionCount(found.length));
    this.found = found;
    this.list.hidden = found.length === 0;
    // All words at once have no room for what each does; that comes with the first letter, and nothing scrolls.
    this.list.classList.toggle("many", found.length > 12);
    fill(this.list, found.map((suggestion, position) => this.option(suggestion, position)));
    this.activate(-1);
  }

  option({ label, hint, description }, position) {
    return h(
      "li",
      {
        id: `${this.field.id}-option-${position}`,
        role: "option",
        "aria-selected": "false",
        // mousedown, not click: the field keeps the focus
        onmousedown: (event) => [event.preventDefault(), this.pick(position)],
      },
      h("span", { class: "suggestion-label" }, label),
      " ",
      h("span", { class: "suggestion-hint" }, hint),
      " ",
      h("span", { class: "suggestion-description" }, description),
    );
  }

  activate(position) {
    this.active = position;
    for (const [at, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(at === position));
      if (at === position) option.scrollIntoView({ block: "nearest" });
    }
    if (position < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[position].id);
  }

  pick(position) {
    const { from, insert } = this.found[position];
    const after = this.field.value.slice(this.field.selectionStart);
    this.field.value = this.field.value.slice(0, from) + insert + after;
    this.field.setSelectionRange(from + insert.length, from + insert.length);
    this.typed();
  }

  key(event) {
    if (event.isComposing) return;
    const open = this.found.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const { length } = this.found;
      this.activate(this.active < 0 && step < 0 ? length - 1 : (this.active + step + length) % length);
    } else if (open && (event.key === "Tab" || (event.key === "Enter" && this.active >= 0)) && !event.shiftKey) {
      event.preventDefault();
      this.pick(Math.max(0, this.active));
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      this.suggest([]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }
}
