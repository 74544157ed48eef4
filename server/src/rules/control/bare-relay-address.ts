import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM412",
  name: "bare-relay-address",
  language: "control",
  severity: "info",
  category: "style",
  since: "0.1",
  what: "The address of a relay in smtproutes has no brackets",
  why: "It works, although the documented form of an address is one in brackets",
  sources: ["qmail specification T6", "measured: smtproutes-routing-048, -049"],
  fixable: "safe",
  messages: {
    bare: {
      text: "{address} is taken for an address, whose documented form is [{address}]",
      help: "write [{address}]",
    },
    replace: { text: "Write [{address}]" },
  },
  example: {
    file: "control/smtproutes",
    bad: "example.org:192.0.2.7\n",
    good: "example.org:[192.0.2.7]\n",
  },
  on: {
    route: (route, _file, report) => {
      if (route.trouble !== "bare-address") return;
      const params = { address: route.host.text };
      const edits = [{ span: route.host, newText: `[${route.host.text}]` }];
      report({ at: route.host, message: "bare", params, fixes: [{ title: "replace", params, safety: "safe", edits }] });
    },
  },
});
