// "Are you sure?", asked as the app worded it.

import { h } from "./dom.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { T } from "./texts.js";

/** True if there is nothing to ask, or the person says yes. */
export function confirmed(question, surface) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const text = question.text ?? {};
    const body = text.type === "mrkdwn" ? mrkdwn(text.text, surface.names) : plain(text.text);
    const dialog = h(
      "dialog",
      { class: "dialog small", "aria-labelledby": "confirm-title" },
      h(
        "form",
        { method: "dialog" },
        h("h2", { id: "confirm-title" }, plain(question.title?.text ?? "")),
        h("p", {}, body),
        h(
          "div",
          { class: "dialog-buttons" },
          h("button", { class: "button", value: "no" }, question.deny?.text ?? T.no),
          h("button", { class: `button ${question.style ?? "primary"}`, value: "yes" }, question.confirm?.text ?? T.yes),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
