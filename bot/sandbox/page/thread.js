// The side panel: one message and what was answered to it.

import { newest } from "./api.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messages.js";
import { T } from "./texts.js";

export class ThreadPanel {
  constructor({ session, root, closed }) {
    Object.assign(this, { session, root, closed });
    this.channel = null;
    this.ts = null;
    this.cameFrom = null;
    this.get = newest();
    const scroller = root.querySelector(".scroller");
    this.list = new MessageList({ session, scroller, list: root.querySelector("ol"), inThread: true });
    this.composer = new Composer({
      session,
      root: root.querySelector(".composer"),
      place: () => ({ channel: this.channel, thread_ts: this.ts, label: T.writeInThread }),
    });
    root.querySelector("[data-close]").addEventListener("click", () => this.close());
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
  }

  get isOpen() {
    return this.ts !== null;
  }

  async open(channel, ts) {
    this.cameFrom = document.activeElement;
    Object.assign(this, { channel, ts });
    this.list.clear();
    this.root.hidden = false;
    document.body.classList.add("with-thread");
    this.composer.show();
    await this.refresh();
    this.root.querySelector("h2").focus();
  }

  async refresh() {
    if (!this.isOpen) return;
    const { channel, ts } = this;
    const found = await this.get("messages", { user: this.session.me, channel, thread_ts: ts, limit: 200 });
    if (found && ts === this.ts) this.list.show(channel, found.messages);
  }

  close() {
    if (!this.isOpen) return;
    const key = this.cameFrom?.dataset?.focus;
    this.ts = null;
    this.root.hidden = true;
    document.body.classList.remove("with-thread");
    this.closed();
    const same = key ? document.querySelector(`[data-focus="${CSS.escape(key)}"]`) : null;
    (same ?? (this.cameFrom?.isConnected ? this.cameFrom : null))?.focus();
  }
}
