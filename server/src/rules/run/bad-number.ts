import { printable } from "djblint-grammars/text";
import { isUcspi, LAST_PORT, lastUse, type Server, serverOf } from "../../model/run/service-server.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS043",
  name: "bad-number",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A number of tcpserver or sslserver is none, or too large",
  why:
    "They read the digits in front and check nothing: a limit without digits is 0, which lets nobody in without a " +
    "word, and of a port above 65535 the low 16 bits are kept",
  silent: "When the shell decides the value, and for names of ports",
  sources: ["run script specification C3, T3, T4, R43"],
  fixable: "none",
  messages: {
    limit: {
      text: '-c "{value}" counts as 0 connections: {server} accepts nobody, and says nothing',
      help: "write the number of simultaneous connections",
    },
    wraps: {
      text: "{server} keeps the low 16 bits of port {port}: it listens on port {real}",
      help: "write a port from 1 to 65535",
    },
    digits: {
      text: "{port} is neither a number nor the name of a port: unable to figure out port number for {port}",
      help: "write the number alone",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec setuidgid web tcpserver -RHl0 -c 0 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web tcpserver -RHl0 -c 40 0 8080 /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      if (server === undefined || !isUcspi(server) || !server.step.optionsKnown) return;
      reportLimit(server, report);
      reportPort(server, report);
    },
  },
});

function reportLimit({ step }: Server, report: Report): void {
  const value = lastUse(step, "c")?.value;
  if (value?.text === undefined || /^[0-9]*[1-9]/.test(value.text)) return;
  report({ at: value, message: "limit", params: { server: step.name, value: printable(value.text) } });
}

function reportPort({ step, port }: Server, report: Report): void {
  if (port?.text === undefined || !/^[0-9]/.test(port.text)) return;
  const server = step.name;
  if (!/^[0-9]+$/.test(port.text)) {
    report({ at: port, message: "digits", params: { port: printable(port.text) } });
  } else if (Number(port.text) > LAST_PORT) {
    const real = Number(BigInt(port.text.slice(0, MOST_DIGITS)) & BigInt(LAST_PORT));
    report({ at: port, message: "wraps", params: { server, port: printable(port.text), real } });
  }
}

const MOST_DIGITS = 18;
