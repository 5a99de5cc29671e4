// Times as the workspace shows them: always the newsroom's zone, never the reader's own.

const ZONE = "Europe/Stockholm";
const LANGUAGE = "sv-SE";

const formats = {
  clock: new Intl.DateTimeFormat(LANGUAGE, { timeZone: ZONE, hour: "2-digit", minute: "2-digit" }),
  day: new Intl.DateTimeFormat(LANGUAGE, { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" }),
  shortDay: new Intl.DateTimeFormat(LANGUAGE, { timeZone: ZONE, weekday: "short", day: "numeric", month: "short" }),
  date: new Intl.DateTimeFormat(LANGUAGE, { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" }),
};

/** "14.50" */
export function clockTime(at) {
  return formats.clock.format(at).replace(":", ".");
}

/** "fredag 27 november" */
export function day(at) {
  return formats.day.format(at);
}

/** "fre 27 nov." */
export function shortDay(at) {
  return formats.shortDay.format(at);
}

/** "2026-11-27", to tell one local day from another. */
export function localDate(at) {
  return formats.date.format(at);
}

/** "fredag 27 november 14.50" */
export function full(at) {
  return `${day(at)} ${clockTime(at)}`;
}

/** A message's `ts` ("1795787400.000001") as a time. */
export function timeOf(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** "00.42": seconds within the shown time, for a clock that visibly runs. */
export function seconds(at) {
  return String(at.getSeconds()).padStart(2, "0");
}

/** Seconds since 1970 as the newsroom's "2026-11-27T14:50", for a date and time field. */
export function toField(secondsSince1970) {
  const shifted = new Date((secondsSince1970 + offset(secondsSince1970)) * 1000);
  return shifted.toISOString().slice(0, 16);
}

/** The newsroom's "2026-11-27T14:50" as seconds since 1970. */
export function fromField(local) {
  const asUtc = Date.parse(`${local}Z`) / 1000;
  const guess = asUtc - offset(asUtc);
  return Math.floor(asUtc - offset(guess));
}

/** How many seconds the newsroom's zone is ahead of UTC at that instant. */
function offset(secondsSince1970) {
  const at = new Date(secondsSince1970 * 1000);
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: ZONE,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(at);
  return Math.round(Date.parse(`${parts.replace(" ", "T")}Z`) / 1000 - Math.floor(secondsSince1970));
}
