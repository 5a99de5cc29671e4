// An element's value, as the page API writes it: from what the app put in, or from a view's state.

const ofOption = (option) => option?.value ?? null;
const ofOptions = (options) => (options ?? []).map(ofOption);

/** What the element starts with. */
export function initialValue(element) {
  switch (element.type) {
    case "static_select":
    case "external_select":
    case "radio_buttons":
      return ofOption(element.initial_option);
    case "multi_static_select":
    case "checkboxes":
      return ofOptions(element.initial_options);
    case "users_select":
      return element.initial_user ?? null;
    case "multi_users_select":
      return element.initial_users ?? [];
    case "conversations_select":
      return element.initial_conversation ?? null;
    case "multi_conversations_select":
      return element.initial_conversations ?? [];
    case "channels_select":
      return element.initial_channel ?? null;
    case "multi_channels_select":
      return element.initial_channels ?? [];
    case "datepicker":
      return element.initial_date ?? null;
    case "timepicker":
      return element.initial_time ?? null;
    case "file_input":
      return [];
    case "datetimepicker":
      return element.initial_date_time ?? null;
    default:
      return element.initial_value ?? null;
  }
}

/** The value in a view's state, `undefined` where the state says nothing of the element. */
export function stateValue(state, blockId, actionId) {
  const entry = state?.values?.[blockId]?.[actionId];
  if (!entry) return undefined;
  const keys = ["value", "selected_date", "selected_time", "selected_date_time", "selected_user", "selected_users"];
  keys.push("selected_conversation", "selected_conversations", "selected_channel", "selected_channels");
  if ("files" in entry) return entry.files;
  if ("selected_option" in entry) return ofOption(entry.selected_option);
  if ("selected_options" in entry) return ofOptions(entry.selected_options);
  const key = keys.find((name) => name in entry);
  return key ? entry[key] : undefined;
}

/** Whether nothing is filled in. */
export function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
