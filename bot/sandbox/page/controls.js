// Block Kit's interactive elements, as controls that a keyboard and a screen reader know.

import { confirmed } from "./confirm.js";
import { h } from "./dom.js";
import { menuButton } from "./menu.js";
import { plain } from "./mrkdwn.js";
import { T } from "./texts.js";

/** An element that acts at once: in an actions block or beside a section. Null if it is no such element. */
export function actor(element, block, surface) {
  const tell = async (node, value) => {
    if (node.getAttribute("aria-busy") === "true" || !(await confirmed(element.confirm, surface))) return;
    node.setAttribute("aria-busy", "true");
    await surface.act(block.block_id, element, value);
    node.removeAttribute("aria-busy");
  };
  const focusKey = `${block.block_id}/${element.action_id}`;
  if (element.type === "button") return button(element, focusKey, tell);
  if (element.type === "overflow") {
    return menuButton({
      face: h("span", { class: "dots", "aria-hidden": "true" }, "···"),
      label: T.moreActions,
      className: "button overflow",
      focusKey,
      items: element.options.map(asItem),
      pick: (item) => tell(pressed(focusKey), item.value),
    });
  }
  const options = choices(element, surface);
  const oneOfMany = element.type.endsWith("_select") && !element.type.startsWith("multi_");
  if (options && oneOfMany) {
    return selectMenu(element, block, surface, options, focusKey, tell);
  }
  return null;
}

/** The options of a choosing element: its own, or the workspace's people or channels. Null for other elements. */
export function choices(element, surface) {
  const { session } = surface;
  const kind = element.type.replace(/^multi_/, "");
  const own = (option) => ({ value: option.value, label: option.text.text, description: option.description?.text });
  if (kind === "users_select") return session.people().map(({ id, real_name }) => ({ value: id, label: real_name }));
  if (kind === "channels_select" || kind === "conversations_select") {
    return [...session.channels.values()].map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
  if (!["static_select", "external_select", "radio_buttons", "checkboxes"].includes(kind)) return null;
  const groups = element.option_groups ?? [];
  return [...(element.options ?? []).map(own), ...groups.flatMap((group) => group.options.map(own))];
}

function button(element, focusKey, tell) {
  const face = plain(element.text.text, element.text.emoji !== false);
  const common = {
    class: ["button", element.style].filter(Boolean).join(" "),
    "aria-label": element.accessibility_label,
    dataset: { focus: focusKey, action: element.action_id },
  };
  if (element.url) {
    const rel = "noopener noreferrer nofollow";
    return h("a", { ...common, href: element.url, target: "_blank", rel, onclick: (e) => tell(e.currentTarget) }, face);
  }
  return h("button", { ...common, type: "button", onclick: (event) => tell(event.currentTarget) }, face);
}

function asItem(option) {
  return {
    label: option.text.text,
    nodes: plain(option.text.text),
    value: option.value,
    href: option.url,
    description: option.description?.text,
  };
}

function selectMenu(element, block, surface, options, focusKey, tell) {
  const value = surface.value(block.block_id, element);
  const chosen = options.find((option) => option.value === value);
  const placeholder = element.placeholder?.text ?? T.choose;
  surface.shown.push([block.block_id, element]);
  return menuButton({
    face: [h("span", {}, chosen?.label ?? placeholder), h("span", { class: "caret", "aria-hidden": "true" })],
    label: chosen ? `${placeholder}: ${chosen.label}` : placeholder,
    className: "button select",
    focusKey,
    items: options.map((option) => ({ ...option, checked: option.value === value })),
    pick: (item) => {
      surface.keep(block.block_id, element, item.value);
      tell(pressed(focusKey), item.value);
    },
  });
}

/** The control itself, wherever it stands now: the message may have been drawn anew. */
function pressed(focusKey) {
  return document.querySelector(`[data-focus="${CSS.escape(focusKey)}"]`) ?? h("span");
}
