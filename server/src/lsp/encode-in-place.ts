import type { Message, MessageWriterOptions } from "vscode-languageserver/node";

/** Bytes that hold nearly all messages: a thousand findings take half of it. */
const ROOM = 1 << 19;

/**
 * For a writer to the standard output: messages are encoded in one place, which a writer allows, since it waits until a
 * message is written before it encodes the next. Else each would leave bytes behind until the next collection, a quarter
 * of a megabyte at each keystroke among many findings. Not for streams that hand on the bytes themselves.
 */
export function encodeInPlace(): MessageWriterOptions {
  // Nobody needs it while nothing is sent: a collection may take it.
  let kept: WeakRef<Buffer> | undefined;
  const takeRoom = () => {
    const room = kept?.deref() ?? Buffer.allocUnsafeSlow(ROOM);
    kept = new WeakRef(room);
    return room;
  };
  const encode = async (message: Message) => {
    const text = JSON.stringify(message);
    const size = Buffer.byteLength(text);
    if (size > ROOM) return Buffer.from(text);
    const room = takeRoom();
    room.write(text);
    return room.subarray(0, size);
  };
  return { charset: "utf-8", contentTypeEncoder: { name: "application/json", encode } };
}
