import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import type { Chain, Step, Value } from "../../model/run/service.js";
import { hasTakenFlag, looksLikeOptions, takesFlag } from "../../model/run/service-misread.js";
import {
  hasHostAsPort,
  hasPathAsPort,
  hasPortAsHost,
  isUcspi,
  portNumber,
  type Server,
  serverOf,
} from "../../model/run/service-server.js";
import { defineRule, type Report } from "../rule.js";

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
      reportFlags(chain, isShifted ? server.step.options.at(-1)?.value : undefined, report);
      if (server === undefined || (hasTakenFlag(server.step) && !(isShifted && lastTakesFlag(server.step)))) return;
      if (hasHostAsPort(server)) reportHostAsPort(server, report);
      if (isShifted) reportShifted(server, report);
      // Of a port that begins with a number another rule speaks (RS043).
      // Of a letter in front that lacks its hyphen too (RS127).
      else if (hasPathAsPort(server) && !/^[0-9]/.test(server.port!.head) && !hasLettersAsHost(server)) {
        const params = {
          server: server.step.name,
          host: server.host!.text!,
          port: printable(text.slice(server.port!)),
        };
        report({ at: server.host!, message: "path", params });
      }
    },
  },
});

function hasLettersAsHost({ step, behind }: Server): boolean {
  const [host] = step.operands;
  return host !== undefined && looksLikeOptions(host.word, step, behind[0]);
}

/** Options that took another one as their argument; what ate the host is told with host and port. */
function reportFlags({ steps }: Chain, hostEater: Value | undefined, report: Report): void {
  for (const step of steps) {
    if (!step.certain || step.program?.reader !== "djb") continue;
    for (const option of step.options) {
      const { letter, spec, value } = option;
      if (!takesFlag(option, step.program) || value === undefined || value === hostEater) continue;
      const params = { letter, argument: spec?.argument ?? "argument", word: value.text ?? "" };
      report({ at: value, message: "flag", params });
    }
  }
}

/** `25 0`, or a word too many in front of host and port. */
function reportHostAsPort(server: Server, report: Report): void {
  const { step, host, port, behind } = server;
  const [program] = behind;
  const word = literalText(program?.word.parts ?? []) ?? "";
  const message = (portNumber(word) ?? 0) > 0 ? "shifted" : "swapped";
  const params = { server: step.name, host: host?.text ?? "", port: port?.text ?? "", word };
  report({ at: host ?? step.word, message, params });
}

/** The port stands where the host belongs: the host was taken by the last option, or is not there. */
function reportShifted({ step, host, port }: Server, report: Report): void {
  const last = step.options.at(-1);
  const params = { server: step.name, host: host?.text ?? "", port: printable(port?.text ?? "") };
  if (last?.takesNext && last.value) {
    const argument = last.spec?.argument ?? "argument";
    const word = printable(last.value.text ?? last.value.head);
    report({ at: last.value, message: "host", params: { letter: last.letter, argument, word, ...params } });
  } else report({ at: host ?? step.word, message: "missing", params });
}

function lastTakesFlag({ program, options }: Step): boolean {
  const last = options.at(-1);
  return program !== undefined && last !== undefined && takesFlag(last, program);
}
