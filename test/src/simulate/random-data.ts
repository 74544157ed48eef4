/** Small data files and questions that meet often enough to be interesting. */
import fc from "fast-check";

const LABELS = ["a", "a", "a", "www", "www", "ns", "mx", "*", "*", "b", "x_y", "Ab", "\\052", "\\056c", "\\377"];
const ZONES = [
  "example.org",
  "example.org",
  "example.org",
  "sub.example.org",
  "test",
  "org",
  "4.3.2.1.in-addr.arpa",
  "",
];
/** Long past and far away: nothing must depend on when a test is run. */
const STAMPS = ["", "", "", "4000000038af1379", "5000000000000000", "0000000000000001"];
const TTLS = ["", "", "0", "300", "4294967296", "4294967295"];
const LOCATIONS = ["", "", "", "in", "ex", "x", "zz"];
const ADDRESSES = ["", "1.2.3.4", "10.1.2.3", "10.1.2.9", "255.255.255.255", "1.2.3"];
const PREFIXES = ["", "10", "10.1", "10.1.2", "10.1.2.3", "127", "0"];
const TYPES = ["a", "a", "a", "any", "any", "mx", "ns", "soa", "txt", "cname", "ptr", "33", "28", "1000", "axfr", "0"];
const CLIENTS = ["10.1.2.3", "10.1.9.9", "127.0.0.1", "1.2.3.4", "0.0.0.0"];
const TEXTS = ["", "hi", "\\000\\377", "x".repeat(200), "x".repeat(440), "\\001\\002\\003", "\\001\\002\\003\\004"];

const from = (items: readonly string[]) => fc.constantFrom(...items);

const name = fc
  .tuple(fc.oneof(fc.array(from(LABELS), { maxLength: 1 }), fc.array(from(LABELS), { maxLength: 2 })), from(ZONES))
  .map(([labels, zone]) => [...labels, zone].filter((part) => part !== "").join("."));

const tail = fc.tuple(from(TTLS), from(STAMPS), from(LOCATIONS)).map((fields) => fields.join(":"));
const server = fc.oneof(from(["", "a", "b"]), name);
const number = from(["", "0", "10", "65546"]);

export const dataLine = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(from(LOCATIONS), from(PREFIXES)).map(([lo, prefix]) => `%${lo}:${prefix}`) },
  {
    weight: 5,
    arbitrary: fc.tuple(from([".", ".", "&"]), name, from(ADDRESSES), server, tail).map(([code, ...fields]) => {
      return code + fields.join(":");
    }),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(from(["+", "="]), name, from(ADDRESSES), tail).map(([code, ...rest]) => code + rest.join(":")),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(name, from(ADDRESSES), server, number, tail).map((fields) => `@${fields.join(":")}`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(from(["C", "^"]), name, name, tail).map(([code, ...rest]) => code + rest.join(":")),
  },
  { weight: 2, arbitrary: fc.tuple(name, from(TEXTS), tail).map((fields) => `'${fields.join(":")}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(name, name, name, number, tail).map(([owner, mname, rname, serial, rest]) => {
      return `Z${owner}:${mname}:${rname}:${serial}:::::${rest}`;
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(name, from(["1", "28", "1000", "257"]), from(TEXTS), tail)
      .map((fields) => `:${fields.join(":")}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, from(ADDRESSES), server, fc.constantFrom("1", "5060"), number, number, tail)
      .map((fields) => `S${fields.join(":")}`),
  },
);

/** Many records of one name: more than eight addresses, more names than the table of P2 holds, more than 512 bytes. */
const crowd = fc
  .tuple(name, fc.integer({ min: 2, max: 140 }), from(["+", "&", "@", "'", "C", ":"]))
  .map(([owner, count, code]) => Array.from({ length: count }, (_, index) => member(code, owner, index)));

function member(code: string, owner: string, index: number): string {
  switch (code) {
    case "+":
      return `+${owner}:10.0.0.${index}`;
    case "'":
      return `'${owner}:${"z".repeat(index)}`;
    case "C":
      return `C${owner}:t${index}.${owner}`;
    case ":":
      return `:${owner}:1000:${"r".repeat(500)}`;
    default:
      return `${code}${owner}:10.0.1.${index}:s${index}`;
  }
}

const BASE = [".example.org:192.0.2.1:a", ".test::a.ns.example.org", "+*.test:192.0.2.2", ".1.in-addr.arpa"];

/** The source of a data file; it may be one that does not compile. */
export const dataFile = fc
  .tuple(fc.array(dataLine, { minLength: 1, maxLength: 25 }), fc.array(crowd, { maxLength: 1 }))
  .map(([lines, crowds]) => [...BASE, ...lines, ...crowds.flat(), ""].join("\n"));

/** Arguments of tinydns-get. */
export const question = fc.tuple(from(TYPES), name, from(CLIENTS)).map((fields): string[] => fields);
