import { printable } from "djblint-grammars/text";
import { faultyVariables, VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR119",
  name: "axfr-zones",
  language: "tcprules",
  severity: "error",
  category: "variables",
  since: "0.1",
  what: "AXFR has commas, blanks or the like between zones, or a *",
  why: "axfrdns parts the value at each / and takes every piece as it stands for the name of one zone: no zone has such a name",
  sources: ["axfrdns(8)", "djbdns 1.05: axfrdns.c, axfrcheck", "measured: axfrdns of djbdns 1.05"],
  fixable: "unsafe",
  messages: {
    separator: {
      text: '"{piece}" is the name of one zone for axfrdns, since only / parts zones: the client may copy none of these',
      help: "write the zones with / between them",
    },
    wildcard: {
      text: 'axfrdns knows no wildcard: "{piece}" is the name of a zone that is not there',
      help: "name the zones with / between them, or leave AXFR out to let the client copy all",
    },
    part: { text: "Put / between the zones" },
  },
  example: {
    bad: '192.0.2.53:allow,AXFR="example.org, 2.0.192.in-addr.arpa"\n:deny\n',
    good: '192.0.2.53:allow,AXFR="example.org/2.0.192.in-addr.arpa"\n:deny\n',
  },
  on: {
    variables: {
      fault: VariableFault.AxfrZones,
      check: (rule, _, report) => {
        for (const { value, delimiter } of faultyVariables(rule, VariableFault.AxfrZones)) {
          const piece = value.text.split("/").find((each) => /[\s,;:|*]/.test(each)) ?? "";
          const params = { piece: printable(piece) };
          const isWildcard = piece.includes("*");
          const newText = value.text
            .split(/[\s,;:|/]+/)
            .filter((zone) => zone !== "")
            .join("/");
          const fix = { title: "part", safety: "unsafe", edits: [{ span: value, newText }] } as const;
          const message = isWildcard ? "wildcard" : "separator";
          report({ at: value, message, params, fixes: isWildcard || delimiter === "/" ? [] : [fix] });
        }
      },
    },
  },
});
