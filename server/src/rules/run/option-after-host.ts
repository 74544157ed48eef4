import { literalText } from "djblint-grammars/run/words";
import { printable } from "djblint-grammars/text";
import { hasOptionAsPort, hasTakenFlag, looksLikeOptions } from "../../model/run/service-misread.js";
import { hasPathAsPort, hasPortAsHost, serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS041",
  name: "option-after-host",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "An option of a server stands behind HOST or PORT",
  why:
    "Options are read in front only: behind HOST the word is taken for the port, behind PORT for the program, which is " +
    "not found, so every client is dropped while the server looks healthy",
  silent: "When an expansion among the words may have shifted them",
  sources: ["run script specification C2, T5, R41"],
  fixable: "none",
  messages: {
    port: {
      text: "{server} reads {word} as the port, because it stands behind the host: unable to figure out port number for {word}",
      help: "write all options in front of the host",
    },
    program: {
      text: "{server} reads {word} as the program, because it stands behind the port: unable to run {word}, for every client",
      help: "write all options in front of the host",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web tcpserver -RHl0 0 8080 -v /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web tcpserver -vRHl0 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      if (server === undefined || server.step.program?.reader !== "djb" || !server.step.optionsKnown) return;
      const { name } = server.step;
      const { port } = server;
      // Of a host that an option took another rule speaks (RS042), and of one that was to be options (RS127).
      if (hasTakenFlag(server.step) || hasPortAsHost(server) || hasPathAsPort(server)) return;
      const [host] = server.step.operands;
      if (host && looksLikeOptions(host.word, server.step, server.behind[0])) return;
      if (port && hasOptionAsPort(server)) {
        report({ at: port, message: "port", params: { server: name, word: printable(port.text ?? port.head) } });
        return;
      }
      const [program] = server.behind;
      const word = program && server.step.certain ? literalText(program.word.parts) : undefined;
      if (!word?.startsWith("-")) return;
      report({ at: program.word, message: "program", params: { server: name, word: printable(word) } });
    },
  },
});
