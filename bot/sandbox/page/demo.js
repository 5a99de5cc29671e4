// What the demo adds to the workspace: the simulated clock, the bot's process, the story. Absent in a bare
// workspace; then the clock bar and the guide stay away.

import { get, post } from "./api.js";

const EVERY_MS = 1000;
const WHILE_SKIPPING_MS = 250;

export class Demo {
  /** `heard(found)` is called with each new state of things; `lost()` when the workspace does not answer. */
  constructor({ heard }) {
    this.heard = heard;
    this.found = null;
    this.asked = 0;
  }

  /** Begin to look; false if there is no demo here. */
  async start() {
    try {
      await this.look();
    } catch {
      return false;
    }
    setInterval(() => this.look().catch(() => {}), EVERY_MS);
    return true;
  }

  async look() {
    this.hear(await get("clock"));
  }

  hear(found) {
    this.found = found;
    this.asked = performance.now();
    this.heard(found);
  }

  /** What the simulated clock shows now, run on since the demo was last asked. */
  now() {
    const since = performance.now() - this.asked;
    return new Date(Date.parse(this.found.at) + since * this.found.speed);
  }

  async run(speed) {
    this.hear(await post("clock/run", { speed }));
  }

  /** To the next thing that happens; with `until`, through everything up to that time. */
  async next(until = null) {
    const looking = setInterval(() => this.look().catch(() => {}), WHILE_SKIPPING_MS);
    try {
      this.hear(await post("clock/next", until ? { until } : {}));
    } finally {
      clearInterval(looking);
    }
  }

  async crash() {
    this.hear(await post("clock/bot", { do: "crash" }));
  }

  async startBot() {
    this.hear(await post("clock/bot", { do: "start" }));
  }
}
