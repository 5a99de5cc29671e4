// The app's home tab, as the bot has published it for me.

import { newest, post } from "./api.js";
import { blocks } from "./blocks.js";
import { fill, h } from "./dom.js";
import { Surface } from "./surface.js";
import { T } from "./texts.js";

export class Home {
  constructor({ session, root }) {
    Object.assign(this, { session, root });
    this.typed = new Map();
    this.shown = null;
    this.get = newest();
  }

  /** I look at it: the bot hears, and publishes. */
  async open() {
    this.typed.clear();
    this.shown = null;
    await post("home/open", { user: this.session.me });
    await this.refresh();
  }

  async refresh() {
    const found = await this.get("home", { user: this.session.me });
    if (!found) return;
    const { view } = found;
    const json = JSON.stringify(view);
    if (json === this.shown) return;
    this.shown = json;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const failure = h("p", { class: "failure", hidden: true });
    const failed = (text) => {
      failure.hidden = !text;
      failure.textContent = text;
    };
    if (!view) {
      fill(this.root, h("p", { class: "empty" }, T.emptyHome));
      return;
    }
    const { session, typed } = this;
    const surface = new Surface({ session, kind: "home", target: { view_id: view.id }, state: view.state, typed, failed });
    fill(this.root, failure, h("div", { class: "home-blocks body" }, blocks(view.blocks, surface)));
    if (focused) this.root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}
