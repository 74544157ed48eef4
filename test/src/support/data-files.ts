/** tinydns data made at random. */
import fc from "fast-check";

const part = fc.oneof(
  fc.constantFrom(
    "",
    "www",
    "*",
    "a.b",
    "example",
    "x\\056y",
    "\\052",
    "a..b",
    "UPPER",
    "1.2.3.4",
    "999.1.2.3",
    "in",
    "0",
  ),
  fc.constantFrom(
    "300",
    "4294967296",
    "65537",
    "4000000038af1379",
    "text",
    "\\",
    "-1",
    " ",
    "x".repeat(64),
    "13",
    "16",
    "28",
    "33",
  ),
  fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)), maxLength: 6 }),
);
const line = fc
  .tuple(fc.constantFrom(..."%.&=+@'^CZ:S#- "), fc.array(part, { maxLength: 12 }))
  .map(([letter, parts]) => letter + parts.join(":"));
/** Files of lines that are now and then those of tinydns. */
export const DATA_FILES = fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join("\n"), "latin1"));
