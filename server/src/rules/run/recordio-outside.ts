import { serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS078",
  name: "recordio-outside",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "recordio, rblsmtpd or fixcrio stands in front of the server",
  why:
    "recordio copies what goes through descriptors 0 and 1 of its program. In front of the server those are no " +
    "connection, so it records nothing, and the server becomes a child that svc cannot stop. rblsmtpd looks at the address of " +
    "the client, which only the server knows, and fixcrio changes what the client sends: in front of it they do nothing",
  sources: ["run script specification R78", "rblsmtpd(1), fixcrio(1)"],
  fixable: "none",
  messages: {
    outside: {
      text: "recordio in front of {server} records nothing of the connections",
      help: "write it behind the port: {server} ... HOST PORT recordio PROGRAM",
    },
    early: {
      text: "{program} in front of {server} runs before there is a client: it does nothing for any connection",
      help: "write it behind the port: {server} ... HOST PORT {program} ... PROGRAM",
    },
  },
  example: {
    bad: "#!/bin/sh\nexec recordio setuidgid web tcpserver -RHl0 0 8080 /usr/local/bin/webd 2>&1\n",
    good: "#!/bin/sh\nexec setuidgid web tcpserver -RHl0 0 8080 recordio /usr/local/bin/webd 2>&1\n",
  },
  on: {
    inStarters: true,
    chain: (chain, _script, report) => {
      const server = serverOf(chain);
      for (const { name: program, word } of server?.before ?? []) {
        const params = { program, server: server!.step.name };
        if (program === "recordio") report({ at: word, message: "outside", params });
        else if (PER_CONNECTION.has(program)) report({ at: word, message: "early", params });
      }
    },
  },
});

/** Others that work on one connection. */
const PER_CONNECTION: ReadonlySet<string> = new Set(["rblsmtpd", "fixcrio"]);
