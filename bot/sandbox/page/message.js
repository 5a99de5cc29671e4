// One message: who, when, what, and what one can do with it.

import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { h, icon } from "./dom.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { T } from "./texts.js";
import { clockTime, full, timeOf } from "./time.js";

/**
 * A message as a list item. `openThread(ts)`; `typed`: what the person has filled in among its blocks;
 * `inThread`: it stands in the thread panel.
 */
export function message(found, { session, channel, openThread, typed, inThread = false }) {
  const author = session.author(found);
  const at = timeOf(found.ts);
  const failure = h("p", { class: "failure", hidden: true });
  const failed = (text) => {
    failure.hidden = !text;
    failure.textContent = text;
  };
  const surface = new Surface({ session, kind: "message", target: { channel, ts: found.ts }, typed, failed });
  const id = `m-${inThread ? "t-" : ""}${found.ts.replace(".", "-")}`;
  return h(
    "li",
    { class: ["message", found.ephemeral && "ephemeral"].filter(Boolean).join(" "), dataset: { ts: found.ts } },
    h(
      "article",
      { tabindex: "-1", "aria-labelledby": `${id}-who` },
      avatar(author),
      h(
        "div",
        { class: "message-main" },
        found.ephemeral ? onlyYou(found, session, channel) : null,
        h(
          "p",
          { class: "who", id: `${id}-who` },
          h("strong", {}, author.real_name),
          " ",
          author.is_bot ? h("span", { class: "badge" }, T.bot) : null,
          " ",
          h("time", { datetime: at.toISOString(), title: full(at) }, clockTime(at)),
        ),
        h("div", { class: "body" }, body(found, surface), edited(found)),
        failure,
        inThread ? null : replies(found, session, openThread),
      ),
      found.ephemeral ? null : toolbar(found, { session, channel, openThread: inThread ? null : openThread, surface }),
    ),
  );
}

/** A person's or the bot's mark: initials on a quiet colour of their own. */
export function avatar(user) {
  if (user.is_bot) return h("span", { class: "avatar bot", "aria-hidden": "true" }, icon("watch"));
  const initials = (user.real_name ?? "?").split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  const hue = [...(user.id ?? "")].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0);
  return h("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, initials);
}

function body(found, surface) {
  const said = found.blocks?.length
    ? blocks(found.blocks, surface)
    : h("div", { class: "block text" }, mrkdwn(found.text, surface.names));
  return found.files?.length ? h("div", {}, said, found.files.map(file)) : said;
}

/** A file that came with a message: its name leads to it. */
function file({ id, name, size }) {
  const address = `/sandbox/files/${id}/${encodeURIComponent(name)}`;
  const large = `${Math.max(1, Math.round(size / 1024)).toLocaleString("sv")} kB`;
  return h("p", { class: "block" }, h("a", { href: address, download: name }, name), ` (${large})`);
}

function edited(found) {
  return found.edited ? h("span", { class: "edited" }, T.edited) : null;
}

function onlyYou(found, session, channel) {
  const dismiss = () => post("dismiss", { user: session.me, channel, ts: found.ts });
  return h(
    "p",
    { class: "only-you" },
    icon("lock"),
    h("span", {}, T.onlyYou),
    h("button", { type: "button", class: "quiet", onclick: dismiss, dataset: { focus: `dismiss-${found.ts}` } }, T.dismiss),
  );
}

function replies(found, session, openThread) {
  if (!found.reply_count) return null;
  const last = found.latest_reply ? `, ${T.lastReply(clockTime(timeOf(found.latest_reply)))}` : "";
  return h(
    "button",
    { type: "button", class: "replies", onclick: () => openThread(found.ts), dataset: { focus: `replies-${found.ts}` } },
    h("span", { class: "avatars" }, (found.reply_users ?? []).slice(0, 3).map((id) => avatar(session.author({ user: id })))),
    h("span", { class: "reply-count" }, T.replies(found.reply_count)),
    h("span", { class: "reply-last" }, last),
  );
}

function toolbar(found, { session, channel, openThread, surface }) {
  const shortcuts = session.shortcuts.filter((shortcut) => shortcut.type === "message");
  if (!openThread && !shortcuts.length) return null;
  const use = (item) =>
    surface.tell("shortcut", { user: session.me, callback_id: item.value, channel, ts: found.ts });
  const focus = `thread-${found.ts}`;
  return h(
    "div",
    { class: "toolbar" },
    openThread
      ? h(
          "button",
          {
            type: "button",
            class: "tool",
            "aria-label": T.replyInThread,
            title: T.replyInThread,
            dataset: { focus },
            onclick: () => openThread(found.thread_ts ?? found.ts),
          },
          icon("thread"),
        )
      : null,
    shortcuts.length
      ? menuButton({
          face: icon("more"),
          label: T.moreActions,
          className: "tool",
          focusKey: `more-${found.ts}`,
          items: shortcuts.map(({ callback_id, name, description }) => ({ label: name, value: callback_id, description })),
          pick: use,
        })
      : null,
  );
}
