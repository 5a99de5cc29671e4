// A button that opens a menu: overflow menus, selects that act at once, a message's own actions.
//
// Follows the ARIA menu button pattern: arrows, Home, End and letters move, Enter picks, Escape goes back to the
// button. The list is a popover, so it lies above everything and closes when something else is clicked.

import { h } from "./dom.js";

let count = 0;

/**
 * `face`: what stands on the button; `label`: its name; `items`: [{label, nodes?, value, href?, checked?}];
 * `pick(item)` is called with the chosen one.
 */
export function menuButton({ face, label, items, pick, className = "button", focusKey = null, disabled = false }) {
  const id = `menu-${(count += 1)}`;
  const list = h("div", { id, role: "menu", class: "menu", popover: "auto", "aria-label": label });
  const button = h(
    "button",
    {
      type: "button",
      class: className,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": label,
      title: label,
      disabled,
      dataset: focusKey ? { focus: focusKey } : {},
      onclick: () => list.togglePopover(),
      onkeydown: (event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        list.showPopover();
        if (event.key === "ArrowUp") list.lastElementChild?.focus();
      },
    },
    face,
  );
  list.append(...items.map((item) => entry(item, () => close(list, button), pick)));
  list.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(list, button);
    if (!list.contains(document.activeElement)) list.firstElementChild?.focus();
  });
  list.addEventListener("keydown", (event) => move(event, list, button));
  return h("span", { class: "menu-holder" }, button, list);
}

function entry(item, close, pick) {
  return h(
    item.href ? "a" : "button",
    {
      type: item.href ? null : "button",
      role: item.checked === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": item.checked === undefined ? null : String(item.checked),
      tabindex: "-1",
      class: "menu-item",
      href: item.href,
      target: item.href ? "_blank" : null,
      rel: item.href ? "noopener noreferrer nofollow" : null,
      onclick: () => {
        close();
        pick(item);
      },
    },
    h("span", { class: "menu-label" }, item.nodes ?? item.label),
    item.description ? h("span", { class: "menu-description" }, item.description) : null,
  );
}

function close(list, button) {
  list.hidePopover();
  button.focus();
}

function move(event, list, button) {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  const to = (position) => {
    event.preventDefault();
    items[(position + items.length) % items.length]?.focus();
  };
  if (event.key === "ArrowDown") to(at + 1);
  else if (event.key === "ArrowUp") to(at - 1);
  else if (event.key === "Home") to(0);
  else if (event.key === "End") to(items.length - 1);
  else if (event.key === "Tab") close(list, button);
  else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(list, button);
  } else if (event.key.length === 1 && event.key !== " ") {
    const letter = event.key.toLowerCase();
    const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    after.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }
}

/** Below the button if there is room, else above; never outside the window. */
function place(list, button) {
  const from = button.getBoundingClientRect();
  const size = list.getBoundingClientRect();
  const below = from.bottom + 4 + size.height <= innerHeight;
  const top = below ? from.bottom + 4 : Math.max(4, from.top - 4 - size.height);
  const left = Math.max(4, Math.min(from.left, innerWidth - size.width - 4));
  list.style.setProperty("top", `${top}px`);
  list.style.setProperty("left", `${left}px`);
}
