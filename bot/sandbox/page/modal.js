// The app's modals. The browser's own dialog keeps the focus inside, makes the rest inert and hears Escape.

import { newest, post } from "./api.js";
import { blocks } from "./blocks.js";
import { fill, h, icon } from "./dom.js";
import { alarm } from "./live.js";
import { lack } from "./inputs.js";
import { plain } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { T, failureText } from "./texts.js";

export class Modals {
  constructor({ session }) {
    this.session = session;
    this.view = null;
    this.surface = null;
    this.typed = new Map(); // view id -> Map of what is filled in
    this.cameFrom = null;
    this.get = newest();
    this.dialog = h("dialog", { class: "dialog", "aria-labelledby": "modal-title" });
    this.dialog.addEventListener("cancel", (event) => [event.preventDefault(), this.close()]);
    document.body.append(this.dialog);
  }

  /** Show the modal that is on top, or none. */
  async refresh() {
    const found = await this.get("modals", { user: this.session.me });
    if (!found) return;
    const view = found.modals.at(-1) ?? null;
    if (!view) this.gone();
    else if (view.id !== this.view?.id || view.hash !== this.view.hash) this.show(view, {});
  }

  show(view, errors) {
    const isOpen = this.dialog.open;
    const sameView = view.id === this.view?.id;
    const focused = sameView ? document.activeElement?.dataset?.focus : null;
    if (!isOpen) this.cameFrom = document.activeElement;
    this.view = view;
    if (!this.typed.has(view.id)) this.typed.set(view.id, new Map());
    this.draw(errors);
    if (!isOpen) this.dialog.showModal();
    this.focus(errors, focused);
  }

  draw(errors) {
    const { view } = this;
    const failure = h("p", { class: "failure", hidden: true });
    this.failed = (text) => {
      failure.hidden = !text;
      failure.textContent = text;
    };
    const typed = this.typed.get(view.id);
    const { session, failed } = this;
    this.surface = new Surface({ session, kind: "modal", target: { view_id: view.id }, state: view.state, typed, errors, failed });
    fill(
      this.dialog,
      h(
        "form",
        { novalidate: true, onsubmit: (event) => [event.preventDefault(), this.submit()] },
        h(
          "header",
          { class: "dialog-head" },
          h("h2", { id: "modal-title", tabindex: "-1" }, plain(view.title?.text ?? "")),
          h("button", { type: "button", class: "tool", "aria-label": T.close, onclick: () => this.close() }, icon("close")),
        ),
        h("div", { class: "dialog-body" }, blocks(view.blocks, this.surface), failure),
        h(
          "div",
          { class: "dialog-buttons" },
          h("button", { type: "button", class: "button", onclick: () => this.close() }, view.close?.text ?? T.cancel),
          view.submit ? h("button", { type: "submit", class: "button primary" }, plain(view.submit.text)) : null,
        ),
      ),
    );
  }

  /** The first field at fault, else where the focus was, else the first field, else the title. */
  focus(errors, focused) {
    const fields = "input:not([type=hidden]), select, textarea";
    const invalid = this.dialog.querySelector("[aria-invalid=true]");
    const same = focused ? this.dialog.querySelector(`[data-focus="${CSS.escape(focused)}"]`) : null;
    const first = this.dialog.querySelector(`.dialog-body :is(${fields})`);
    (invalid ?? same ?? first ?? this.dialog.querySelector("#modal-title")).focus();
    const count = Object.keys(errors).length;
    if (count) alarm(T.fieldErrors(count));
  }

  async submit() {
    if (this.sending) return;
    const inputs = this.view.blocks.filter((block) => block.type === "input");
    const lacks = inputs.map((block) => [block.block_id, lack(block, this.surface)]).filter(([, what]) => what);
    if (lacks.length) {
      this.show(this.view, Object.fromEntries(lacks));
      return;
    }
    this.sending = true;
    const button = this.dialog.querySelector("[type=submit]");
    button?.setAttribute("aria-busy", "true");
    try {
      const state = this.surface.values();
      const answer = await post("view/submit", { user: this.session.me, view_id: this.view.id, state });
      if (Object.keys(answer.errors).length) this.show(this.view, answer.errors);
      else if (answer.failure) this.fail(answer.failure);
      else await this.refresh();
    } catch (refusal) {
      this.fail(refusal.code ?? "network");
    }
    button?.removeAttribute("aria-busy");
    this.sending = false;
  }

  fail(code) {
    this.failed(failureText(code));
    alarm(failureText(code));
  }

  async close() {
    try {
      await post("view/close", { user: this.session.me, view_id: this.view.id });
      await this.refresh();
    } catch {
      this.gone(); // it is closed for this person whatever the server says
    }
  }

  gone() {
    if (!this.view) return;
    this.view = null;
    this.typed.clear();
    this.dialog.close();
    const key = this.cameFrom?.dataset?.focus;
    const same = key ? document.querySelector(`[data-focus="${CSS.escape(key)}"]`) : null;
    (same ?? (this.cameFrom?.isConnected ? this.cameFrom : null))?.focus();
  }
}
