import { printable } from "djblint-grammars/text";
import { RELAY_LISTS } from "../../model/control/domain-entry.js";
import { isPublicSuffix } from "../../model/public-suffix.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "QM208",
  name: "public-suffix-wildcard",
  language: "control",
  severity: "error",
  category: "relay",
  security: true,
  since: "0.1",
  what: "rcpthosts or morercpthosts has a wildcard for a top-level domain or another suffix that strangers register under",
  why: "qmail-smtpd takes mail for every domain below it from anybody, and passes it on: an open relay for all of them",
  silent:
    "For top-level domains that are not in the public DNS (.example, .internal, .lan), and when virtualdomains keeps all of that mail here",
  sources: ["qmail specification A5, A6, D4", "measured: rcpthosts-matching-009"],
  fixable: "none",
  messages: {
    suffix: {
      text: '"{found}" takes mail for every domain below {suffix} from anybody, not for yours alone',
      help: "list your own domains",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: ".co.jp\n",
    good: ".example.co.jp\n",
  },
  on: {
    domain: {
      files: RELAY_LISTS,
      check: ({ name, trouble, mail }, _file, report) => {
        const suffix = name.text.slice(1);
        if (trouble !== undefined || name.text[0] !== "." || !isPublicSuffix(suffix)) return;
        if (mail?.deliveryFor(`any${name.text}`)?.channel === "local") return;
        report({ at: name, message: "suffix", params: { found: printable(name.text), suffix } });
      },
    },
  },
});
