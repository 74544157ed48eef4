// Makes a large tcprules source, always the same one: what a site with many customers and block lists would have. Addresses,
// prefixes, ranges and host names, with and without variables, no key twice, and a default at the end.
import { generator, Lines } from "./lines.mjs";

const WORDS = [
  "amber",
  "birch",
  "cedar",
  "delta",
  "ember",
  "fjord",
  "grove",
  "haven",
  "inlet",
  "jade",
  "knoll",
  "lotus",
];
const TLDS = ["example.com", "example.net", "example.org", "test"];
const VARIABLES = [
  ',RELAYCLIENT=""',
  ',RBLSMTPD=""',
  ',RBLSMTPD="-mail from your network is refused, see http://www.example.com/blocked"',
  ",DATABYTES='20971520'",
  ',RELAYCLIENT="",DATABYTES="0"',
  ',QMAILQUEUE="/var/qmail/bin/qmail-scanner-queue",RBLSMTPD=""',
];

export function writeTcprulesLines(count, path) {
  const file = new Lines(path);
  const random = generator(20053);
  const pick = (list) => list[random(list.length)];
  const end = () => {
    const kind = random(100);
    if (kind < 45) return ":deny";
    if (kind < 65) return ":allow";
    return kind < 95 ? `:allow${pick(VARIABLES)}` : `:allow,RBLSMTPD="-ask postmaster about case ${random(1e9)}"`;
  };
  const range = (prefix, first, more) => `${prefix}${first}-${first + more}`;
  let network = 1 << 16;
  for (let number = 0; file.count < count - 1; number++) {
    // The networks of 24 bits in order; none is used twice.
    network++;
    const prefix = `${network >>> 16}.${(network >>> 8) & 255}.${network & 255}.`;
    const add = (address) => file.count < count - 1 && file.add(address + end());
    const name = `${pick(WORDS)}${number}.${pick(TLDS)}`;
    const kind = random(100);
    if (kind < 5) file.add(`# ${name}, ticket ${random(99999)}`);
    if (kind < 20) add(prefix);
    else if (kind < 29) add(range(prefix, random(200), random(20)));
    else if (kind < 60)
      for (let host = random(9), left = 4; left > 0; left--, host += 1 + random(40)) add(prefix + host);
    else if (kind < 75) add(`=${name}`);
    else if (kind < 85) add(`=.${name}`);
    else if (kind < 90) add(`${pick(WORDS)}@${prefix}${random(256)}`);
    else add(`${prefix}${random(256)}`);
  }
  file.add(":allow");
  file.end();
}
