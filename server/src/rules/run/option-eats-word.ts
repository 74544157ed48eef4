import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { Step } from "../../model/run/service.js";
import { hasTakenFlag, takesFlag } from "../../model/run/service-misread.js";
import {
  hasHostAsPort,
  hasPathAsPort,
  hasPortAsHost,
  isUcspi,
  portNumber,
  serverOf,
} from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS042",
  name: "option-eats-word",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "An option takes the next word as its argument, although that word was meant for something else, or host and port are swapped or stand in one word",
  why: "The reader takes the next word whatever it is: a flag is lost, or the host, and then the port is read as the host",
  silent: "When an expansion among the words may have shifted them",
  sources: ["run script specification C2, T6, R42"],
  fixable: "none",
  messages: {
    flag: {
      text: "-{letter} takes the next word as its {argument}, so {word} is no option here",
      help: "write the {argument} directly behind -{letter}",
    },
    host: {
      text:
        "-{letter} takes {word} as its {argument}, so {server} reads {host} as the host and {port} as the port: " +
        "unable to figure out port number for {port}",
      help: "write the {argument} directly behind -{letter}, and then the host",
    },
    missing: {
      text: "{server} reads {host} as the host and {port} as the port: unable to figure out port number for {port}",
      help: "write the host in front of the port; 0 means all addresses",
    },
    path: {
      text: "{server} reads {host} as the host and {port} as the port: unable to figure out port number for {port}",
      help: "write host and port as two words, such as 0 25",
    },
    swapped: {
      text: "{server} does not listen on port {host}: it reads {host} as the host and {port} as the port",
      help: "write {port} {host}: the host stands in front of the port",
    },
    shifted: {
      text: "{server} reads {host} as the host, {port} as the port and {word} as the program: each stands one place too far back",
      help: "leave {host} out, or write the option in front of it whose argument it is, such as -c",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web tcpserver -vRHl 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web tcpserver -vRHl0 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, { text }, report) => {
      const server = serverOf(chain);
      const isShifted = server !== undefined && isUcspi(server) && hasPortAsHost(server);
      const hostEater = isShifted ? server.step.options.at(-1)?.value : undefined;
      for (const step of chain.steps) {
        if (!step.certain || step.program?.reader !== "djb") continue;
        for (const option of step.options) {
          const { letter, spec, value } = option;
          if (!takesFlag(option, step.program) || value === undefined || value === hostEater) continue;
          const params = { letter, argument: spec?.argument ?? "argument", word: value.text ?? "" };
          report({ at: value, message: "flag", params });
        }
      }
      const hasShifted = isShifted && lastTakesFlag(server.step);
      if (server === undefined || (hasTakenFlag(server.step) && !hasShifted)) return;
      if (hasHostAsPort(server)) {
        const [program] = server.behind;
        const word = literalText(program?.word.parts ?? []) ?? "";
        const message = (portNumber(word) ?? 0) > 0 ? "shifted" : "swapped";
        const params = { server: server.step.name, host: server.host?.text ?? "", port: server.port?.text ?? "", word };
        report({ at: server.host ?? server.step.word, message, params });
      }
      // Of a port that begins with a number another rule speaks (RS043).
      if (!isShifted && hasPathAsPort(server) && !/^[0-9]/.test(server.port!.head)) {
        const port = printable(text.slice(server.port!));
        report({
          at: server.host!,
          message: "path",
          params: { server: server.step.name, host: server.host!.text!, port },
        });
      }
      if (!isShifted) return;
      const { step } = server;
      const last = step.options.at(-1);
      const host = server.host?.text ?? "";
      const port = printable(server.port?.text ?? "");
      if (last?.takesNext && last.value) {
        const argument = last.spec?.argument ?? "argument";
        const word = printable(last.value.text ?? last.value.head);
        const params = { letter: last.letter, argument, word, server: step.name, host, port };
        report({ at: last.value, message: "host", params });
      } else report({ at: server.host ?? step.word, message: "missing", params: { server: step.name, host, port } });
    },
  },
});

function lastTakesFlag({ program, options }: Step): boolean {
  const last = options.at(-1);
  return program !== undefined && last !== undefined && takesFlag(last, program);
}
