/**
 * What requests about a document have in common: what they ask of the session, and how positions become places in a
 * source, and stretches of a source the protocol's ranges.
 */
import type { SourceText, Span } from "djblint-grammars/text";
import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  Location,
  Position,
  Range,
  ServerCapabilities,
  TextDocumentPositionParams,
} from "vscode-languageserver";
import type { SourceSpan, View } from "../features/view.js";
import type { Source } from "../source.js";
import { knownAddress } from "./addresses.js";
import type { ClientTraits } from "./client-traits.js";

/** What requests ask of the session. */
export interface Desk {
  /** What the client said that it can do. */
  readonly client: ClientCapabilities;
  /**
   * A document at the version that it has in the editor, with what is made of it; undefined for one that is none of ours.
   * It holds until something is awaited. Rejects when the request was cancelled.
   */
  opened(uri: string, token?: CancellationToken): Promise<Opened | undefined>;
  /** The same, as far as it changes what is sent. */
  readonly traits: ClientTraits;
  /** An open document by its path. */
  openAt(path: string): { readonly uri: string; readonly version: number } | undefined;
  /** All sources of the workspace. */
  sources(): Promise<readonly Source[]>;
}

export interface Opened {
  readonly path: string;
  readonly text: SourceText;
  readonly source: Source;
  /** All sources of its site, itself among them. */
  readonly around: readonly Source[];
}

export interface Request {
  readonly capabilities: ServerCapabilities;
  listen(connection: Connection, desk: Desk): void;
}

/** Asks a feature about a place in a document; null for one that is none of ours. */
export async function ask<R>(
  desk: Desk,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  token: CancellationToken | undefined,
  answer: (view: View, opened: Opened) => R | undefined,
): Promise<R | null> {
  const opened = await desk.opened(uri, token);
  return opened ? (answer(viewOf(opened, position), opened) ?? null) : null;
}

export function viewOf({ path, text, source, around }: Opened, position: Position): View {
  return { source, around, offset: source.offsetInWhole(path, text.offsetAt(position)) };
}

/** A stretch of the source in the document that was asked about. */
export function rangeIn({ source, text }: Opened, span: Span) {
  return text.rangeOf(source.locate(span).span);
}

/** A range of a document in its source. */
export function spanOf({ source, path, text }: Opened, { start, end }: Range): Span {
  const at = (position: Position) => source.offsetInWhole(path, text.offsetAt(position));
  return { start: at(start), end: at(end) };
}

/** All of a document in its source. */
export function wholeOf({ source, path, text }: Opened): Span {
  const start = source.offsetInWhole(path, 0);
  return { start, end: start + text.bytes.length };
}

/** What was found in any source, in the form of the protocol. */
export function locationOf({ source, span }: SourceSpan, desk: Desk): Location {
  const { file, span: local } = source.locate(span);
  return { uri: knownAddress(file, desk), range: textOfPart(source, file).rangeOf(local) };
}

export function textOfPart(source: Source, path: string): SourceText {
  return source.parts.find((part) => part.path === path)!.text;
}

/** Whether a place of a source is in the document that was asked about. */
export function isIn({ path }: Opened, { source, span }: SourceSpan): boolean {
  return source.locate(span).file === path;
}
