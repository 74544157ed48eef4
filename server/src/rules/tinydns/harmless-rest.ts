import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { harmlessRest } from "./rest-of-value.js";

export default defineRule({
  code: "TD161",
  name: "harmless-rest",
  language: "tinydns",
  severity: "info",
  category: "coercion",
  since: "0.1",
  what: "A blank, a mark such as ; or the unit of seconds stands behind an address or a number",
  why: "tinydns-data reads the value in front of it and passes over the rest, which other programs do not",
  silent: "When something else stands there: other rules speak about that",
  sources: ["tinydns specification I1, N1, N2"],
  fixable: "safe",
  messages: {
    rest: { text: "{rest} behind {value} is ignored, and does no harm", help: "remove it" },
    remove: { text: "Remove {rest}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7 :3600s\n",
    good: ".example.org:192.0.2.1:a\n+www.example.org:192.0.2.7:3600\n",
  },
  on: {
    line: {
      watch: Notice.AddressRest | Notice.NumberRest | Notice.Address6,
      check: ({ fields }, data, report) => {
        for (const field of fields) {
          const at = harmlessRest(field, data);
          if (at === undefined) continue;
          const rest = data.inQuotes(at);
          const value = data.shown({ start: field.start, end: at.start });
          const edits = [{ span: at, newText: "" }];
          report({
            at,
            message: "rest",
            params: { rest, value },
            fixes: [{ title: "remove", params: { rest }, safety: "safe", edits }],
          });
        }
      },
    },
  },
});
