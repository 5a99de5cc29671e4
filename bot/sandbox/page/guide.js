// The guide: tells the story step by step, helps with each step, and notices when it is done.

import { fill, h, icon } from "./dom.js";
import { announce } from "./live.js";
import { STEPS } from "./steps.js";
import { T } from "./texts.js";

const HIDDEN = "svarsvakt.guide.hidden";

export class Guide {
  /** `help(step)` does what a step's button says. */
  constructor({ root, toggle, help }) {
    Object.assign(this, { root, toggle, help });
    this.noticed = new Set(); // steps that only the page can see done
    this.done = null;
    this.facts = {};
    this.opened = null; // a done step that somebody looks at again
    this.json = "";
    toggle.addEventListener("click", () => this.setHidden(!root.hidden));
    this.setHidden(sessionStorage.getItem(HIDDEN) === "yes");
  }

  /** The demo's newest state. */
  show({ story, facts }) {
    const done = STEPS.filter(({ name }) => story[name] || this.noticed.has(name)).map(({ name }) => name);
    const json = JSON.stringify([done, facts, this.opened]);
    if (json === this.json) return;
    this.json = json;
    const before = this.done;
    this.done = new Set(done);
    this.facts = facts;
    if (before) for (const step of STEPS) if (!before.has(step.name) && this.done.has(step.name)) this.tell(step);
    this.draw();
  }

  /** The page saw that a step was done. */
  notice(name) {
    this.noticed.add(name);
  }

  tell(step) {
    this.opened = null;
    announce(T.guide.stepDone(step.title));
  }

  setHidden(hidden) {
    this.root.hidden = hidden;
    document.body.classList.toggle("with-guide", !hidden);
    this.toggle.setAttribute("aria-expanded", String(!hidden));
    sessionStorage.setItem(HIDDEN, hidden ? "yes" : "no");
  }

  draw() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const current = STEPS.find(({ name }) => !this.done.has(name)) ?? null;
    this.latest = STEPS.filter(({ name }) => this.done.has(name)).at(-1);
    const count = this.done.size;
    fill(
      this.root,
      h("h2", { id: "guide-title" }, T.guide.title),
      h("p", { class: "guide-progress" }, T.guide.progress(count, STEPS.length)),
      h("progress", { max: STEPS.length, "aria-label": T.guide.progress(count, STEPS.length), value: count }),
      h("ol", {}, STEPS.map((step) => this.step(step, step === current))),
      current ? null : h("p", { class: "guide-end" }, T.guide.finished),
    );
    if (!focused) return;
    const same = this.root.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
    (same ?? this.root.querySelector("[aria-current] button"))?.focus();
  }

  step(step, current) {
    const done = this.done.has(step.name);
    const open = current || this.opened === step.name;
    const look = () => {
      this.opened = this.opened === step.name ? null : step.name;
      this.json = "";
      this.draw();
    };
    const title = [
      h("span", { class: "step-mark", "aria-hidden": "true" }, done ? icon("check") : null),
      h("span", { class: "step-title" }, step.title),
      done ? h("span", { class: "visually-hidden" }, `, ${T.guide.done}`) : null,
    ];
    return h(
      "li",
      { class: ["step", done && "done", current && "current"].filter(Boolean).join(" "), "aria-current": current ? "step" : null },
      current
        ? h("h3", { class: "step-head" }, title)
        : h(
            "h3",
            {},
            h(
              "button",
              { type: "button", class: "step-head", "aria-expanded": String(open), onclick: look, dataset: { focus: `look-${step.name}` } },
              title,
            ),
          ),
      open ? h("p", {}, step.text(this.facts)) : null,
      done && step.outcome && step === this.latest ? h("p", { class: "outcome" }, step.outcome(this.facts)) : null,
      open && !done
        ? h(
            "button",
            { type: "button", class: "button primary", onclick: () => this.help(step), dataset: { focus: `help-${step.name}` } },
            step.help.label,
          )
        : null,
    );
  }
}
