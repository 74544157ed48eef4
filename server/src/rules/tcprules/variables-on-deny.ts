import { VariableFault } from "../../model/tcprules/access-variables.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "TR041",
  name: "variables-on-deny",
  language: "tcprules",
  severity: "warning",
  category: "variables",
  since: "0.1",
  what: "A deny has variables",
  why: "tcprules stores them, and the server never looks at them: it closes the connection",
  sources: ["tcprules specification R15, R52, trap 41"],
  fixable: "unsafe",
  messages: {
    unused: {
      text: "the variables have no effect: a deny closes the connection before any program runs",
      help: "remove them, or write allow if a program such as rblsmtpd is to refuse the client with a message",
    },
    remove: { text: "Remove the variables" },
  },
  example: {
    bad: '192.168.1.7:deny,RBLSMTPD="-go away"\n:allow\n',
    good: '192.168.1.7:allow,RBLSMTPD="-go away"\n:allow\n',
  },
  on: {
    variables: {
      fault: VariableFault.OnDeny,
      check: ({ instruction, span }, _, report) => {
        const at = { start: instruction.end, end: span.end };
        const fixes = [{ title: "remove", safety: "unsafe", edits: [{ span: at, newText: "" }] }] as const;
        report({ at, message: "unused", fixes, tags: ["unnecessary"] });
      },
    },
  },
});
