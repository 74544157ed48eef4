/**
 * Reads messages from a stream of bytes and decodes each as it comes in. The reader of the library joins the pieces of a
 * message first: a large file that is opened is one block of several MiB then, and the C library takes the largest block
 * that is ever given back for a measure of what it keeps from then on.
 */
import { StringDecoder } from "node:string_decoder";
import {
  AbstractMessageReader,
  type DataCallback,
  Disposable,
  type Message,
  type MessageReader,
} from "vscode-languageserver/node";

const END_OF_HEADER = "\r\n\r\n";
const LENGTH = /^content-length:[ \t]*(\d+)[ \t]*$/im;

/** Characters. Headers are far shorter; what goes on longer without an end is none. */
const LONGEST_HEADER = 1 << 12;

/** Of a message, as far as it has come. */
interface Content {
  readonly decoder: StringDecoder;
  text: string;
  /** Bytes to come. */
  missing: number;
}

export class PiecewiseReader extends AbstractMessageReader implements MessageReader {
  /** Of the next message, as far as it has come. */
  private header = "";
  /** Undefined as long as the header is read. */
  private content: Content | undefined;

  constructor(private readonly input: NodeJS.ReadableStream) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    const take = (piece: Buffer) => this.take(piece, callback);
    this.input.on("data", take);
    this.input.on("error", (error) => this.fireError(error));
    this.input.on("close", () => this.fireClose());
    return Disposable.create(() => this.input.off("data", take));
  }

  private take(piece: Buffer, callback: DataCallback): void {
    for (let at = 0; at < piece.length; ) {
      at = this.content ? this.takeContent(this.content, piece, at) : this.takeHeader(piece, at);
      if (this.content?.missing === 0) this.deliver(this.content, callback);
    }
  }

  /** Returns where in the piece the header ends, or else the piece. */
  private takeHeader(piece: Buffer, at: number): number {
    const known = this.header.length;
    this.header += piece.toString("latin1", at, at + LONGEST_HEADER);
    const end = this.header.indexOf(END_OF_HEADER);
    if (end < 0 && this.header.length <= LONGEST_HEADER) return at + this.header.length - known;
    const header = this.header.slice(0, end);
    const length = LENGTH.exec(header)?.[1];
    this.header = "";
    if (end < 0 || length === undefined) this.fireError(new Error(`no header of a message: ${header.slice(0, 100)}`));
    else this.content = { decoder: new StringDecoder("utf8"), text: "", missing: Number(length) };
    return end < 0 ? piece.length : at + end + END_OF_HEADER.length - known;
  }

  private takeContent(content: Content, piece: Buffer, at: number): number {
    const end = Math.min(piece.length, at + content.missing);
    content.text += content.decoder.write(piece.subarray(at, end));
    content.missing -= end - at;
    return end;
  }

  private deliver({ text, decoder }: Content, callback: DataCallback): void {
    this.content = undefined;
    try {
      callback(JSON.parse(text + decoder.end()) as Message);
    } catch (error) {
      this.fireError(error);
    }
  }
}
