/** Here-documents: their lines stand behind the line that announces them, their tokens go to the announcement. */
import * as b from "./bytes.js";
import { scanExpansion, scanRun } from "./scan-parts.js";
import type { CommandContext, HereContext, PendingDocument, ScanState } from "./scan-state.js";
import * as t from "./tokens.js";

/** Begins to read what the line so far announced; the first document is on top. */
export function openDocuments(state: ScanState, { pending }: CommandContext): void {
  for (const document of pending.splice(0).reverse()) {
    state.contexts.push({ kind: "here", document, outside: state.tokens, lineStart: true });
  }
}

export function scanHere(state: ScanState, context: HereContext): void {
  const { document } = context;
  const { cursor } = state;
  enterBody(state, document);
  if (context.lineStart && takeDelimiterLine(state, document)) {
    closeHere(state, context);
    return;
  }
  if (cursor.rawByte() === b.END) {
    const { at, delimiter } = document;
    const bodyStart = state.tokens[0].startOffset;
    state.endlessDocuments.push({ ...at, delimiter, bodyStart });
    closeHere(state, context);
    return;
  }
  context.lineStart = false;
  if (document.literal) scanLiteralLine(state, context);
  else scanHereText(state, context, cursor.byte());
}

/** Ends a document, also where the end of the text cuts it off. */
export function closeHere(state: ScanState, { document, outside }: HereContext): void {
  enterBody(state, document);
  state.contexts.pop();
  const end = state.tokens.at(-1)!.endOffset!;
  state.tokens.push(t.makeToken(t.HereClose, { start: end, end }, payloadOf(document)));
  state.tokens = outside;
}

/** From here on tokens belong to the body. */
function enterBody(state: ScanState, document: PendingDocument): void {
  const { at } = state.cursor;
  state.tokens = state.bodies.get(document.marker!)!;
  if (state.tokens.length === 0) state.add(t.HereOpen, at, at, payloadOf(document));
}

function scanHereText(state: ScanState, context: HereContext, byte: number): void {
  if (byte === b.END) return;
  if (byte === b.LF) {
    const start = state.cursor.at++;
    context.lineStart = true;
    state.addHere(t.Text, start, "\n");
  } else if (b.ENDS_HERE_LINE[byte] === 0) scanRun(state, t.Text, b.ENDS_HERE_LINE);
  else scanExpansion(state, byte, b.ESCAPED_IN_HERE);
}

function scanLiteralLine(state: ScanState, context: HereContext): void {
  const { cursor } = state;
  const start = cursor.at;
  const feed = cursor.indexOf(b.LF);
  cursor.at = feed < 0 ? cursor.end : feed + 1;
  context.lineStart = true;
  state.addHere(t.Text, start, cursor.slice(start, cursor.at));
}

/** Takes the line that ends the here-document, or the tabs in front of another line. */
function takeDelimiterLine({ cursor }: ScanState, { delimiter, stripTabs }: PendingDocument): boolean {
  const { bytes, end } = cursor.excerpt;
  while (stripTabs && cursor.rawByte() === b.TAB) cursor.at++;
  const behind = cursor.at + delimiter.length;
  const endsLine = behind === end || (behind < end && bytes[behind] === b.LF);
  if (!endsLine || cursor.slice(cursor.at, behind) !== delimiter) return false;
  cursor.at = Math.min(behind + 1, end);
  return true;
}

function payloadOf({ delimiter: text, literal }: PendingDocument): t.TokenPayload {
  return { text, literal };
}
