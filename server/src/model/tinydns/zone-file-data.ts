/**
 * Record data in the form of zone files (RFC 1035 section 5.1), which people write into generic lines, put into the form
 * that such lines have: the bytes of the record (tinydns specification R11). What is no text stands there as `\ooo`.
 */
import { printText } from "djblint-grammars/tinydns/printer";
import { Address4, Address6 } from "ip-address";
import { TYPE } from "../../compile/expand.js";
import { parameterKey } from "./service-parameters.js";

/** The parts of a record, read from its words; undefined for those that do not fit. */
type Form = (words: Words) => readonly Part[];
type Part = string | undefined;

const FORMS: ReadonlyMap<number, Form> = new Map<number, Form>([
  [TYPE.A, (words) => [words.address4()]],
  [TYPE.AAAA, (words) => [words.address6()]],
  [13, (words) => [words.string(), words.string()]],
  [TYPE.TXT, (words) => words.strings()],
  [17, (words) => [words.name(), words.name()]],
  [18, (words) => [words.number(2), words.name()]],
  [TYPE.SRV, (words) => [words.number(2), words.number(2), words.number(2), words.name()]],
  [
    TYPE.NAPTR,
    (words) => [words.number(2), words.number(2), words.string(), words.string(), words.string(), words.name()],
  ],
  [39, (words) => [words.name()]],
  [43, (words) => [words.number(2), words.number(1), words.number(1), words.hex()]],
  [44, (words) => [words.number(1), words.number(1), words.hex()]],
  [48, (words) => [words.number(2), words.number(1), words.number(1), words.base64()]],
  [52, (words) => [words.number(1), words.number(1), words.number(1), words.hex()]],
  [64, (words) => [words.number(2), words.name(), words.parameters()]],
  [65, (words) => [words.number(2), words.name(), words.parameters()]],
  [99, (words) => words.strings()],
  [256, (words) => [words.number(2), words.number(2), words.text()]],
  [257, (words) => [words.number(1), words.tag(), words.text()]],
]);

/** Data of any type, by its length and its bytes in hexadecimal (RFC 3597 section 5). */
const ANY_TYPE = /^\\?# +(\d+) +([0-9a-f ]+)$/i;

/** What a generic line has to have for data in the form of a zone file; undefined when the text is no such data. */
export function genericForm(type: number, text: string): string | undefined {
  const [, length, digits] = ANY_TYPE.exec(text) ?? [];
  if (digits !== undefined) {
    const bytes = bytesOfHex(digits.replaceAll(" ", ""));
    return bytes?.length === Number(length) ? octal(bytes) : undefined;
  }
  const form = FORMS.get(type);
  const words = wordsOf(text);
  if (!form || !words) return undefined;
  const parts = form(words);
  return words.isDone && !parts.includes(undefined) ? parts.join("") : undefined;
}

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The values that may stand in quotes, of parameters that are read. */
const QUOTED_VALUE = /(?<=(?:^|\s)(?:alpn|port|ipv4hint|ipv6hint)=)"([^"\s]*)"(?=\s|$)/g;

/** Words with blanks between them; undefined when a quote is left open, or begins in a word. */
function wordsOf(line: string): Words | undefined {
  const text = line.replace(QUOTED_VALUE, "$1");
  if (!/^(?:"[^"]*"|[^\s"]+)(?:\s+(?:"[^"]*"|[^\s"]+))*\s*$/.test(text)) return undefined;
  const words = [...text.matchAll(/"([^"]*)"|\S+/g)];
  return new Words(words.map(([word, quoted]) => ({ text: quoted ?? word, isQuoted: quoted !== undefined })));
}

/** The words of a record; what is read of them is given as a generic line has it. */
class Words {
  private at = 0;

  constructor(private readonly words: readonly Word[]) {}

  get isDone(): boolean {
    return this.at === this.words.length;
  }

  number(size: 1 | 2): Part {
    const text = this.plain();
    const value = Number(text);
    if (!/^\d{1,5}$/.test(text) || value >= 256 ** size) return undefined;
    return octal(size === 1 ? [value] : [value >> 8, value & 255]);
  }

  /** A name that says by its dots that it is whole. */
  name(): Part {
    const text = this.plain();
    if (text === ".") return octal([0]);
    const labels = text.replace(/\.$/, "").split(".");
    const isName = text.includes(".") && labels.every((label) => /^[\w*/-]{1,63}$/.test(label));
    return isName && !/^[\d.]+$/.test(text) ? `${labels.map(counted).join("")}${octal([0])}` : undefined;
  }

  string(): Part {
    const word = this.next();
    return word && counted(word.text);
  }

  /** RFC 8659 section 4.1. */
  tag(): Part {
    const text = this.plain();
    return /^[a-z0-9]+$/i.test(text) ? counted(text) : undefined;
  }

  /** Strings in quotes: others may be one text as it was meant. */
  strings(): Part[] {
    const parts: Part[] = [];
    while (!this.isDone) {
      const word = this.next();
      parts.push(word?.isQuoted ? counted(word.text) : undefined);
    }
    return parts;
  }

  /** The last field of a record, without a length. */
  text(): Part {
    const word = this.next();
    return word && printText(word.text);
  }

  address4(): Part {
    return address4(this.plain());
  }

  address6(): Part {
    return address6(this.plain());
  }

  /** Hexadecimal digits, to the end. */
  hex(): Part {
    const bytes = bytesOfHex(this.remaining());
    return bytes && octal(bytes);
  }

  base64(): Part {
    const text = this.remaining();
    if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
    return octal([...atob(text)].map((char) => char.charCodeAt(0)));
  }

  /** The parameters of a service that are used most, in any order (RFC 9460 section 7). */
  parameters(): Part {
    const values = new Map<number, string>();
    while (!this.isDone) {
      const [, name, list] = /^([a-z0-9-]+)=(\S+)$/.exec(this.plain()) ?? [];
      const key = name === undefined ? undefined : parameterKey(name);
      const value = key === undefined ? undefined : PARAMETERS[name]?.(list.split(","));
      if (key === undefined || value === undefined || values.has(key)) return undefined;
      const length = bytesIn(value);
      values.set(key, octal([0, key, length >> 8, length & 255]) + value);
    }
    return [...values]
      .sort(([a], [b]) => a - b)
      .map(([, value]) => value)
      .join("");
  }

  private remaining(): string {
    let text = this.plain();
    while (!this.isDone) text += this.plain();
    return text;
  }

  /** The next word; nothing when it stands in quotes, or when there is none. */
  private plain(): string {
    const word = this.next();
    return word && !word.isQuoted ? word.text : "";
  }

  private next(): Word | undefined {
    return this.isDone ? undefined : this.words[this.at++];
  }
}

function address4(text: string): Part {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && Address4.isValid(text)
    ? octal(text.split(".").map(Number))
    : undefined;
}

function address6(text: string): Part {
  if (/^[0-9a-f]{32}$/i.test(text)) return octal(bytesOfHex(text)!);
  if (!/^[0-9a-f:.]+$/i.test(text) || !Address6.isValid(text)) return undefined;
  return octal(new Address6(text).toUnsignedByteArray());
}

/** The bytes of a value from the pieces between its commas. */
const PARAMETERS: Readonly<Record<string, (pieces: readonly string[]) => Part>> = {
  alpn: (pieces) => all(pieces.map((protocol) => (/^[\w./-]+$/.test(protocol) ? counted(protocol) : undefined))),
  port: ([port, ...more]) =>
    more.length === 0 && /^\d{1,5}$/.test(port) && Number(port) < 0x10000
      ? octal([Number(port) >> 8, Number(port) & 255])
      : undefined,
  ipv4hint: (pieces) => all(pieces.map(address4)),
  ipv6hint: (pieces) => all(pieces.map(address6)),
};

function all(parts: readonly Part[]): Part {
  return parts.includes(undefined) ? undefined : parts.join("");
}

/** How many bytes a generic line makes of what is written. */
function bytesIn(written: string): number {
  return written.replace(/\\\d{3}/g, " ").length;
}

/** A string with its length byte in front. */
function counted(text: string): Part {
  return text.length > 255 ? undefined : octal([text.length]) + printText(text);
}

function octal(bytes: readonly number[]): string {
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

function bytesOfHex(text: string): number[] | undefined {
  if (!/^([0-9a-f]{2})+$/i.test(text)) return undefined;
  return text.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
}
