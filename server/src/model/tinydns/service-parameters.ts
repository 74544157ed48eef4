/** The parameters of SVCB and HTTPS records: their bytes and their form in zone files (RFC 9460 sections 2 and 7, RFC 9461). */
import { formatAddress6 } from "./address6.js";
import { formatAddress } from "./scalars.js";

/** What the value of a parameter has to be, in words, and how it is written; undefined when the bytes are none. */
interface ParameterKind {
  readonly name: string;
  readonly form: string;
  readonly read: (value: Uint8Array) => string | undefined;
}

const KINDS: readonly ParameterKind[] = [
  { name: "mandatory", form: "numbers of 2 bytes in rising order", read: keys },
  { name: "alpn", form: "strings, each with its length byte in front", read: protocols },
  { name: "no-default-alpn", form: "nothing", read: (value) => (value.length === 0 ? "" : undefined) },
  { name: "port", form: "2 bytes", read: (value) => (value.length === 2 ? `${value[0] * 256 + value[1]}` : undefined) },
  { name: "ipv4hint", form: "addresses of 4 bytes", read: (value) => addresses(value, 4) },
  { name: "ech", form: "at least a byte", read: (value) => some(btoa(String.fromCharCode(...value))) },
  { name: "ipv6hint", form: "addresses of 16 bytes", read: (value) => addresses(value, 16) },
];

/** The parameter as zone files have it; undefined when it is not of its kind, or of none that is known. */
export function formatParameter(key: number, value: Uint8Array): string | undefined {
  const text = KINDS[key]?.read(value);
  return text === undefined ? undefined : text === "" ? KINDS[key].name : `${KINDS[key].name}=${text}`;
}

/** What a parameter of a known kind should be; undefined for others. */
export function parameterKind(key: number): { readonly name: string; readonly form: string } | undefined {
  return KINDS[key];
}

export function parameterName(key: number): string {
  return KINDS[key]?.name ?? `key${key}`;
}

/** The key of a parameter by its name. */
export function parameterKey(name: string): number | undefined {
  const key = KINDS.findIndex((kind) => kind.name === name);
  return key < 0 ? undefined : key;
}

function keys(value: Uint8Array): string | undefined {
  const numbers = pieces(value, 2)?.map(([high, low]) => high * 256 + low);
  if (numbers?.every((key, index) => index === 0 || key > numbers[index - 1]) !== true) return undefined;
  return numbers.map(parameterName).join(",");
}

function protocols(value: Uint8Array): string | undefined {
  const names: string[] = [];
  for (let at = 0; at < value.length; at += value[at] + 1) {
    if (value[at] === 0 || at + value[at] >= value.length) return undefined;
    names.push(String.fromCharCode(...value.subarray(at + 1, at + 1 + value[at])));
  }
  return some(names.map((name) => name.replace(/[^\w./-]/g, escaped)).join(","));
}

function addresses(value: Uint8Array, size: 4 | 16): string | undefined {
  return pieces(value, size)
    ?.map((each) =>
      size === 4 ? formatAddress(each.reduce((sum, octet) => sum * 256 + octet, 0)) : formatAddress6(each),
    )
    .join(",");
}

/** Parts of one size, at least one. */
function pieces(value: Uint8Array, size: number): Uint8Array[] | undefined {
  if (value.length === 0 || value.length % size !== 0) return undefined;
  return Array.from({ length: value.length / size }, (_, index) => value.subarray(index * size, (index + 1) * size));
}

function escaped(char: string): string {
  return `\\${String(char.charCodeAt(0)).padStart(3, "0")}`;
}

function some(text: string): string | undefined {
  return text === "" ? undefined : text;
}
