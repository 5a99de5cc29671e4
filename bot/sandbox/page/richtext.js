// Slack's rich_text blocks: sections, lists, quotes and preformatted text.

import { h, safeLink } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

/** A rich_text block as nodes. */
export function richText(block, names) {
  return (block.elements ?? []).map((part) => piece(part, names));
}

function piece(part, names) {
  switch (part.type) {
    case "rich_text_list":
      return h(
        part.style === "ordered" ? "ol" : "ul",
        { class: part.indent ? `indent-${Math.min(part.indent, 4)}` : null },
        (part.elements ?? []).map((item) => h("li", {}, runs(item, names))),
      );
    case "rich_text_quote":
      return h("blockquote", {}, runs(part, names));
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, runs(part, names)));
    default:
      return h("p", {}, runs(part, names));
  }
}

function runs(part, names) {
  return (part.elements ?? []).map((run) => styled(run.style ?? {}, word(run, names)));
}

function word(run, names) {
  switch (run.type) {
    case "link":
      return safeLink(run.url) ? link(run.url, run.text || run.url) : (run.text ?? run.url);
    case "user":
      return h("span", { class: "mention" }, `@${names.person?.(run.user_id) || run.user_id}`);
    case "channel":
      return h("span", { class: "mention" }, `#${names.channel?.(run.channel_id) || run.channel_id}`);
    case "usergroup":
      return h("span", { class: "mention" }, `@${names.group?.(run.usergroup_id) || run.usergroup_id}`);
    case "broadcast":
      return h("span", { class: "mention" }, `@${run.range}`);
    case "emoji": {
      const character = emoji(run.name);
      return character
        ? h("span", { class: "emoji", role: "img", "aria-label": run.name.replaceAll("_", " ") }, character)
        : `:${run.name}:`;
    }
    case "date":
      return run.fallback ?? "";
    default:
      return run.text ?? "";
  }
}

function styled(style, content) {
  let node = content;
  if (style.code) node = h("code", {}, node);
  if (style.bold) node = h("strong", {}, node);
  if (style.italic) node = h("em", {}, node);
  if (style.strike) node = h("s", {}, node);
  return node;
}
