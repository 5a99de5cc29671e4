// What a screen reader is told without moving the focus.

import { h } from "./dom.js";

const calm = () => document.getElementById("live");
const urgent = () => document.getElementById("live-alert");

/** Say it when the reader has finished its sentence. */
export function announce(text) {
  said(calm(), text);
}

/** Say it now: something failed. */
export function alarm(text) {
  said(urgent(), text);
}

function said(region, text) {
  if (!text) return;
  // Each line is a node of its own, so that the same words twice are said twice.
  region.append(h("p", {}, text));
  while (region.children.length > 6) region.firstElementChild.remove();
}
