import { printable } from "djblint-grammars/text";
import { isOneEditAway } from "../../model/one-edit.js";
import { missingControlFile } from "../../model/run/missing-control-file.js";
import type { RunScript } from "../../model/run/run-script.js";
import type { Chain } from "../../model/run/service.js";
import { isTested } from "../../model/run/service-checks.js";
import { hasTakenFlag, isMisread } from "../../model/run/service-misread.js";
import { isUcspi, LAST_PORT, lastUse, type Server, serverOf } from "../../model/run/service-server.js";
import { defineRule, type Report } from "../rule.js";

export default defineRule({
  code: "RS043",
  name: "bad-number",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "A number of tcpserver or sslserver is none, or too large, or a misspelt name, or comes from a control file that is not there",
  why:
    "They read the digits in front and check nothing: a limit without digits is 0, which lets nobody in without a " +
    "word, and of a port above 65535 the low 16 bits are kept",
  silent:
    "When the shell decides the value, and for names of ports, unless two letters of a usual one have changed places; about control files where me is not among them, and where the " +
    "script names the file elsewhere too",
  sources: ["run script specification C2, C3, T3, T4, R43", "measured: ucspi-tcp 0.88"],
  fixable: "none",
  messages: {
    limit: {
      text: '-c "{value}" counts as 0 connections: {server} accepts nobody, and says nothing',
      help: "write the number of simultaneous connections",
    },
    missing: {
      text: "there is no {file}, so -c gets no number: {server} accepts nobody, and says nothing",
      help: "write the number of simultaneous connections into {file}",
    },
    checked: {
      text: "there is no {file}, and the script looks at what it says: as such scripts are written, it ends, and nobody gets in",
      help: "write the number of simultaneous connections into {file}",
      severity: "warning",
    },
    wraps: {
      text: "{server} keeps the low 16 bits of port {port}: it listens on port {real}",
      help: "write a port from 1 to 65535",
    },
    name: {
      text: "{port} looks like a slip for {meant}: where no service has that name, unable to figure out port number for {port}",
      help: "write {meant}",
      severity: "warning",
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
    chain: (chain, script, report) => {
      const server = serverOf(chain);
      if (server === undefined || !isUcspi(server)) return;
      reportMissing(server, chain, script, report);
      // Of an argument that is a flag, and of what follows from it, other rules speak (RS041, RS042).
      if (!server.step.optionsKnown || hasTakenFlag(server.step)) return;
      if (!isMisread(server)) reportLimit(server, report);
      reportPort(server, report);
    },
  },
});

function reportLimit({ step }: Server, report: Report): void {
  const value = lastUse(step, "c")?.value;
  if (value?.text === undefined || /^[0-9]*[1-9]/.test(value.text)) return;
  report({ at: value, message: "limit", params: { server: step.name, value: printable(value.text) } });
}

function reportMissing({ step }: Server, chain: Chain, script: RunScript, report: Report): void {
  const value = lastUse(step, "c")?.value;
  const missing = value && missingControlFile(value, chain, script);
  if (!missing) return;
  const { word, variable, source, file } = missing;
  const message = variable !== undefined && isTested(script, variable, source) ? "checked" : "missing";
  report({ at: word, message, params: { server: step.name, file: printable(file) } });
}

function reportPort({ step, port }: Server, report: Report): void {
  if (port?.text === undefined) return;
  const meant = serviceMeant(port.text);
  if (meant !== undefined) report({ at: port, message: "name", params: { port: port.text, meant } });
  if (!/^[0-9]/.test(port.text)) return;
  const server = step.name;
  if (!/^[0-9]+$/.test(port.text)) {
    report({ at: port, message: "digits", params: { port: printable(port.text) } });
  } else if (Number(port.text) > LAST_PORT) {
    const real = Number(BigInt(port.text.slice(0, MOST_DIGITS)) & BigInt(LAST_PORT));
    report({ at: port, message: "wraps", params: { server, port: printable(port.text), real } });
  }
}

const MOST_DIGITS = 18;

const SERVICES = "domain finger https imap imaps pop3 pop3s qmqp qmtp smtp smtps submission submissions".split(" ");

/** Two letters that changed places, or one twice, and nothing else: `smpt`. */
function serviceMeant(name: string): string | undefined {
  const letters = (word: string) => [...new Set(word)].sort().join("");
  if (SERVICES.includes(name)) return undefined;
  return SERVICES.find((each) => letters(each) === letters(name) && isOneEditAway(each, name));
}
