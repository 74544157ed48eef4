/** Constant databases for tests. */
import { CdbIndex, cdbHash, HEAD_SIZE, putU32 } from "djblint/compile/cdb";
import { encodeLatin1 } from "djblint-grammars/text";

/** Records in order, one character for each byte. */
export function databaseOf(records: readonly (readonly [key: string, data: string])[]): Uint8Array {
  const parts: Uint8Array[] = [new Uint8Array(HEAD_SIZE)];
  const index = new CdbIndex();
  let end = HEAD_SIZE;
  for (const [key, data] of records) {
    const sizes = new Uint8Array(8);
    putU32(sizes, 0, key.length);
    putU32(sizes, 4, data.length);
    const bytes = encodeLatin1(key);
    index.add(cdbHash(bytes, 0, bytes.length), end);
    parts.push(sizes, bytes, encodeLatin1(data));
    end += 8 + key.length + data.length;
  }
  index.finish(end, {
    append: (bytes) => void parts.push(bytes.slice()),
    head: (bytes) => void parts.splice(0, 1, bytes),
  });
  return new Uint8Array(Buffer.concat(parts));
}
