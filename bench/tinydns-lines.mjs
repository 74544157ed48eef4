// Makes a large tinydns data file, always the same one: zones of a few to sixty lines as a hosting company would have.
// With a second file it writes the same records as one zone file for kzonecheck; NS lines become TXT there, because a
// cut in the root zone would hide what is below it.
import { generator, Lines } from "./lines.mjs";

const HOSTS = [
  "www",
  "mail",
  "ns1",
  "ftp",
  "smtp",
  "imap",
  "db",
  "app",
  "web",
  "cache",
  "vpn",
  "gw",
  "dev",
  "git",
  "log",
];
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
const TTLS = [60, 300, 600, 3600, 86400];

export function writeTinydnsLines(count, path, zonePath) {
  const data = new Lines(path);
  const zone = zonePath && new Lines(zonePath);
  const random = generator(20051);
  const pick = (list) => list[random(list.length)];
  let address = 0x0a000000;
  const nextAddress = () => {
    address++;
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
  };
  const both = (line, ...records) => {
    if (data.count >= count) return;
    data.add(line);
    for (const record of records) zone?.add(record);
  };
  const tail = (fallback) => {
    const kind = random(100);
    if (kind < 72) return ["", fallback];
    const ttl = pick(TTLS);
    if (kind < 96) return [`:${ttl}`, ttl];
    if (kind < 98) return [`::40000000${(0x30000000 + random(0x0fffffff)).toString(16)}`, fallback];
    return [`:${ttl}::${pick(["in", "ex"])}`, ttl];
  };

  zone?.add(". 2560 IN SOA ns.test. hostmaster.test. 1 16384 2048 1048576 2560");
  zone?.add(". 259200 IN NS ns.test.");
  zone?.add("ns.test. 259200 IN A 10.255.255.1");
  for (const line of ["%in:10", "%in:192.168", "%ex"]) both(line);
  for (let number = 0; data.count < count; number++) {
    const name = `${pick(WORDS)}${number}.${pick(TLDS)}`;
    const first = nextAddress();
    const second = nextAddress();
    both(`# ${name}, ticket ${random(99999)}`);
    both(
      `.${name}:${first}:a`,
      `${name}. 2560 IN TXT "soa"`,
      `${name}. 259200 IN TXT "a"`,
      `a.ns.${name}. 259200 IN A ${first}`,
    );
    both(`&${name}:${second}:b`, `${name}. 259200 IN TXT "b"`, `b.ns.${name}. 259200 IN A ${second}`);
    const exchanger = nextAddress();
    both(
      `@${name}:${exchanger}:a:10`,
      `${name}. 86400 IN MX 10 a.mx.${name}.`,
      `a.mx.${name}. 86400 IN A ${exchanger}`,
    );
    for (let left = 3 + random(36); left > 0; left--) {
      const host = `${pick(HOSTS)}${random(60)}.${name}`;
      const [text, ttl] = tail(86400);
      const kind = random(100);
      if (kind < 46) {
        const ip = nextAddress();
        const reverse = `${ip.split(".").reverse().join(".")}.in-addr.arpa.`;
        both(`=${host}:${ip}${text}`, `${host}. ${ttl} IN A ${ip}`, `${reverse} ${ttl} IN PTR ${host}.`);
      } else if (kind < 74) {
        const ip = nextAddress();
        both(`+${host}:${ip}${text}`, `${host}. ${ttl} IN A ${ip}`);
      } else if (kind < 86) both(`Cal${left}.${name}:${host}${text}`, `al${left}.${name}. ${ttl} IN CNAME ${host}.`);
      else if (kind < 92) both(`'${name}:v=spf1 mx -all${text}`, `${name}. ${ttl} IN TXT "v=spf1 mx -all"`);
      else if (kind < 95) both(`-${host}:${first}`);
      else if (kind < 97) both("");
      else
        both(
          `&sub${left}.${name}:${first}:ns`,
          `sub${left}.${name}. 259200 IN TXT "ns"`,
          `ns.ns.sub${left}.${name}. 259200 IN A ${first}`,
        );
    }
  }
  data.end();
  zone?.end();
}
