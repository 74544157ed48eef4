/** Hosts and addresses in control files and `.qmail` files, and the users of users/assign. */
import type { ControlLine, Field } from "djblint-grammars/control/tree";
import { parseIpv4 } from "djblint-grammars/tcprules/address";
import { foldCase } from "../model/control/control.js";
import type { ControlSource } from "../model/control/control-source.js";
import { forwardOf } from "../model/control/delivery-text.js";
import { nameTrouble } from "../model/control/domain-entry.js";
import { entryText, part } from "../model/control/entry-text.js";
import type { Mention, MentionFinder } from "./mentions.js";
import { ACCOUNT, isWanted } from "./thing.js";
import { touches } from "./view.js";

export const mentionsOfControl: MentionFinder = {
  at: (source, offset) => mentions(source.analysis as ControlSource).find(({ span }) => touches(span, offset)),
  of: (source, wanted) => mentions(source.analysis as ControlSource).filter(({ thing }) => isWanted(thing, wanted)),
};

function mentions(file: ControlSource): Mention[] {
  const entries = file.domains.flatMap(({ name }) => hostMention(name, file) ?? []);
  return [...entries, ...file.lines.flatMap((line) => thingsOfLine(line, file))];
}

/** Fields other than the keys of lists that are looked up by domain. */
function thingsOfLine(line: ControlLine, file: ControlSource): Mention[] {
  switch (line.kind) {
    case "value":
      return holdsHost(file) ? only(hostMention(firstWord(line.whole), file)) : [];
    case "route":
      return only(hostMention(bare(line.relay), file));
    case "entry":
      if (file.shape === "users") return only(accountMention(line.whole));
      if (file.name === "qmqpservers") return only(hostMention(line.whole, file));
      return file.name === "badmailfrom" ? only(hostMention(behindAt(line.whole), file)) : [];
    case "assignment":
    case "mailnames":
    case "subuser":
      return only(accountMention(line.user));
    case "instruction": {
      const forward = forwardOf(line);
      return forward && !forward.trouble ? only(hostMention(behindAt(forward.address), file)) : [];
    }
    default:
      return [];
  }
}

/** Files of one value that is the name of a host; the greeting begins with one. */
function holdsHost({ spec }: ControlSource): boolean {
  return spec !== undefined && (spec.name === "me" || spec.usesMe);
}

function firstWord(field: Field): Field {
  return part(field, 0, /^\S*/.exec(field.text)![0].length);
}

function behindAt(field: Field): Field {
  const at = field.text.lastIndexOf("@");
  return at < 0 ? part(field, field.text.length) : part(field, at + 1);
}

/** Without brackets around an address. */
function bare(field: Field): Field {
  return /^\[.*\]$/.test(field.text) ? part(field, 1, field.text.length - 1) : field;
}

function hostMention(field: Field, { name: file }: ControlSource): Mention | undefined {
  const inner = bare(entryText(field) ?? field);
  if (parseIpv4(inner.text)) {
    return { thing: { kind: "address", name: inner.text }, span: inner, form: "whole", defines: false };
  }
  const isPattern = inner.text.startsWith(".");
  const host = isPattern ? part(inner, 1) : inner;
  if (host.text === "" || nameTrouble(host.text)) return undefined;
  const thing = { kind: "host", name: foldCase(host.text) } as const;
  return { thing, span: host, form: isPattern ? "pattern" : "whole", defines: file === "me" };
}

function accountMention(user: Field): Mention | undefined {
  if (!ACCOUNT.test(user.text)) return undefined;
  return { thing: { kind: "account", name: user.text }, span: user, form: "whole", defines: false };
}

function only(mention: Mention | undefined): Mention[] {
  return mention ? [mention] : [];
}
