// Makes elements. Text only ever becomes text nodes and links only ever lead to the web, so nothing that the
// public or an app writes can become markup or script.

const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "indeterminate"]);
const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, listeners (`onclick: f`) and children; null and false children are left out. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...nodes(children));
  return node;
}

/** Replaces what stands in `node`. */
export function fill(node, ...children) {
  node.replaceChildren(...nodes(children));
  return node;
}

/** Make `children` (nodes) what stands in `node`; those that stand there already stay, with menus open in them. */
export function arrange(node, children) {
  const wanted = new Set(children);
  for (const child of [...node.childNodes]) if (!wanted.has(child)) child.remove();
  for (const [at, child] of children.entries()) {
    if (node.childNodes[at] !== child) node.insertBefore(child, node.childNodes[at] ?? null);
  }
}

/** A link's address if it leads to the web or a mailbox, else null. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A picture's address if it stands on this server, else null: the page loads nothing from elsewhere. */
export function safePicture(address) {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

/** One of the page's own icons, decorative: its button carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else if (name === "href" && !value.startsWith("#") && !safeLink(value)) return;
  else if (name === "src" && !safePicture(value)) return;
  else node.setAttribute(name, value === true ? "" : value);
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

const ICONS = {
  home: ["M4 11 12 4l8 7", "M6 10v9h12v-9"],
  hash: ["M9 4 7 20", "M17 4l-2 16", "M4 9h16", "M3 15h16"],
  lock: ["M6 11h12v9H6z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  watch: ["M12 5c-5 0-8.5 4.6-9.5 7 1 2.4 4.5 7 9.5 7s8.5-4.6 9.5-7c-1-2.4-4.5-7-9.5-7z", "M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z"],
  thread: ["M4 5h16v11H10l-4 4v-4H4z"],
  more: ["M5 12h.01", "M12 12h.01", "M19 12h.01"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  send: ["M4 12 20 5l-5 15-4-6z", "M11 14l9-9"],
  pause: ["M9 5v14", "M15 5v14"],
  play: ["M8 5l11 7-11 7z"],
  next: ["M5 5l9 7-9 7z", "M18 5v14"],
  down: ["M6 9l6 6 6-6"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  check: ["M5 12.5 10 17.5 19 7"],
  bolt: ["M13 3 5 14h6l-1 7 8-11h-6z"],
  power: ["M12 4v8", "M7 7a7 7 0 1 0 10 0"],
  phone: ["M8 3h8v18H8z", "M11 18h2"],
  guide: ["M5 4h11l3 3v13H5z", "M9 10h6", "M9 14h6"],
  warn: ["M12 4 3 20h18z", "M12 10v5", "M12 17.5h.01"],
  person: ["M12 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z", "M5 20c.5-4 3.5-5.5 7-5.5s6.5 1.5 7 5.5"],
};
