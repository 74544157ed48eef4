/** Writes control files, one character for each byte. */
import type { ControlLine } from "./tree.js";

/** A line or entry from its parts, without the line feed; lines that are not read are written as they stood. */
export function print(line: ControlLine): string {
  switch (line.kind) {
    case "number":
      return line.digits.text + line.rest.text;
    case "pair":
      return `${line.key.text}:${line.value.text}`;
    case "route":
      return `${line.key.text}:${line.relay.text}${line.port ? `:${line.port.text}` : ""}`;
    case "assignment": {
      const { sign, address, user, uid, gid, home, dash, extension } = line;
      const fields = [address, user, uid, gid, home, dash, extension].map(({ text }) => `${text}:`);
      return sign.text + fields.join("");
    }
    default:
      return line.whole.text;
  }
}
