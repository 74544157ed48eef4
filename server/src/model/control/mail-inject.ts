/** How qmail-inject completes the addresses of a header field. Specification section 6. */
import { controlFile } from "djblint-grammars/control/files";
import type { ControlDirectory } from "./control-directory.js";
import { quotedAddress } from "./mail-address.js";
import { bareMailAddress, isSpecial, type MailToken, parseMailTokens, printMailTokens } from "./mail-tokens.js";

/** What is put behind incomplete addresses. */
export interface InjectControls {
  readonly defaulthost: readonly MailToken[];
  readonly defaultdomain: readonly MailToken[];
  readonly plusdomain: readonly MailToken[];
  /** Host in Message-ID. */
  readonly idhost: string;
}

/** I5: a text that cannot be parsed stops every qmail-inject. */
export interface InjectFault {
  readonly kind: "fault";
  readonly text: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the environment stand above the files. */
export function readInjectControls(
  directory: ControlDirectory,
  environment: Environment,
): InjectControls | InjectFault {
  const text = (name: string) => environment[controlFile(name)!.environment!] ?? directory.value(name)?.text ?? "";
  const texts = [`.${text("defaultdomain")}`, `@${text("defaulthost")}`, `.${text("plusdomain")}`];
  const tokens = texts.map(parseMailTokens);
  const fault = tokens.indexOf(undefined);
  if (fault >= 0) return { kind: "fault", text: texts[fault] };
  const [defaultdomain = [], defaulthost = [], plusdomain = []] = tokens;
  return { defaulthost, defaultdomain, plusdomain, idhost: text("idhost") };
}

/** A header field with its addresses completed; undefined when it cannot be parsed. */
export function completeField(field: string, controls: InjectControls): string | undefined {
  const tokens = parseMailTokens(field);
  return tokens && printMailTokens(completeList(tokens, controls));
}

/** An address as the envelope holds it; undefined when it cannot be parsed. */
export function completeAddress(address: string, controls: InjectControls): string | undefined {
  const tokens = parseMailTokens(address);
  return tokens && quotedAddress(bareMailAddress(complete(tokens, controls)));
}

/** Addresses end at commas, semicolons and the colon of a group; of `phrase <address>` the address is in brackets. */
function completeList(tokens: readonly MailToken[], controls: InjectControls): MailToken[] {
  const done: MailToken[] = [];
  let pending: MailToken[] = [];
  let bracketed = false;
  const flush = () => {
    done.push(...(bracketed ? pending : complete(pending, controls)));
    pending = [];
    bracketed = false;
  };
  for (let at = 0; at < tokens.length; at++) {
    if (isSpecial(tokens[at], "<")) {
      const end = closingBracket(tokens, at);
      pending.push(tokens[at], ...complete(tokens.slice(at + 1, end), controls), ...tokens.slice(end, end + 1));
      bracketed = true;
      at = end;
    } else if (isSpecial(tokens[at], ",") || isSpecial(tokens[at], ";")) {
      flush();
      done.push(tokens[at]);
    } else if (isSpecial(tokens[at], ":") && !bracketed) {
      done.push(...pending, tokens[at]);
      pending = [];
    } else pending.push(tokens[at]);
  }
  flush();
  return done;
}

/** Where a bracket is closed; the end of the list when it is not. */
function closingBracket(tokens: readonly MailToken[], open: number): number {
  let at = open + 1;
  while (at < tokens.length && !isSpecial(tokens[at], ">")) at++;
  return at;
}

/** I1 to I4, in the order of the program. Comments are put behind the address. */
function complete(
  tokens: readonly MailToken[],
  { defaulthost, defaultdomain, plusdomain }: InjectControls,
): MailToken[] {
  const comments = tokens.filter(({ kind }) => kind === "comment");
  let address = tokens.filter(({ kind }) => kind !== "comment");
  if (address.length === 0 || hasEmptyLiteral(address)) return [...tokens];
  address = withoutEnds(withoutRoute(address));
  if (address.length === 0) return [];
  if (!address.some((token) => isSpecial(token, "@"))) address = [...address, ...defaulthost];
  const last = address[address.length - 1];
  if (last.kind === "atom" && last.text.endsWith("+")) {
    address = [...address.slice(0, -1), { kind: "atom", text: last.text.slice(0, -1) }, ...plusdomain];
  }
  if (!isComplete(address)) address = [...address, ...defaultdomain];
  return [...address, ...comments];
}

/** `user@[]` stays as it is. */
function hasEmptyLiteral(address: readonly MailToken[]): boolean {
  const [last, before] = [address[address.length - 1], address[address.length - 2]];
  return isSpecial(before, "@") && last.kind === "literal" && last.text === "";
}

/** `@a,@b:` in front. */
function withoutRoute(address: readonly MailToken[]): MailToken[] {
  if (!isSpecial(address[0], "@")) return [...address];
  const colon = address.findIndex((token) => isSpecial(token, ":"));
  return colon < 0 ? [] : address.slice(colon + 1);
}

/** A dot, then an @ at the end, are cut off, one of each. */
function withoutEnds(address: MailToken[]): MailToken[] {
  const undotted = isSpecial(address.at(-1), ".") ? address.slice(0, -1) : address;
  return isSpecial(undotted.at(-1), "@") ? undotted.slice(0, -1) : undotted;
}

/** I3: whether the host has a dot or is an address literal. */
function isComplete(address: readonly MailToken[]): boolean {
  const host = address.slice(address.findLastIndex((token) => isSpecial(token, "@")) + 1);
  return host.some((token) => isSpecial(token, ".") || token.kind === "literal");
}
