import { serverOf } from "../../model/run/service-server.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS078",
  name: "recordio-outside",
  language: "run",
  severity: "error",
  category: "options",
  since: "0.1",
  what: "recordio stands in front of the server",
  why:
    "recordio copies what goes through descriptors 0 and 1 of its program. In front of the server those are no " +
    "connection, so it records nothing, and the server becomes a child that svc cannot stop",
  sources: ["run script specification R78"],
  fixable: "none",
  messages: {
    outside: {
      text: "recordio in front of {server} records nothing of the connections",
      help: "write it behind the port: {server} ... HOST PORT recordio PROGRAM",
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
      const recordio = server?.before.find(({ name }) => name === "recordio");
      if (server && recordio) report({ at: recordio.word, message: "outside", params: { server: server.step.name } });
    },
  },
});
