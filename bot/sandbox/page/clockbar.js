// The clock bar: what time it is in the workspace, how fast it runs, and whether the bot lives.

import { fill, h, icon } from "./dom.js";
import { alarm, announce } from "./live.js";
import { T } from "./texts.js";
import { clockTime, full, seconds, shortDay } from "./time.js";

const SPEEDS = [1, 60, 600];

export class ClockBar {
  constructor({ demo, root }) {
    Object.assign(this, { demo, root });
    this.pings = 0;
    this.bot = null;
    this.lastSpeed = 1;
    const W = T.clock;
    this.time = h("time", { class: "clock-time" });
    this.dayText = h("span", { class: "clock-day" });
    this.pause = h("button", { type: "button", class: "bar-button round", onclick: () => this.toggle() });
    this.speeds = h(
      "div",
      { role: "radiogroup", "aria-label": W.speed, class: "speeds", onkeydown: (event) => this.arrow(event) },
      SPEEDS.map((speed) =>
        h(
          "button",
          {
            type: "button",
            role: "radio",
            "aria-label": W.speeds[speed],
            title: W.speeds[speed],
            dataset: { speed },
            onclick: () => this.demo.run(speed),
          },
          `${speed.toLocaleString("sv-SE")}×`,
        ),
      ),
    );
    this.next = h("button", { type: "button", class: "bar-button next", onclick: () => this.skip() }, icon("next"), h("span", {}, W.next));
    this.nextWhen = h("span", { class: "next-when" });
    this.phone = h("span", { class: "phone", title: W.phoneHelp });
    this.status = h("span", { class: "bot-status" });
    this.power = h("button", { type: "button", class: "bar-button", onclick: () => this.switchBot() });
    fill(
      root,
      h("div", { class: "clock-group now" }, h("span", { class: "visually-hidden" }, W.now), this.dayText, this.time, this.pause),
      h("div", { class: "clock-group" }, this.speeds),
      h("div", { class: "clock-group" }, this.next, this.nextWhen),
      h("div", { class: "clock-group end" }, this.phone, this.status, this.power),
    );
    setInterval(() => this.tick(), 250);
  }

  /** The demo's newest state. */
  show(found) {
    if (found.speed > 0) this.lastSpeed = found.speed;
    const stopped = found.speed === 0;
    fill(this.pause, icon(stopped ? "play" : "pause"));
    this.pause.setAttribute("aria-label", stopped ? T.clock.go : T.clock.pause);
    this.pause.title = stopped ? T.clock.go : T.clock.pause;
    const chosen = SPEEDS.includes(found.speed) ? found.speed : stopped ? this.lastSpeed : null;
    for (const button of this.speeds.children) {
      const checked = Number(button.dataset.speed) === chosen;
      button.setAttribute("aria-checked", String(checked && !stopped));
      button.tabIndex = checked || (chosen === null && button === this.speeds.firstElementChild) ? 0 : -1;
    }
    this.nextWhen.textContent = found.next
      ? `${shortDay(Date.parse(found.next))} ${clockTime(Date.parse(found.next))}`
      : T.clock.nothingNext;
    this.showBot(found.bot);
    this.tick();
  }

  /** The phone made a sound. */
  ping() {
    this.pings += 1;
    this.showPhone();
  }

  /** Somebody else's phone now. */
  quiet() {
    this.pings = 0;
    this.showPhone();
  }

  showPhone() {
    fill(this.phone, icon("phone"), h("span", {}, T.clock.phone(this.pings)));
    this.phone.classList.toggle("has-pings", this.pings > 0);
  }

  showBot(bot) {
    if (bot === this.bot) return;
    const before = this.bot;
    this.bot = bot;
    const text = { running: T.clock.running, starting: T.clock.starting, stopped: T.clock.stopped }[bot];
    fill(this.status, h("span", { class: `dot ${bot}`, "aria-hidden": "true" }), h("span", {}, text));
    const stopped = bot === "stopped";
    fill(this.power, icon(stopped ? "power" : "bolt"), h("span", {}, stopped ? T.clock.start : T.clock.crash));
    this.power.classList.toggle("danger", !stopped);
    this.power.classList.toggle("go", stopped);
    if (before && stopped) alarm(T.clock.crashed);
    if (before && bot === "running") announce(T.clock.started);
  }

  tick() {
    if (!this.demo.found) return;
    const now = this.demo.now();
    this.time.textContent = `${clockTime(now)}.${seconds(now)}`;
    this.time.setAttribute("datetime", now.toISOString());
    this.dayText.textContent = shortDay(now);
  }

  toggle() {
    return this.demo.run(this.demo.found.speed === 0 ? this.lastSpeed : 0);
  }

  /** To the next thing, or through everything until a time. */
  async skip(until = null) {
    if (this.skipping) return;
    this.skipping = true;
    this.root.classList.add("skipping");
    this.next.setAttribute("aria-busy", "true");
    try {
      await this.demo.next(until);
      announce(T.clock.isNow(full(this.demo.now())));
    } catch {
      alarm(T.failures.network);
    }
    this.next.removeAttribute("aria-busy");
    this.root.classList.remove("skipping");
    this.skipping = false;
  }

  switchBot() {
    return this.bot === "stopped" ? this.demo.startBot() : this.demo.crash();
  }

  arrow(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.speeds.children];
    const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
    next.focus();
    next.click();
  }
}
