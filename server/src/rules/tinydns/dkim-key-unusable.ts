import { TYPE } from "../../compile/expand.js";
import type { NameId } from "../../model/tinydns/name-table.js";
import { defineRule } from "../rule.js";
import { reportMailPolicies } from "./mail-policy-faults.js";

export default defineRule({
  code: "TD258",
  name: "dkim-key-unusable",
  language: "tinydns",
  severity: "warning",
  category: "reverse and mail",
  since: "0.1",
  what: "A DKIM key is cut off, damaged, too short, or not written as a key",
  why: "Receivers that cannot read the key take all signatures made with it as broken, and nobody is told",
  silent:
    "For a key that was given up (an empty p=), for a selector with several TXT records (multiple-policy), and for texts that are cut at a colon or stand in quotes",
  sources: ["RFC 6376 sections 3.2 and 3.6.1", "RFC 8301 section 3.2", "RFC 8463 section 4.2"],
  fixable: "none",
  messages: {
    version: {
      text: "receivers do not use this key: it begins with neither v={value}; nor another tag",
      help: "write v={value}; k=rsa; p= and the key",
    },
    order: {
      text: "v= stands behind other tags: strict receivers do not use the key",
      help: "begin with v={value};",
    },
    tag: { text: '"{value}" is no tag: receivers cannot read the key', help: "write tag=value, with ; between" },
    twice: { text: "{tag}= stands in the key for the second time: receivers cannot read it", help: "keep one of them" },
    missing: {
      text: "there is no {tag}= here, so receivers find no key",
      help: "write {tag}= and the key, with ; between the tags",
    },
    value: {
      text: "{tag}={value} is nothing that DKIM knows: receivers do not use the key",
      help: "see RFC 6376 section 3.6.1",
    },
    base64: {
      text: "the key in {tag}= holds {value}, which no key has: receivers cannot read it",
      help: "write the base64 text alone, in one piece: tinydns-data cuts it into strings by itself",
    },
    key: {
      text: "the key in {tag}= is cut off or damaged: receivers cannot read it",
      help: "write the whole key into one line, as the signing program gives it",
    },
    "no-key": {
      text: "{tag}= holds no key: receivers take every signature made with it as broken",
      help: "write the key there that the signing program gives, which begins with MI; an empty {tag}= says that the key was given up",
    },
    short: {
      text: "the key in {tag}= has {value} bits: receivers take no signatures by keys of less than 1024",
      help: "make a key of 2048 bits",
    },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapi\n",
    good: ".example.org:192.0.2.1:a\n'k._domainkey.example.org:v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n",
  },
  on: {
    file: (data, report) => {
      const { records } = data;
      const counts = new Map<NameId, number>();
      const countOf = (name: NameId) => {
        const count = counts.get(name) ?? records.rowsOfType(name, TYPE.TXT).length;
        counts.set(name, count);
        return count;
      };
      reportMailPolicies(
        ({ row, record, fault }) =>
          record === "DKIM" && fault.kind !== "place" && countOf(records.owner[row]) === 1 ? fault.kind : undefined,
        data,
        report,
      );
    },
  },
});
