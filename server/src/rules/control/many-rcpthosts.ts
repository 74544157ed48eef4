import { defineRule } from "../rule.js";

/** The rule of thumb in qmail-smtpd(8). */
const MANY = 50;

export default defineRule({
  code: "QM213",
  name: "many-rcpthosts",
  language: "control",
  severity: "info",
  category: "relay",
  since: "0.1",
  what: "rcpthosts has more than 50 entries",
  why: "qmail-smtpd reads the whole file at every connection; morercpthosts.cdb is looked up without being read",
  sources: ["qmail-smtpd(8)", "qmail specification section 2"],
  fixable: "none",
  messages: {
    many: {
      text: "{count} entries are read at every connection",
      help: "keep the busiest {most} here, move the others to morercpthosts and run qmail-newmrh",
    },
  },
  example: {
    file: "control/rcpthosts",
    bad: Array.from({ length: MANY + 1 }, (_, index) => `d${index}.example\n`).join(""),
    good: Array.from({ length: MANY }, (_, index) => `d${index}.example\n`).join(""),
  },
  on: {
    file: ({ name, domains }, report) => {
      if (name !== "rcpthosts" || domains.length <= MANY) return;
      report({ at: domains[MANY].name, message: "many", params: { count: domains.length, most: MANY } });
    },
  },
});
