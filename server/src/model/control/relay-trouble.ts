/** What is wrong with the relay of a line in smtproutes (T4 to T8). A relay has one trouble: the first that fits. */
import type { Field, RouteLine } from "djblint-grammars/control/tree";
import { withoutBlanksBehind } from "djblint-grammars/text";
import { isCommentAlone, part } from "./entry-text.js";
import { isHostName } from "./mail-address.js";

export type RelayTrouble =
  | "ipv6"
  /** `smtp:[...]`, `smtp://...` as in other mailers. */
  | "transport"
  /** `r1,r2` */
  | "several"
  /** User and password behind the port, as a patch takes them. */
  | "login"
  /** No relay, but a port. */
  | "no-relay"
  | "blank-before"
  /** In front of the colon of the port. */
  | "blank-behind"
  | "text-behind"
  /** Behind the digits of the port, where nobody looks. */
  | "text-behind-port"
  | "octet"
  | "not-four"
  | "one-bracket"
  | "bracketed-name"
  | "bare-address"
  /** With a byte that no host name has, or two dots in a row. */
  | "no-name"
  | "port-empty"
  | "port-zero"
  | "port-text"
  | "port-too-large";

export interface Relay {
  /** The relay without blanks and carriage return. */
  readonly host: Field;
  readonly port: Field | undefined;
  readonly trouble: RelayTrouble | undefined;
}

const TRANSPORT = /^(smtps?|esmtp|ssmtp|lmtp|relay|local|virtual|uucp|error|discard|https?|tcp)$/i;

/** The bytes of a route as its author meant them. */
export function relayOf({ relay, port }: RouteLine): Relay {
  const isLast = port === undefined;
  const bare = isLast ? withoutReturn(relay) : relay;
  const indent = bare.text.length - bare.text.trimStart().length;
  const host = part(bare, indent, withoutBlanksBehind(bare.text).length || indent);
  const portText = port && withoutReturn(port);
  return { host, port: portText, trouble: troubleOf(bare, host, portText) };
}

function withoutReturn(field: Field): Field {
  return field.text.endsWith("\r") ? part(field, 0, field.text.length - 1) : field;
}

function troubleOf(relay: Field, host: Field, port: Field | undefined): RelayTrouble | undefined {
  const behind = port ? `${host.text}:${port.text}` : host.text;
  if (/^\[?(IPv6:)?[\da-f]*:[\da-f]*:[\da-f:.]*\]?([:;]\d*)?$/i.test(behind) && behind.length > 2) return "ipv6";
  if (port && TRANSPORT.test(host.text) && /^(\[|\/\/|[a-z])/i.test(port.text)) return "transport";
  if (host.text === "") return port ? "no-relay" : undefined;
  if (isCommentAlone(relay.text)) return "text-behind";
  if (relay.text[0] === " " || relay.text[0] === "\t") return "blank-before";
  if (/[,;]/.test(host.text)) return "several";
  if (/[ \t]/.test(host.text)) return IN_BRACKETS.test(host.text) ? hostTrouble(host.text) : "text-behind";
  if (port && host.end < relay.end) return "blank-behind";
  return hostTrouble(host.text) ?? (port && portTrouble(port.text)) ?? bareTrouble(host.text);
}

const IN_BRACKETS = /^\[[^[\]]*\]$/;
const FOUR_NUMBERS = /^\d+\.\d+\.\d+\.\d+$/;

function hostTrouble(host: string): RelayTrouble | undefined {
  const inner = /^\[([^[\]]*)\]$/.exec(host)?.[1];
  if (inner === undefined && /[[\]]/.test(host)) return "one-bracket";
  const text = inner ?? host;
  if (FOUR_NUMBERS.test(text)) return text.split(".").some((number) => Number(number) > 255) ? "octet" : undefined;
  if (/^[\d. \t]+$/.test(text)) return "not-four";
  if (inner !== undefined) return "bracketed-name";
  return isHostName(text) ? undefined : "no-name";
}

function portTrouble(port: string): RelayTrouble | undefined {
  const digits = /^\d*/.exec(port)![0];
  const rest = port.slice(digits.length);
  if (port === "") return "port-empty";
  if (digits === "") return "port-text";
  if (/^[ \t]+[^\s#;/]+[ \t]+\S+$|^\|[^|\s]+\|[^|\s]+$/.test(rest)) return "login";
  if (/^0+$/.test(digits)) return "port-zero";
  if (Number(digits) > 65535) return "port-too-large";
  return rest.trim() === "" ? undefined : "text-behind-port";
}

function bareTrouble(host: string): RelayTrouble | undefined {
  return FOUR_NUMBERS.test(host) ? "bare-address" : undefined;
}
