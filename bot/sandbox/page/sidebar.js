// Who I am, and where one can be: the home tab, channels, direct messages.

import { fill, h, icon } from "./dom.js";
import { menuButton } from "./menu.js";
import { avatar } from "./message.js";
import { T } from "./texts.js";

export class Sidebar {
  /** `go(place)` and `become(user)` are what the page does. */
  constructor({ session, root, go, become }) {
    Object.assign(this, { session, root, go, become });
    root.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => setTimeout(() => this.letGo()));
    root.addEventListener("toggle", () => setTimeout(() => this.letGo()), { capture: true });
  }

  /** Drawn anew while it is being pressed, a button would lose the click; while it is open, a menu would close. */
  get inUse() {
    return this.held || this.root.querySelector(":popover-open") !== null;
  }

  letGo() {
    this.held = false;
    if (this.late) this.draw();
  }

  draw() {
    const { session, root } = this;
    this.late = this.inUse;
    if (this.late) return;
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const of = (kind) => session.conversations.filter((found) => found.kind === kind);
    fill(
      root,
      h("p", { class: "team" }, session.team.name),
      this.person(),
      h("ul", {}, h("li", {}, this.entry({ kind: "home" }, icon("home"), `${T.home}, ${session.bot.real_name}`))),
      h("h2", {}, T.channels),
      h("ul", {}, of("channel").map((found) => h("li", {}, this.conversation(found)))),
      h("h2", {}, T.direct),
      h("ul", {}, of("dm").map((found) => h("li", {}, this.conversation(found)))),
    );
    if (focused) root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }

  person() {
    const { session } = this;
    const me = session.users.get(session.me);
    const face = [
      avatar(me),
      h("span", { class: "me" }, h("small", {}, T.whoAmI), h("span", {}, me.real_name), h("small", {}, me.title ?? "")),
      h("span", { class: "caret", "aria-hidden": "true" }),
    ];
    const items = session.people().map((user) => ({
      value: user.id,
      label: user.real_name,
      description: user.title,
      checked: user.id === session.me,
    }));
    const label = `${T.whoAmI} ${me.real_name}${me.title ? `, ${me.title}` : ""}`;
    const pick = (item) => this.become(item.value);
    return menuButton({ face, label, items, pick, className: "person-switch", focusKey: "person" });
  }

  conversation(found) {
    const mark = found.kind === "channel" ? icon(this.session.channels.get(found.id)?.is_private ? "lock" : "hash") : null;
    const face = mark ?? avatar(this.session.users.get(found.with) ?? { id: found.with, real_name: found.name });
    const name = found.kind === "channel" ? found.name : this.session.title(found);
    return this.entry({ kind: "channel", id: found.id }, face, name, found);
  }

  entry(place, mark, name, { unread = 0, mentions = 0 } = {}) {
    const here = place.kind === this.session.place?.kind && place.id === this.session.place?.id;
    const counted = unread > 0 && !here;
    const spoken = mentions ? `${T.unread(unread)}, ${T.mentions(mentions)}` : T.unread(unread);
    return h(
      "button",
      {
        type: "button",
        class: ["place", counted && "unread"].filter(Boolean).join(" "),
        "aria-current": here ? "page" : null,
        dataset: { focus: `place-${place.id ?? place.kind}` },
        onclick: () => this.go(place),
      },
      h("span", { class: "place-mark" }, mark),
      h("span", { class: "place-name" }, name),
      counted
        ? h(
            "span",
            { class: mentions ? "count mention-count" : "count" },
            h("span", { "aria-hidden": "true" }, String(unread)),
            h("span", { class: "visually-hidden" }, spoken),
          )
        : null,
    );
  }
}
