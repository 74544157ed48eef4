import { isRulesOfAxfrdns } from "../../model/site/rules-of-axfrdns.js";
import { AddressKind } from "../../model/tcprules/access-address.js";
import { hasMeantDefault } from "../../model/tcprules/meant-default.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR115",
  name: "open-zone-transfer",
  language: "tcprules",
  severity: "warning",
  category: "policy",
  security: true,
  since: "0.1",
  what: "The rules of axfrdns let clients in that no line names, without the variable AXFR",
  why: "axfrdns refuses zones only where AXFR is set: everybody may copy all zones, with every name in them",
  silent:
    "For rules that are not known to be those of axfrdns, by a service of the tree, by the path axfrdns/tcp or by the variable " +
    "AXFR in one of them; where a line stops tcprules, and when a line was to speak of everybody, as for no-default-rule",
  sources: ["axfrdns(8)", "measured: axfrdns of djbdns 1.05"],
  fixable: "unsafe",
  messages: {
    everybody: {
      text: "every client that no other line names may copy all zones: axfrdns refuses none where AXFR is not set",
      help: 'write :allow,AXFR="" for questions over TCP without transfers, or :deny',
    },
    unnamed: {
      text: "every client that no line names may copy all zones: there is no line with an empty address, and AXFR is not set",
      help: 'add :allow,AXFR="" for questions over TCP without transfers, or :deny',
    },
    none: { text: "Let it copy no zone" },
    add: { text: "Let all others copy no zone" },
  },
  example: {
    file: "axfrdns/tcp",
    bad: '192.0.2.53:allow,AXFR="example.org"\n:allow\n',
    good: '192.0.2.53:allow,AXFR="example.org"\n:allow,AXFR=""\n',
  },
  on: {
    file: (access, report) => {
      const { table } = access;
      if (table.stop || table.count === 0 || !isRulesOfAxfrdns(access)) return;
      const kinds = Array.from({ length: table.count }, (_, index) => table.kind(index));
      // Of two lines with one key the first counts.
      const byDefault = kinds.indexOf(AddressKind.Default);
      const { span, instruction, variables } = table.rule(byDefault < 0 ? table.count - 1 : byDefault);
      const end = { start: span.end, end: span.end };
      if (byDefault < 0) {
        if (hasMeantDefault(table)) return;
        const edits = [{ span: end, newText: '\n:allow,AXFR=""' }];
        report({ at: span, message: "unnamed", fixes: [{ title: "add", safety: "unsafe", edits }] });
      } else if (instruction.kind === "allow" && !variables.some(({ name }) => name.text === "AXFR")) {
        const edits = [{ span: end, newText: ',AXFR=""' }];
        report({ at: span, message: "everybody", fixes: [{ title: "none", safety: "unsafe", edits }] });
      }
    },
  },
});
