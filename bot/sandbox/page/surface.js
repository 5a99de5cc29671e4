// Where blocks stand: a message, the App Home or a modal. It knows the inputs' values and how to act.

import { post } from "./api.js";
import { alarm } from "./live.js";
import { failureText } from "./texts.js";
import { initialValue, stateValue } from "./values.js";

/** Let the page know what somebody pressed or wrote: the guide follows it. */
export function acted(said) {
  document.dispatchEvent(new CustomEvent("acted", { detail: { said } }));
}

export class Surface {
  /**
   * `kind`: message, home or modal; `target`: {channel, ts} or {view_id}; `state`: what the server knows of the
   * inputs; `typed`: Map of what the person has filled in, kept by the owner between drawings.
   */
  constructor({ session, kind, target, state = null, typed = new Map(), errors = {}, failed }) {
    Object.assign(this, { session, kind, target, state, typed, errors, failed });
    this.names = session.names;
    this.shown = []; // [blockId, element] of every input drawn
  }

  value(blockId, element) {
    if (this.typed.has(blockId + element.action_id)) return this.typed.get(blockId + element.action_id);
    const known = stateValue(this.state, blockId, element.action_id);
    return known === undefined ? initialValue(element) : known;
  }

  keep(blockId, element, value) {
    this.typed.set(blockId + element.action_id, value);
  }

  /** Every drawn input's value, `{block: {action: value}}`. */
  values() {
    const all = {};
    for (const [blockId, element] of this.shown) {
      (all[blockId] ??= {})[element.action_id] = this.value(blockId, element);
    }
    return all;
  }

  /** Tell the app; what went wrong is shown where the blocks stand. True if the app took it. */
  async act(blockId, element, value) {
    const told = { user: this.session.me, block_id: blockId, action_id: element.action_id, ...this.target };
    if (value !== undefined) told.value = value;
    const chosen = element.options?.find((option) => option.value === value);
    acted((chosen ?? element).text?.text ?? "");
    return this.tell("action", { ...told, state: this.values() });
  }

  async tell(path, body) {
    let failure;
    try {
      failure = (await post(path, body)).failure;
    } catch (refusal) {
      failure = refusal.code ?? "network";
    }
    this.failed(failure ? failureText(failure) : "");
    if (failure) alarm(failureText(failure));
    return !failure;
  }
}
