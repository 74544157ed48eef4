import { defineRule } from "../rule.js";

export default defineRule({
  code: "DJ005",
  name: "bad-configuration",
  language: "djblint",
  severity: "error",
  category: "djblint",
  since: "0.1",
  what: "djblint.json is no valid configuration",
  why: "djblint would have to guess which settings are meant",
  sources: [],
  fixable: "none",
  messages: {
    syntax: { text: "not valid JSON: {reason}" },
    setting: { text: "{path}: {reason}", help: "the JSON Schema of djblint.json lists all settings" },
    rule: { text: "no rule is called {selector}", help: "`djblint rules` lists all codes and names" },
  },
  example: {
    bad: '==> djblint.json <==\n{ "preset": "strct" }\n' + "==> root/data <==\n.example.org:192.0.2.53:a\n",
    good: '==> djblint.json <==\n{ "preset": "strict" }\n' + "==> root/data <==\n.example.org:192.0.2.53:a\n",
  },
  on: {},
});
