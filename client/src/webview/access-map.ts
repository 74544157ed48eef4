/**
 * The script of the access map: the IPv4 addresses as a square of 256 networks that can be entered four times, and a
 * table of all ranges. Runs in the webview, on plain data from the extension.
 */
import type { MapRange, MapView } from "./access-map-data.js";

interface Api {
  postMessage(message: { line: number }): void;
  setState(state: { base: number; prefix: number }): void;
  getState(): { base: number; prefix: number } | undefined;
}
declare function acquireVsCodeApi(): Api;

const api = acquireVsCodeApi();
const SIDE = 16;
const CELLS = SIDE * SIDE;
const ADDRESSES = 2 ** 32;

/** Ranges of IPv4, in order, without gaps. */
const view = JSON.parse(document.getElementById("data")!.textContent!) as MapView;
const grid = document.getElementById("grid")!;
const path = document.getElementById("path")!;
const says = document.getElementById("says")!;

/** The part of the address space that is shown: `base` is its first address, `prefix` its length in bits. */
let shown = api.getState() ?? { base: 0, prefix: 0 };

function draw(focus = 0): void {
  api.setState(shown);
  const size = ADDRESSES / 2 ** (shown.prefix + 8);
  const cells = Array.from({ length: CELLS }, (_, index) => cell(index, shown.base + index * size, size));
  grid.replaceChildren(...cells);
  for (const [index, button] of cells.entries()) button.tabIndex = index === focus ? 0 : -1;
  path.replaceChildren(...crumbs());
}

function cell(index: number, first: number, size: number): HTMLButtonElement {
  const inside = rangesIn(first, first + size - 1);
  const button = document.createElement("button");
  button.className = `cell ${kindOf(inside)}`;
  const name = nameOf(first, size);
  const text = inside.length === 1 ? `${name}: ${inside[0].says}` : `${name}: ${inside.length} different ranges`;
  button.title = text;
  button.setAttribute("aria-label", text);
  button.textContent = index % SIDE === 0 ? String((first / size) % CELLS) : "";
  button.addEventListener("focus", () => {
    says.textContent = text;
  });
  button.addEventListener("click", () => enter(first, size, inside));
  button.addEventListener("keydown", (event) => move(event, index));
  return button;
}

/** One treatment: to its line. Several: one step nearer. */
function enter(first: number, size: number, inside: readonly MapRange[]): void {
  if (inside.length === 1 || size === 1) {
    if (inside[0].line !== undefined) api.postMessage({ line: inside[0].line });
    return;
  }
  shown = { base: first, prefix: shown.prefix + 8 };
  draw();
  focusOn(0);
}

function leave(): void {
  if (shown.prefix === 0) return;
  const prefix = shown.prefix - 8;
  const index = (shown.base / 2 ** (32 - shown.prefix)) % CELLS;
  shown = { base: shown.base - index * 2 ** (32 - shown.prefix), prefix };
  draw(index);
  focusOn(index);
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE };

function move(event: KeyboardEvent, index: number): void {
  if (event.key === "Escape" || event.key === "Backspace") leave();
  const step = STEPS[event.key];
  const next = index + (step ?? 0);
  if (step === undefined || next < 0 || next >= CELLS) return;
  event.preventDefault();
  focusOn(next);
}

function focusOn(index: number): void {
  for (const [place, child] of [...grid.children].entries()) (child as HTMLElement).tabIndex = place === index ? 0 : -1;
  (grid.children[index] as HTMLElement).focus();
}

/** The ranges that have addresses between two, both included; found by halving. */
function rangesIn(first: number, last: number): MapRange[] {
  const { ipv4 } = view;
  let low = 0;
  let high = ipv4.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ipv4[middle].last < first) low = middle + 1;
    else high = middle;
  }
  const found: MapRange[] = [];
  for (let index = low; index < ipv4.length && ipv4[index].first <= last; index++) found.push(ipv4[index]);
  return found;
}

function kindOf(ranges: readonly MapRange[]): string {
  const kinds = new Set(ranges.map(({ kind }) => kind));
  return kinds.size === 1 ? [...kinds][0] : `mixed ${[...kinds].map((kind) => `with-${kind}`).join(" ")}`;
}

/** As a network, such as 192.168.0.0/16. */
function nameOf(first: number, size: number): string {
  const bits = 32 - Math.log2(size);
  const address = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".");
  return bits === 32 ? address : `${address}/${bits}`;
}

function crumbs(): HTMLElement[] {
  const steps: HTMLElement[] = [];
  for (let prefix = 0; prefix <= shown.prefix; prefix += 8) {
    const size = 2 ** (32 - prefix);
    const base = shown.base - (shown.base % size);
    const button = document.createElement("button");
    button.className = "crumb";
    button.textContent = prefix === 0 ? "all addresses" : nameOf(base, size);
    button.disabled = prefix === shown.prefix;
    button.addEventListener("click", () => {
      shown = { base, prefix };
      draw();
      focusOn(0);
    });
    steps.push(button);
  }
  return steps;
}

for (const row of document.querySelectorAll<HTMLElement>("[data-line]")) {
  const go = () => api.postMessage({ line: Number(row.dataset.line) });
  row.addEventListener("click", go);
  row.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") go();
  });
}
draw();
