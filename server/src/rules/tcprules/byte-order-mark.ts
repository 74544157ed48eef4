import type { RuleLine } from "djblint-grammars/tcprules/tree";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { isMarkedComment } from "../../model/tcprules/access-file.js";
import { defineRule, type Fix } from "../rule.js";

export default defineRule({
  code: "TR018",
  name: "byte-order-mark",
  language: "tcprules",
  severity: "error",
  category: "syntax",
  security: true,
  since: "0.1",
  what: "A line begins with a byte order mark (the bytes EF BB BF)",
  why: "tcprules knows none: the mark becomes part of the first address, or makes a comment a line that is none",
  sources: ["tcprules specification R8, traps 18 and 19"],
  fixable: "unsafe",
  messages: {
    rule: {
      text: "this rule matches no client: an invisible byte order mark stands in front of its address",
      help: "save the file as UTF-8 without byte order mark",
    },
    ruleDeny: {
      text: "this deny keeps nobody out: an invisible byte order mark stands in front of its address",
      help: "save the file as UTF-8 without byte order mark",
    },
    skips: {
      text:
        "an invisible byte order mark stands in front of this line, so that it is no comment: " +
        "tcprules skips it, that of the IPv6 patch loops for ever",
      help: "save the file as UTF-8 without byte order mark",
    },
    stops: {
      text: "tcprules stops here, compiling nothing: an invisible byte order mark keeps this line from being empty or a comment",
      help: "save the file as UTF-8 without byte order mark",
    },
    hangs: {
      text: "tcprules loops here for ever: an invisible byte order mark keeps this line from being empty or a comment",
      help: "save the file as UTF-8 without byte order mark",
    },
    remove: { text: "Remove the byte order mark" },
  },
  example: {
    bad: "\xef\xbb\xbf192.168.1.:allow\n:deny\n",
    good: "192.168.1.:allow\n:deny\n",
  },
  on: {
    address: {
      kinds: [AddressKind.ByteOrderMark],
      check: ({ span, instruction }: RuleLine, _, report) => {
        const message = instruction.kind === "deny" ? "ruleDeny" : "rule";
        report({ at: markAt(span.start), message, fixes: [removal(span.start, "unsafe")] });
      },
    },
    fault: (line, _, report) => {
      if (!isMarkedComment(line)) return;
      // A comment and a line that is skipped make the same table: none of both is in it.
      const fix = removal(line.span.start, line.effect === "skips" ? "safe" : "unsafe");
      report({ at: markAt(line.span.start), message: line.effect, fixes: [fix] });
    },
  },
});

function markAt(start: number) {
  return { start, end: start + 3 };
}

function removal(start: number, safety: Fix["safety"]): Fix {
  return { title: "remove", safety, edits: [{ span: markAt(start), newText: "" }] };
}
