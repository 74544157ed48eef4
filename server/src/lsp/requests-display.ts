/** How a document is shown: folds, selections, tokens, hints, lenses, links, and the form of its lines. */
import type { Span } from "djblint-grammars/text";
import {
  type FoldingRange,
  FoldingRangeKind,
  type SelectionRange,
  SemanticTokensBuilder,
  type TextEdit,
} from "vscode-languageserver";
import { type CodeLens, codeLenses } from "../features/code-lenses.js";
import { documentLinks } from "../features/document-links.js";
import { folds } from "../features/folding.js";
import { format } from "../features/formatting.js";
import { inlayHints } from "../features/inlay-hints.js";
import { selectionRanges } from "../features/selection-ranges.js";
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from "../features/semantic-tokens.js";
import { addressOfPath } from "./addresses.js";
import type { ClientTraits } from "./client-traits.js";
import { unicodeOf } from "./convert.js";
import { isIn, type Opened, type Request, rangeIn, spanOf, viewOf, wholeOf } from "./request.js";

const foldingRequest: Request = {
  capabilities: { foldingRangeProvider: true },
  listen: (connection, desk) =>
    connection.onFoldingRanges(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? foldingRanges(opened) : null;
    }),
};

function foldingRanges(opened: Opened): FoldingRange[] {
  const { source, path } = opened;
  const { lines } = source.whole.text;
  return folds(source).flatMap(({ from, to, kind }) => {
    const span = { start: lines.start(from), end: lines.span(to).end };
    if (!isIn(opened, { source, span })) return [];
    const range = rangeIn(opened, span);
    // What goes on in the next part of a joined source ends with this one.
    const endLine = source.locate({ start: span.end, end: span.end }).file === path ? range.end.line : range.start.line;
    if (endLine === range.start.line) return [];
    const foldKind = kind === "comment" ? FoldingRangeKind.Comment : FoldingRangeKind.Region;
    return [{ startLine: range.start.line, endLine, kind: foldKind }];
  });
}

const selectionRequest: Request = {
  capabilities: { selectionRangeProvider: true },
  listen: (connection, desk) =>
    connection.onSelectionRanges(async ({ textDocument: { uri }, positions }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return positions.map((position) => {
        const spans = [...selectionRanges(viewOf(opened, position)), wholeOf(opened)].filter(isWider);
        const nested = spans.reduceRight<SelectionRange | undefined>(
          (parent, span) => ({ range: rangeIn(opened, span), parent }),
          undefined,
        );
        return nested!;
      });
    }),
};

/** Whether the stretch around one is wider: a line may be all of its document. */
function isWider({ start, end }: Span, index: number, spans: readonly Span[]): boolean {
  const around = spans.at(index + 1);
  return around === undefined || around.start !== start || around.end !== end;
}

const inlayHintRequest: Request = {
  capabilities: { inlayHintProvider: true },
  listen: (connection, desk) =>
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return inlayHints(opened.source, spanOf(opened, range))
        .filter(({ offset }) => isIn(opened, { source: opened.source, span: { start: offset - 1, end: offset } }))
        .map(({ offset, label, joins }) => {
          const { start } = opened.source.locate({ start: offset - 1, end: offset }).span;
          return { position: opened.text.positionAt(start + 1), label, paddingLeft: !joins };
        });
    }),
};

const codeLensRequest: Request = {
  capabilities: { codeLensProvider: {} },
  listen: (connection, desk) =>
    connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return codeLenses(opened.source)
        .filter(({ span, command }) => isIn(opened, { source: opened.source, span }) && isOffered(command, desk.traits))
        .map(({ span, title, command = "", question, path = opened.path }) => {
          // Who does not show what comes of it is shown it by the server.
          const isTold = command !== "djblint.open" && !desk.traits.commands.has(command);
          const asked = { uri: addressOfPath(path), ...question, ...(isTold ? { tell: true } : {}) };
          return {
            range: rangeIn(opened, span),
            command: { title, command, arguments: command === "" ? [] : [asked] },
          };
        });
    }),
};

/** What asks the user first is run by the client, if at all. */
function isOffered(command: CodeLens["command"], { commands, opensDocuments }: ClientTraits): boolean {
  if (command === "djblint.tryClient" || command === "djblint.followMail") return commands.has(command);
  return command !== "djblint.open" || opensDocuments;
}

const documentLinkRequest: Request = {
  capabilities: { documentLinkProvider: {} },
  listen: (connection, desk) =>
    connection.onDocumentLinks(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return null;
      return documentLinks(opened.source)
        .filter(({ span }) => isIn(opened, { source: opened.source, span }))
        .map(({ span, target, tooltip }) => ({
          range: rangeIn(opened, span),
          target: "url" in target ? target.url : addressOfPath(target.path),
          tooltip,
        }));
    }),
};

const formattingRequest: Request = {
  capabilities: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  listen: (connection, desk) => {
    connection.onDocumentFormatting(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? formatted(opened, wholeOf(opened)) : null;
    });
    connection.onDocumentRangeFormatting(async ({ textDocument: { uri }, range }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? formatted(opened, spanOf(opened, range)) : null;
    });
  },
};

function formatted(opened: Opened, span: Span): TextEdit[] {
  return format(opened.source, span)
    .filter((edit) => isIn(opened, { source: opened.source, span: edit.span }))
    .map((edit) => ({ range: rangeIn(opened, edit.span), newText: unicodeOf(edit.text) }));
}

const semanticTokensRequest: Request = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  },
  listen: (connection, desk) => {
    const sent = new SentTokens();
    connection.languages.semanticTokens.on(async ({ textDocument: { uri } }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? pushTokens(sent.start(uri), opened, wholeOf(opened)).build() : { data: [] };
    });
    connection.languages.semanticTokens.onDelta(async ({ textDocument: { uri }, previousResultId }, token) => {
      const opened = await desk.opened(uri, token);
      if (!opened) return { data: [] };
      return pushTokens(sent.goOn(uri, previousResultId), opened, wholeOf(opened)).buildEdits();
    });
    connection.languages.semanticTokens.onRange(async ({ textDocument: { uri }, range }, token) => {
      const opened = await desk.opened(uri, token);
      return opened ? pushTokens(new SemanticTokensBuilder(), opened, spanOf(opened, range)).build() : { data: [] };
    });
  },
};

/** The tokens that were sent last for a document, to send only what differs; those of the documents used last. */
class SentTokens {
  private static readonly MOST = 8;
  private readonly builders = new Map<string, SemanticTokensBuilder>();

  start(uri: string): SemanticTokensBuilder {
    const builder = new SemanticTokensBuilder();
    this.builders.delete(uri);
    this.builders.set(uri, builder);
    if (this.builders.size > SentTokens.MOST) this.builders.delete(this.builders.keys().next().value!);
    return builder;
  }

  /** Without what was sent before, everything is sent. */
  goOn(uri: string, resultId: string): SemanticTokensBuilder {
    const builder = this.builders.get(uri) ?? this.start(uri);
    builder.previousResult(resultId);
    return builder;
  }
}

function pushTokens(builder: SemanticTokensBuilder, opened: Opened, span: Span): SemanticTokensBuilder {
  const { text, source, path } = opened;
  // Offset of the document in its source.
  const shift = source.offsetInWhole(path, 0);
  semanticTokens(source, span, (start, end, type, modifier) => {
    const from = text.positionAt(start - shift);
    const length = text.positionAt(end - shift).character - from.character;
    const bits = modifier === undefined ? 0 : 1 << TOKEN_MODIFIERS.indexOf(modifier);
    if (length > 0) builder.push(from.line, from.character, length, TOKEN_TYPES.indexOf(type), bits);
  });
  return builder;
}

export const DISPLAY_REQUESTS: readonly Request[] = [
  foldingRequest,
  selectionRequest,
  semanticTokensRequest,
  inlayHintRequest,
  codeLensRequest,
  documentLinkRequest,
  formattingRequest,
];
