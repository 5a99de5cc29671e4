// The emoji codes that Slack knows and this workspace shows. An unknown code stays as it was written.

const CODES = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", wave: "👋", clap: "👏", pray: "🙏", raised_hands: "🙌", muscle: "💪",
  eyes: "👀", eye: "👁️", ok_hand: "👌", point_right: "👉", point_down: "👇", point_up: "☝️", writing_hand: "✍️",
  heart: "❤️", blue_heart: "💙", green_heart: "💚", yellow_heart: "💛", purple_heart: "💜", heart_eyes: "😍",
  smile: "😄", slightly_smiling_face: "🙂", blush: "😊", grin: "😁", joy: "😂", wink: "😉", thinking_face: "🤔",
  sob: "😭", cry: "😢", angry: "😠", rage: "😡", partying_face: "🥳", tada: "🎉", sparkles: "✨", star: "⭐", fire: "🔥",
  sunny: "☀️", snowflake: "❄️", umbrella: "☔", christmas_tree: "🎄", coffee: "☕", cake: "🍰", rose: "🌹",
  tulip: "🌷", sunflower: "🌻", mushroom: "🍄", books: "📚", art: "🎨", musical_note: "🎵", notes: "🎶",
  bell: "🔔", no_bell: "🔕", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", clock3: "🕒",
  stopwatch: "⏱️", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", bar_chart: "📊", chart_with_upwards_trend: "📈",
  memo: "📝", pencil: "📝", pencil2: "✏️", speech_balloon: "💬", left_speech_bubble: "🗨️", mega: "📣", loudspeaker: "📢",
  email: "📧", envelope: "✉️", inbox_tray: "📥", link: "🔗", mag: "🔍", gear: "⚙️", wrench: "🔧", lock: "🔒",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", no_entry: "⛔", no_entry_sign: "🚫",
  warning: "⚠️", exclamation: "❗", question: "❓", information_source: "ℹ️", rotating_light: "🚨", zap: "⚡", boom: "💥",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
  white_circle: "⚪", black_circle: "⚫", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️",
  arrows_counterclockwise: "🔄", house: "🏠", palm_tree: "🌴", zzz: "💤", robot_face: "🤖", hugging_face: "🤗", rocket: "🚀",
};

/** The character for a code like `tada`, or null. */
export function emoji(code) {
  return Object.hasOwn(CODES, code) ? CODES[code] : null;
}
