import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS035",
  name: "tmp-equals-source",
  language: "run",
  severity: "error",
  category: "access",
  security: true,
  since: "0.1",
  what: "tcprules writes its temporary file over its source",
  why: "The file is emptied before the first rule is read, and then renamed: the source is lost and the compiled rules allow everybody",
  sources: ["run script specification R35"],
  fixable: "none",
  messages: {
    source: {
      text: "tcprules empties {file} before it reads the first rule from it: the source is lost, and everybody is let in",
      help: "give the temporary file another name",
    },
  },
  example: {
    bad: "#!/bin/sh\ntcprules smtp.cdb smtp <smtp\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
    good: "#!/bin/sh\ntcprules smtp.cdb smtp.tmp <smtp\nexec envuidgid qmaild tcpserver -URHl0 -x smtp.cdb 0 25 qmail-smtpd 2>&1\n",
  },
  on: {
    inStarters: true,
    script: ({ service }, report) => {
      for (const { name, command, arguments: args } of service.commands) {
        const temporary = name === "tcprules" ? args[2] : undefined;
        const input = command.redirects.findLast(({ operator }) => operator === "<");
        const source = input && literalText(input.target.parts);
        if (temporary?.text === undefined || source === undefined || plain(temporary.text) !== plain(source)) continue;
        report({ at: temporary, message: "source", params: { file: printable(source) } });
      }
    },
  },
});

function plain(path: string): string {
  return path.replace(/^(\.\/+)+/, "");
}
