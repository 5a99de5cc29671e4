// Slack's mrkdwn, read into tokens and drawn as nodes.
//
// In mrkdwn a literal `<`, `>` or `&` is escaped, so what stands between `<` and `>` is always an instruction of
// the app's: a mention or a link. The public's text, escaped by the bot, can therefore never make one.

import { h, safeLink } from "./dom.js";
import { emoji } from "./emoji.js";

const MARKS = { "*": "bold", _: "italic", "~": "strike" };

/** Tokens of `text`: {type, ...} with `children` for bold, italic, strike and quote. */
export function read(text) {
  const tokens = [];
  for (const [position, part] of text.split("```").entries()) {
    if (position % 2 === 1) tokens.push({ type: "block", text: unescape(part.replace(/^\n|\n$/g, "")) });
    else tokens.push(...lines(part));
  }
  return tokens;
}

/** The text as nodes. `names`: {person(id), channel(id), group(id)} give names to show. */
export function mrkdwn(text, names) {
  return read(text ?? "").map((token) => drawn(token, names));
}

/** Plain text as nodes: only emoji codes and line breaks mean something, and codes only if `withEmoji`. */
export function plain(text, withEmoji = true) {
  return (withEmoji ? codes(text ?? "") : broken(text ?? "")).map((token) => drawn(token, {}));
}

/** `&lt;` and its like as the characters they stand for; `&amp;` last. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function lines(text) {
  const tokens = [];
  let quote = [];
  const endQuote = () => {
    if (quote.length) tokens.push({ type: "quote", children: quote });
    quote = [];
  };
  const all = text.split("\n");
  for (const [number, line] of all.entries()) {
    const quoted = line.match(/^&gt; ?(.*)$/) ?? line.match(/^> ?(.*)$/);
    if (quoted) {
      if (quote.length) quote.push({ type: "break" });
      quote.push(...inline(quoted[1]));
      continue;
    }
    const afterQuote = quote.length > 0;
    endQuote();
    if (number > 0 && !afterQuote) tokens.push({ type: "break" });
    tokens.push(...inline(line));
  }
  endQuote();
  return tokens;
}

function inline(text) {
  const tokens = [];
  let plainText = "";
  const flush = () => {
    if (plainText) tokens.push(...codes(unescape(plainText)));
    plainText = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = span(text, at);
    if (found) {
      flush();
      tokens.push(found.token);
      at = found.end;
    } else {
      plainText += text[at];
      at += 1;
    }
  }
  flush();
  return tokens;
}

/** The instruction, code or marked words that begin at `at`, if any. */
function span(text, at) {
  const mark = text[at];
  if (mark === "<") {
    const end = text.indexOf(">", at);
    return end > at + 1 ? { token: instruction(text.slice(at + 1, end)), end: end + 1 } : null;
  }
  if (mark === "`") {
    const end = text.indexOf("`", at + 1);
    return end > at + 1 ? { token: { type: "code", text: unescape(text.slice(at + 1, end)) }, end: end + 1 } : null;
  }
  if (!(mark in MARKS) || !isEdge(text[at - 1]) || !text[at + 1] || /\s/.test(text[at + 1])) return null;
  for (let end = text.indexOf(mark, at + 2); end > 0; end = text.indexOf(mark, end + 1)) {
    if (!/\s/.test(text[end - 1]) && isEdge(text[end + 1])) {
      return { token: { type: MARKS[mark], children: inline(text.slice(at + 1, end)) }, end: end + 1 };
    }
  }
  return null;
}

function isEdge(character) {
  return character === undefined || /[\s\p{P}\p{S}]/u.test(character);
}

function instruction(inner) {
  const bar = inner.indexOf("|");
  const [target, label] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), unescape(inner.slice(bar + 1))];
  if (target.startsWith("@")) return { type: "person", id: target.slice(1), label };
  if (target.startsWith("#")) return { type: "channel", id: target.slice(1), label };
  if (target.startsWith("!subteam^")) return { type: "group", id: target.slice(9), label };
  if (target.startsWith("!date^")) return { type: "text", text: label };
  if (target.startsWith("!")) return { type: "everyone", text: `@${target.slice(1).split("^")[0]}` };
  const address = unescape(target);
  return safeLink(address)
    ? { type: "link", address, text: label || address.replace(/^mailto:/, "") }
    : { type: "text", text: label || address };
}

function codes(text) {
  return text
    .split(/(:[a-z0-9_+-]+:)/)
    .filter((part) => part !== "")
    .flatMap((part) => {
      const character = /^:.+:$/.test(part) ? emoji(part.slice(1, -1)) : null;
      if (character) return [{ type: "emoji", text: character, name: part.slice(1, -1) }];
      return broken(part);
    });
}

/** Text with its line breaks. */
function broken(text) {
  return text.split("\n").flatMap((line, number) => [
    ...(number ? [{ type: "break" }] : []),
    ...(line ? [{ type: "text", text: line }] : []),
  ]);
}

function drawn(token, names) {
  const children = () => token.children.map((child) => drawn(child, names));
  switch (token.type) {
    case "bold":
      return h("strong", {}, children());
    case "italic":
      return h("em", {}, children());
    case "strike":
      return h("s", {}, children());
    case "quote":
      return h("blockquote", {}, children());
    case "code":
      return h("code", {}, token.text);
    case "block":
      return h("pre", {}, h("code", {}, token.text));
    case "break":
      return h("br");
    case "link":
      return link(token.address, token.text);
    case "person":
      return h("span", { class: "mention" }, `@${names.person?.(token.id) || token.label || token.id}`);
    case "channel":
      return h("span", { class: "mention" }, `#${names.channel?.(token.id) || token.label || token.id}`);
    case "group":
      return h("span", { class: "mention" }, `@${names.group?.(token.id) || token.label || token.id}`);
    case "everyone":
      return h("span", { class: "mention" }, token.text);
    case "emoji":
      return h("span", { class: "emoji", role: "img", "aria-label": token.name.replaceAll("_", " ") }, token.text);
    default:
      return document.createTextNode(token.text);
  }
}

/** A link that opens beside the workspace and tells the other site nothing about it. */
export function link(address, text) {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}
