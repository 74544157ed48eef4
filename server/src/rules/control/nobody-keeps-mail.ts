import { printable } from "djblint-grammars/text";
import type { ControlPlace } from "../../model/control/control-source.js";
import { commandOf, instructionsIn } from "../../model/control/delivery-commands.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM856",
  name: "nobody-keeps-mail",
  language: "control",
  severity: "warning",
  category: "delivery instructions",
  since: "0.1",
  what: "The only instruction of a .qmail file, or of the default delivery, is dot-forward or vacation",
  why:
    "Neither of them keeps mail. dot-forward ends with code 0 where a user has no .forward, and vacation when it has answered: " +
    "qmail-local goes on with the next line, finds none, and the mail counts as delivered",
  sources: ["dot-forward(1)", "vacation(1)", "qmail-command(8)"],
  fixable: "none",
  messages: {
    forward: {
      text: "mail of users without a {file} is lost: dot-forward keeps none, and no other line does",
      help: "write ./Maildir/ or ./Mailbox on the line below",
    },
    vacation: {
      text: "mail is answered and lost: vacation keeps none, and no other line does",
      help: "write ./Maildir/ or ./Mailbox on a line of its own",
    },
  },
  example: {
    file: "mail/joe/.qmail",
    bad: "|vacation joe\n",
    good: "|vacation joe\n./Maildir/\n",
  },
  on: {
    lines: {
      instruction: (line, file, report) => {
        const command = isAlone(file) ? commandOf(line) : undefined;
        if (command?.name === "vacation") report({ at: line.argument, message: "vacation" });
        if (command?.name !== "dot-forward") return;
        const named = command.args.find((word) => !word.startsWith("-")) ?? ".forward";
        report({ at: line.argument, message: "forward", params: { file: printable(named) } });
      },
    },
  },
});

function isAlone(file: ControlPlace): boolean {
  return instructionsIn(file).length === 1;
}
