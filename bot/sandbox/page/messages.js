// A list of messages that keeps itself up to date: only what changed is drawn anew, and the focus stays put.

import { arrange, h } from "./dom.js";
import { message } from "./message.js";
import { T } from "./texts.js";
import { day, localDate, timeOf } from "./time.js";

export class MessageList {
  /** `scroller` holds `list`; `openThread` is given to each message. */
  constructor({ session, scroller, list, openThread, inThread = false }) {
    Object.assign(this, { session, scroller, list, openThread, inThread });
    this.drawn = new Map(); // ts -> {json, node, typed}
    this.between = new Map(); // what stands between messages, by its text
    this.channel = null;
    this.newFrom = null; // ts of the first message that was unread when the channel was opened
    this.list.addEventListener("keydown", (event) => this.move(event));
  }

  /** Forget what is shown: the next list is drawn from scratch, at its end. */
  clear() {
    this.channel = null;
    this.drawn.clear();
  }

  /** Show these messages; with another channel than before, from scratch and at the end. */
  show(channel, messages, { unread = 0 } = {}) {
    const fresh = channel !== this.channel;
    const atEnd = fresh || this.isAtEnd();
    if (fresh) {
      this.drawn.clear();
      this.channel = channel;
      this.newFrom = unread > 0 ? (messages.at(-unread)?.ts ?? messages[0]?.ts ?? null) : null;
    }
    const focused = this.focusKey();
    const before = this.drawn;
    this.drawn = new Map(messages.map((found) => [found.ts, this.node(found, before.get(found.ts))]));
    arrange(this.list, messages.length ? this.rows(messages) : [this.line("empty", T.noMessages)]);
    this.refocus(focused);
    if (atEnd) this.toEnd();
  }

  /** What scrolls: the list's own box, or on a narrow screen the whole page. */
  get scrolling() {
    return getComputedStyle(this.scroller).overflowY === "visible" ? document.scrollingElement : this.scroller;
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scrolling;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  /** To the last message; to the beginning of one that is taller than what can be seen. */
  toEnd() {
    const last = this.list.querySelector(".message:last-child");
    this.scrolling.scrollTop = this.scrolling.scrollHeight;
    if (last && last.offsetHeight > this.scrolling.clientHeight) last.scrollIntoView({ block: "start" });
  }

  /** Where a message stands, in view and focused: for those who follow the guide. */
  find(ts) {
    return this.drawn.get(ts)?.node;
  }

  node(found, before) {
    const json = JSON.stringify(found);
    if (before?.json === json) return before;
    const typed = before?.typed ?? new Map();
    const { session, channel, openThread, inThread } = this;
    return { json, typed, node: message(found, { session, channel, openThread, typed, inThread }) };
  }

  rows(messages) {
    let lastDay = null;
    return messages.flatMap((found) => {
      const date = localDate(timeOf(found.ts));
      const heading = date === lastDay ? null : this.line("day", day(timeOf(found.ts)));
      lastDay = date;
      const mark = found.ts === this.newFrom ? this.line("new-mark", T.newMessages) : null;
      return [heading, mark, this.drawn.get(found.ts).node].filter(Boolean);
    });
  }

  /** A line between messages; asked again, the same one. */
  line(name, text) {
    const key = `${name} ${text}`;
    if (!this.between.has(key)) this.between.set(key, h("li", { class: name }, name === "empty" ? text : h("span", {}, text)));
    return this.between.get(key);
  }

  focusKey() {
    const active = document.activeElement;
    if (!this.list.contains(active)) return null;
    return { key: active.dataset.focus, ts: active.closest("[data-ts]")?.dataset.ts };
  }

  refocus(focused) {
    if (!focused || this.list.contains(document.activeElement)) return;
    const row = focused.ts ? this.find(focused.ts) : null;
    const same = focused.key ? row?.querySelector(`[data-focus="${CSS.escape(focused.key)}"]`) : null;
    // The button may be gone (the comment is handled): then its message keeps the place in the focus order.
    (same ?? row?.querySelector("article") ?? this.scroller).focus({ preventScroll: true });
  }

  /** Up and down go between messages when a message itself has the focus. */
  move(event) {
    const article = event.target;
    if (article.tagName !== "ARTICLE" || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const all = [...this.list.querySelectorAll("article")];
    const next = all[all.indexOf(article) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
