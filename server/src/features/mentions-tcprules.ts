/** Hosts, addresses and variables in rule files. */
import { parseIpv4 } from "djblint-grammars/tcprules/address";
import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { foldCase } from "../model/control/control.js";
import type { AccessFile } from "../model/tcprules/access-file.js";
import type { Mention, MentionFinder } from "./mentions.js";
import { isWanted } from "./thing.js";
import { touches } from "./view.js";

export const mentionsOfTcprules: MentionFinder = {
  at: ({ analysis }, offset) => {
    const { text, table } = analysis as AccessFile;
    const line = text.lines.lineAt(offset);
    if (line >= text.lines.count) return undefined;
    const read = table.lineAt(line);
    return read.kind === "rule" ? mentions(read).find(({ span }) => touches(span, offset)) : undefined;
  },
  of: ({ analysis }, wanted) =>
    (analysis as AccessFile).table.rules.flatMap(mentions).filter(({ thing }) => isWanted(thing, wanted)),
};

function mentions({ address, variables }: RuleLine): Mention[] {
  const host = HOST.exec(address.text);
  const found: Mention[] = [];
  if (host) {
    const [, front, dot, name] = host;
    const start = address.start + front.length + dot.length;
    const thing = { kind: "host", name: foldCase(name) } as const;
    found.push({ thing, span: { start, end: address.end }, form: dot === "" ? "whole" : "pattern", defines: false });
  }
  const at = address.text.lastIndexOf("@") + 1;
  if (parseIpv4(address.text.slice(at))) {
    const span = { start: address.start + at, end: address.end };
    found.push({ thing: { kind: "address", name: address.text.slice(at) }, span, form: "whole", defines: false });
  }
  for (const { name } of variables) {
    const thing = { kind: "variable", name: name.text } as const;
    found.push({ thing, span: name, form: "whole", defines: true });
  }
  return found;
}

/** `=host`, `=.domain` and `user@=host` (R40). */
const HOST = /^((?:[^@=]*@)?=)(\.?)(.+)$/s;
