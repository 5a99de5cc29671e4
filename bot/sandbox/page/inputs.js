// Block Kit's inputs: each with a visible label, its hint and its error tied to it for a screen reader.

import { putFile } from "./api.js";
import { choices } from "./controls.js";
import { h } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { T } from "./texts.js";
import { fromField, toField } from "./time.js";
import { isEmpty } from "./values.js";

const TYPES = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "number",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

let count = 0;

/** An input block. */
export function input(block, surface) {
  const { element } = block;
  const id = `field-${(count += 1)}`;
  const error = surface.errors[block.block_id];
  const described = [block.hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ") || null;
  const label = [plain(block.label.text), block.optional ? h("span", { class: "optional" }, ` ${T.optional}`) : null];
  const after = [
    block.hint ? h("p", { id: `${id}-hint`, class: "hint" }, plain(block.hint.text)) : null,
    error ? h("p", { id: `${id}-error`, class: "field-error" }, error) : null,
  ];
  const attributes = {
    id,
    "aria-describedby": described,
    "aria-invalid": error ? "true" : null,
    "aria-required": block.optional ? null : "true",
  };
  const dispatch = block.dispatch_action === true;
  if (isGroup(element)) {
    const { "aria-required": _, ...rest } = attributes;
    const group = choiceGroup(element, block, surface, id, dispatch);
    return h("fieldset", { class: "input", ...rest, tabindex: "-1" }, h("legend", {}, label), group, after);
  }
  const field = control(element, block, surface, attributes, dispatch);
  return h("div", { class: "input" }, h("label", { for: id }, label), field, after);
}

/** An input that stands outside an input block (a date picker among buttons): its name is its placeholder. */
export function looseInput(element, block, surface) {
  const name = element.placeholder?.text ?? T.choose;
  if (isGroup(element)) {
    const group = choiceGroup(element, block, surface, `field-${(count += 1)}`, true);
    return h("div", { class: "loose", role: "group", "aria-label": name }, group);
  }
  return control(element, block, surface, { "aria-label": name, class: "loose" }, true);
}

/** What a required input lacks, said in words; null if it will do. */
export function lack(block, surface) {
  const value = surface.value(block.block_id, block.element);
  if (isEmpty(value)) return block.optional ? null : T.fieldMissing;
  const least = block.element.min_length;
  return least && String(value).length < least ? T.tooShort(least) : null;
}

function isGroup(element) {
  return element.type === "checkboxes" || element.type === "radio_buttons" || element.type.startsWith("multi_");
}

function control(element, block, surface, attributes, dispatch) {
  const focusKey = `${block.block_id}/${element.action_id}`;
  const value = surface.value(block.block_id, element);
  surface.shown.push([block.block_id, element]);
  const kept = (now) => surface.keep(block.block_id, element, now);
  const told = (now) => dispatch && surface.act(block.block_id, element, now);
  const all = { ...attributes, dataset: { focus: focusKey }, placeholder: element.placeholder?.text };
  const options = choices(element, surface);
  if (options) return select(options, value, all, element, block, (now) => [kept(now), told(now)]);
  if (element.type === "plain_text_input") {
    const { min_length: minlength, max_length: maxlength } = element;
    const node = h(element.multiline ? "textarea" : "input", { ...all, minlength, maxlength, rows: element.multiline ? 4 : null });
    return typed(node, value, kept, told);
  }
  if (element.type === "file_input") return files(element, value, all, surface, kept);
  const type = TYPES[element.type];
  if (!type) return h("p", { class: "unknown" }, T.unknownBlock(element.type));
  const { min_value: min, max_value: max } = element;
  const step = element.type === "number_input" && element.is_decimal_allowed ? "any" : null;
  const node = h("input", { ...all, type, min, max, step });
  if (element.type !== "datetimepicker") return typed(node, value, kept, told);
  const inSeconds = (now) => (now ? fromField(now) : null);
  return typed(node, value ? toField(value) : null, (now) => kept(inSeconds(now)), (now) => told(inSeconds(now)));
}

/** Files go to the workspace as they are chosen; the form then holds what Slack would say of them. */
function files(element, value, attributes, surface, kept) {
  const said = h("span", { class: "hint", role: "status" }, (value ?? []).map((file) => file.name).join(", "));
  const change = async (event) => {
    const chosen = [...event.currentTarget.files].slice(0, element.max_files ?? 10);
    const put = await Promise.all(chosen.map((file) => putFile(surface.session.me, file)));
    kept(put);
    said.textContent = put.map((file) => file.name).join(", ");
  };
  const { placeholder: _, ...rest } = attributes;
  return h("div", {}, h("input", { ...rest, type: "file", multiple: (element.max_files ?? 10) > 1, onchange: change }), said);
}

function typed(node, value, kept, told) {
  node.value = value ?? "";
  node.addEventListener("input", () => kept(node.value === "" ? null : node.value));
  node.addEventListener("change", () => told(node.value === "" ? null : node.value));
  return node;
}

function select(options, value, attributes, element, block, changed) {
  const { placeholder, ...rest } = attributes;
  return h(
    "select",
    { ...rest, onchange: (event) => changed(event.currentTarget.value || null) },
    value === null || block.optional ? h("option", { value: "" }, placeholder ?? T.choose) : null,
    options.map((option) => h("option", { value: option.value, selected: option.value === value }, option.label)),
  );
}

function choiceGroup(element, block, surface, id, dispatch) {
  surface.shown.push([block.block_id, element]);
  const single = element.type === "radio_buttons";
  const present = () => surface.value(block.block_id, element);
  const change = (option, on) => {
    const others = single ? [] : (present() ?? []).filter((value) => value !== option.value);
    const now = single ? option.value : on ? [...others, option.value] : others;
    surface.keep(block.block_id, element, now);
    if (dispatch) surface.act(block.block_id, element, now);
  };
  return h(
    "div",
    { class: "choices" },
    choices(element, surface).map((option) => {
      const checked = single ? present() === option.value : (present() ?? []).includes(option.value);
      const focus = `${block.block_id}/${element.action_id}/${option.value}`;
      const onchange = (event) => change(option, event.currentTarget.checked);
      return h(
        "label",
        { class: "choice" },
        h("input", { type: single ? "radio" : "checkbox", name: id, checked, onchange, dataset: { focus } }),
        h("span", {}, plain(option.label), option.description ? h("small", {}, plain(option.description)) : null),
      );
    }),
  );
}
