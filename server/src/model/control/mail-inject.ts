/** How qmail-inject completes an address. Specification section 6. */
import { controlFile } from "djblint-grammars/control/files";
import type { ControlDirectory } from "./control-directory.js";
import { quotedAddress } from "./mail-address.js";
import { bareMailAddress, isSpecial, type MailToken, parseMailTokens } from "./mail-tokens.js";

/** What is put behind incomplete addresses. */
export interface InjectControls {
  readonly defaulthost: readonly MailToken[];
  readonly defaultdomain: readonly MailToken[];
  readonly plusdomain: readonly MailToken[];
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
  return { defaulthost, defaultdomain, plusdomain };
}

/** `address`, which is not empty and has no route, as the envelope holds it; undefined when it cannot be parsed. */
export function completeAddress(address: string, controls: InjectControls): string | undefined {
  const tokens = parseMailTokens(address);
  return tokens && quotedAddress(bareMailAddress(complete(tokens, controls)));
}

/** What becomes of the name of a host behind an @; undefined when every message is refused. */
export function completedHost(name: string, directory: ControlDirectory): string | undefined {
  const controls = readInjectControls(directory, {});
  const address = "kind" in controls ? undefined : completeAddress(`joe@${name}`, controls);
  return address?.slice(address.lastIndexOf("@") + 1);
}

/** I1 to I4, in the order of the program. */
function complete(
  tokens: readonly MailToken[],
  { defaulthost, defaultdomain, plusdomain }: InjectControls,
): readonly MailToken[] {
  let address = tokens.filter(({ kind }) => kind !== "comment");
  if (hasEmptyLiteral(address)) return address;
  address = withoutEnds(address);
  if (!address.some((token) => isSpecial(token, "@"))) address = [...address, ...defaulthost];
  const last = address[address.length - 1];
  if (last.kind === "atom" && last.text.endsWith("+")) {
    address = [...address.slice(0, -1), { kind: "atom", text: last.text.slice(0, -1) }, ...plusdomain];
  }
  return isComplete(address) ? address : [...address, ...defaultdomain];
}

/** `user@[]` stays as it is. */
function hasEmptyLiteral(address: readonly MailToken[]): boolean {
  const [last, before] = [address[address.length - 1], address[address.length - 2]];
  return isSpecial(before, "@") && last.kind === "literal" && last.text === "";
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
