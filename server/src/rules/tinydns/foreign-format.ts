import type { FormatKind } from "../../model/tinydns/foreign-format.js";
import { defineRule } from "../rule.js";

const FORMATS: Readonly<Record<Exclude<FormatKind, "template">, string>> = {
  utf16: "UTF-16 text",
  pipe: "a format with | between the fields (djbdnscurve6)",
  comma: "a format with commas between the fields (dnsrocks)",
  tokens: "a format that names type and class of each record (type:IN)",
  texts: "a format that has TXT records in lines T",
  bind: "a zone file or configuration of BIND",
  rbldns: "the data of rbldns (rbldns-data)",
  html: "HTML or XML",
  roff: "the source of a manual page",
  prose: "prose",
  unknown: "no tinydns data",
};

export default defineRule({
  code: "TD052",
  name: "foreign-format",
  language: "tinydns",
  severity: "error",
  category: "syntax",
  since: "0.1",
  what: "Most lines of a file are of another format: another server's, prose, markup, or a template's",
  why: "tinydns-data stops at the first line that begins with no line type of its own; lines that happen to begin with one are published with names and values that nobody meant",
  silent:
    "When at least half of the lines are tinydns data: the others are then told one by one. For a file that gets this finding, all others are left out",
  sources: ["tinydns specification L4, 9"],
  fixable: "none",
  messages: {
    foreign: {
      text: "the file looks like {format}: tinydns-data cannot read it",
      help: "fields of tinydns data are separated by colons, one record a line: +www.example.org:192.0.2.1",
    },
    template: {
      text: "the file looks like a template: tinydns-data knows no placeholders such as {placeholder}",
      help: "check what is made of it, and leave the template out with exclude in djblint.json",
      severity: "warning",
    },
  },
  example: {
    bad: "$TTL 86400\nexample.org. IN SOA ns.example.org. hm.example.org. 1 16384 2048 1048576 2560\nexample.org. IN NS ns.example.org.\n",
    good: "Zexample.org:ns.example.org:hm.example.org:1:16384:2048:1048576:2560\n&example.org:192.0.2.1:ns.example.org\n",
  },
  on: {
    format: (data, report) => {
      if (!data.foreign) return;
      const { kind, at } = data.foreign;
      if (kind === "template") report({ at, message: "template", params: { placeholder: data.shown(at) } });
      else report({ at, message: "foreign", params: { format: FORMATS[kind] } });
    },
  },
});
