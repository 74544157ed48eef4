/** What the rules about addresses that no server asks for have in common. */
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { printable } from "djblint-grammars/text";
import { type AccessFile, shown } from "../../model/tcprules/access-file.js";
import type { Fix, MessageTemplate, Observation } from "../rule.js";

type Causes<M extends string> = Readonly<Record<M, MessageTemplate>>;
type DeadMessages<M extends string> = Readonly<Record<M | `${M}Deny`, MessageTemplate>>;

/** Each cause as two messages: a deny that matches nobody is worse than an allow, the door stands open. */
export function deadMessages<M extends string>(causes: Causes<M>): DeadMessages<M> {
  const entries = Object.entries<MessageTemplate>(causes).flatMap(([id, { text, help }]) => [
    [id, { text: `this rule matches no client: ${text}`, help }],
    [`${id}Deny`, { text: `this deny keeps nobody out: ${text}`, help }],
  ]);
  return Object.fromEntries(entries) as DeadMessages<M>;
}

/** The same for a rule that knows, now and then, what was meant. */
export function deadOrMeantMessages<M extends string>(
  causes: Causes<M>,
): DeadMessages<M> & Readonly<Record<"replace", MessageTemplate>> {
  return { ...deadMessages(causes), replace: { text: "Write {instead}" } };
}

/** The address is dead for a cause; `instead` is what was certainly meant, where that is clear: then its rule needs `replace`. */
export function deadAddress(rule: RuleLine, access: AccessFile, cause: string, instead?: string): Observation {
  return {
    at: rule.address,
    message: rule.instruction.kind === "deny" ? `${cause}Deny` : cause,
    params: { address: shown(access, rule.address), ...(instead === undefined ? {} : { instead: inWords(instead) }) },
    fixes: instead === undefined ? [] : [replaceAddress(rule, instead)],
  };
}

/** Its messages need `replace`. */
export function replaceAddress({ address }: RuleLine, instead: string): Fix {
  return {
    title: "replace",
    params: { instead: inWords(instead) },
    safety: "unsafe",
    edits: [{ span: address, newText: instead }],
  };
}

function inWords(instead: string): string {
  return instead === "" ? "nothing in front of the colon" : printable(instead);
}

/** One line for each address, with the instruction and the variables of the rule. */
export function replaceLine({ span, address }: RuleLine, { text }: AccessFile, addresses: readonly string[]): Fix {
  const rest = text.slice({ start: address.end, end: span.end });
  return {
    title: "replace",
    params: { instead: printable(addresses.join(", ")) },
    safety: "unsafe",
    edits: [{ span, newText: addresses.map((each) => each + rest).join("\n") }],
  };
}
