// Block Kit, drawn as it is meant. What cannot be drawn is named, never left out in silence.

import { actor } from "./controls.js";
import { h, safePicture } from "./dom.js";
import { input, looseInput } from "./inputs.js";
import { link, mrkdwn, plain } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { T } from "./texts.js";

/** The blocks as nodes on `surface`. */
export function blocks(list, surface) {
  return list.map((block) => drawn(block, surface));
}

function drawn(block, surface) {
  switch (block.type) {
    case "section":
      return section(block, surface);
    case "header":
      return h(surface.kind === "modal" ? "h3" : "h2", { class: "block header" }, text(block.text, surface));
    case "divider":
      return h("hr", { class: "block" });
    case "context":
      return h(
        "div",
        { class: "block context" },
        block.elements.map((part) =>
          part.type === "image" ? picture(part, "small") : h("span", {}, text(part, surface)),
        ),
      );
    case "actions":
      return h("div", { class: "block actions" }, block.elements.map((element) => element_(element, block, surface)));
    case "image":
      return h(
        "figure",
        { class: "block image" },
        block.title ? h("figcaption", {}, plain(block.title.text)) : null,
        picture(block, "large"),
      );
    case "rich_text":
      return h("div", { class: "block rich" }, richText(block, surface.names));
    case "input":
      return input(block, surface);
    default:
      return h("p", { class: "block unknown" }, T.unknownBlock(block.type));
  }
}

function section(block, surface) {
  const fields = block.fields ?? [];
  return h(
    "div",
    { class: "block section" },
    h(
      "div",
      { class: "section-text" },
      block.text ? h("div", {}, text(block.text, surface)) : null,
      fields.length ? h("div", { class: "fields" }, fields.map((field) => h("div", {}, text(field, surface)))) : null,
    ),
    block.accessory ? h("div", { class: "accessory" }, element_(block.accessory, block, surface)) : null,
  );
}

function element_(element, block, surface) {
  if (element.type === "image") return picture(element, "thumb");
  return actor(element, block, surface) ?? looseInput(element, block, surface);
}

function text(object, surface) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, surface.names) : plain(object.text, object.emoji !== false);
}

/** A picture from this server; one from elsewhere is only named and linked, nothing is fetched. */
function picture(part, size) {
  const alt = part.alt_text ?? "";
  if (part.image_url && safePicture(part.image_url)) return h("img", { src: part.image_url, alt, class: size });
  const name = alt || T.emptyPicture;
  return h("span", { class: "picture-missing" }, part.image_url ? link(part.image_url, name) : name);
}
