import { encodeLatin1 } from "djblint-grammars/text";
import { listeningOf } from "../../model/run/service-listening.js";
import { formatAddress, Notice, ScannedAddress, scanAddress } from "../../model/tinydns/scalars.js";
import { defineRule, type Statement } from "../rule.js";

export default defineRule({
  code: "RS145",
  name: "unusable-listen-address",
  language: "run",
  severity: "error",
  category: "start",
  since: "0.1",
  what: "The variable IP of a server of djbdns holds no address, or one whose numbers are too large",
  why:
    "The server ends with `fatal: unable to parse IP address`, and is started again each second. A number above 255 counts modulo 256, " +
    "so that it listens elsewhere or cannot listen at all",
  silent:
    "When the value is not known, holds an IPv6 address, which patched servers take, or a mark of a template; for what stands behind the address",
  sources: ["source: server.c, dnscache.c, ip4_scan.c", "measured: tinydns and dnscache of djbdns 1.05"],
  fixable: "none",
  messages: {
    none: {
      text: '{program} ends at once with `fatal: unable to parse IP address`: IP is "{written}"',
      help: "write the IPv4 address on which it is to listen into the first line, as four numbers and nothing else",
    },
    wraps: {
      text: "{program} listens on {address}: of {written} in IP each number counts modulo 256",
      help: "write numbers from 0 to 255",
    },
  },
  example: {
    bad:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec envuidgid tinydns envdir ./env tinydns\n" +
      "==> etc/tinydns/env/ROOT <==\n/etc/tinydns/root\n==> etc/tinydns/env/IP <==\nns.example.org\n",
    good:
      "==> etc/tinydns/run <==\n#!/bin/sh\nexec envuidgid tinydns envdir ./env tinydns\n" +
      "==> etc/tinydns/env/ROOT <==\n/etc/tinydns/root\n==> etc/tinydns/env/IP <==\n192.0.2.53\n",
  },
  on: {
    inStarters: true,
    chain: (chain, script, report) => {
      const { step, variable } = listeningOf(chain, script) ?? {};
      const said = step?.certain && variable?.value !== undefined ? aboutAddress(variable.value) : undefined;
      if (step && said) report({ at: step.word, ...said, params: { ...said.params, program: step.name } });
    },
  },
});

/** A name or numbers; anything else is for a shell, a template or a patched server to read. */
const PLAIN = /^[\w.-]*$/;

function aboutAddress(written: string): Statement | undefined {
  const bytes = encodeLatin1(written);
  const address = new ScannedAddress();
  if (!scanAddress(bytes, 0, bytes.length, address)) {
    return PLAIN.test(written) ? { message: "none", params: { written } } : undefined;
  }
  if (!(address.notices & Notice.AddressWraps)) return undefined;
  return { message: "wraps", params: { written, address: formatAddress(address.value) } };
}
