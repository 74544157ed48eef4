/**
 * What can be done about a finding: the fixes that its rule offers, a comment or a setting that silences it, another
 * dialect for the file; and all safe fixes of a file at once, proved as `djblint check --fix` proves them.
 */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type ServerCapabilities,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { checkInSteps } from "../check.js";
import { faultOfFix } from "../fix-proof.js";
import { fixTree } from "../fix-tree.js";
import type { Host } from "../host.js";
import { areSameLists } from "../model/memo.js";
import { overlayHost } from "../overlay-host.js";
import { type Finding, messageOf } from "../rules/rule.js";
import type { Source } from "../source.js";
import { addressOfPath } from "./addresses.js";
import type { Checker } from "./checker.js";
import type { ClientTraits } from "./client-traits.js";
import { type ConfigurationText, configurationEdit, type SettingEdit } from "./configuration-edit.js";
import { editsByFile, toDiagnostic } from "./convert.js";
import { dialectActions } from "./dialect-actions.js";
import { editsBetween } from "./edits-between.js";
import { inSlices } from "./in-slices.js";
import type { Opened } from "./request.js";
import { silencers } from "./silencers.js";
import type { Workspace } from "./workspace.js";
import { type FileEdits, workspaceEdit } from "./workspace-edit.js";

/** What code actions ask of the session. */
export interface ActionDesk {
  readonly traits: ClientTraits;
  readonly checker: Checker;
  readonly workspace: Workspace;
  readonly host: Host;
  now(): number;
  opened(uri: string, token?: CancellationToken): Promise<Opened | undefined>;
  openAt(path: string): { readonly uri: string; readonly version: number } | undefined;
}

/** A document with the configuration that speaks about it. */
interface Asked extends Opened {
  readonly configuration: ConfigurationText;
}

const FIX_ALL = `${CodeActionKind.SourceFixAll}.djblint`;
export const DIALECT = `${CodeActionKind.Source}.dialect.djblint`;

export const CODE_ACTION_CAPABILITIES: ServerCapabilities = {
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, DIALECT], resolveProvider: true },
};

export function listenToCodeActions(connection: Connection, desk: ActionDesk): void {
  connection.onCodeAction(async (params, token) => {
    const { uri } = params.textDocument;
    const asked = await desk.opened(uri, token);
    if (!asked) return null;
    const configuration = await desk.workspace.configurationText(asked.path);
    // What is known of a document holds until something is awaited.
    const opened = await desk.opened(uri, token);
    return opened ? actionsFor(params, { ...opened, configuration }, desk, connection, token) : null;
  });
  connection.onCodeActionResolve(async (action, token) => {
    const { uri } = (action.data ?? {}) as { uri?: string };
    const opened = uri === undefined ? undefined : await desk.opened(uri, token);
    return opened ? { ...action, edit: await fixAllEdit(opened, desk, connection, token) } : action;
  });
}

async function actionsFor(
  { range, context, textDocument: { uri } }: CodeActionParams,
  opened: Asked,
  desk: ActionDesk,
  connection: Connection,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const asks = (kind: string) => isAsked(kind, context.only);
  const actions: CodeAction[] = [];
  const here = findingsAt(range, opened, desk);
  if (asks(CodeActionKind.QuickFix)) {
    for (const finding of here) actions.push(...quickFixes(finding, context.diagnostics, opened, desk));
  }
  // In the menu of a place the dialect is of interest only where something depends on it.
  const isAboutDialect = here.some(({ rule }) => DIALECT_RULES.has(rule.name));
  if (asks(DIALECT) && (context.only || isAboutDialect)) {
    actions.push(...dialectChoices(context.only ? DIALECT : CodeActionKind.QuickFix, opened, desk));
  }
  if (context.only && asks(FIX_ALL)) {
    const action: CodeAction = { title: "Apply all safe fixes of djblint", kind: FIX_ALL };
    // What it does is worked out when it is chosen, by clients that can wait for it.
    if (desk.traits.resolvesActions) actions.push({ ...action, data: { uri } });
    else actions.push({ ...action, edit: await fixAllEdit(opened, desk, connection, token) });
  }
  return joined(actions);
}

function dialectChoices(kind: string, opened: Asked, desk: ActionDesk): CodeAction[] {
  return dialectActions(opened).flatMap(({ title, setting, value }) => {
    const edit = settingEdit({ setting, value }, opened, desk);
    return edit ? [{ title, kind, edit }] : [];
  });
}

/** What does the same about several findings, such as to switch their rule off, is offered once for all of them. */
function joined(actions: readonly CodeAction[]): CodeAction[] {
  const byDeed = new Map<string, CodeAction>();
  for (const action of actions) {
    const deed = JSON.stringify([action.title, action.edit]);
    const known = byDeed.get(deed);
    if (!known) byDeed.set(deed, action);
    else if (action.diagnostics) {
      byDeed.set(deed, { ...known, diagnostics: [...(known.diagnostics ?? []), ...action.diagnostics] });
    }
  }
  return [...byDeed.values()];
}

/** Rules whose findings another dialect would not have. */
const DIALECT_RULES = new Set(["dialect-line-type", "unknown-line-type"]);

/** A kind is asked for when nothing is, or when it is below one of the kinds that are. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
}

function findingsAt(range: Range, { path, text, source }: Opened, { checker }: ActionDesk): Finding[] {
  const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
  const findings = checker.soon(source) ?? checker.check(source);
  return findings.touching(span).filter(({ file }) => file === path);
}

function quickFixes(finding: Finding, shown: readonly Diagnostic[], opened: Asked, desk: ActionDesk): CodeAction[] {
  const { tree } = opened.source.context;
  const showing = { tree, text: opened.text, client: desk.traits };
  const own = toDiagnostic(finding, showing);
  const diagnostics = shown.filter(
    ({ code, range, message }) => code === own.code && message === own.message && isSame(range, own.range),
  );
  const fixes = (finding.fixes ?? []).map((fix): CodeAction => {
    const edits = [...editsByFile(finding, fix, showing)].map(([path, list]) => ({ path, edits: list }));
    return {
      title: messageOf(finding.rule, fix.title, fix.params),
      kind: CodeActionKind.QuickFix,
      diagnostics,
      isPreferred: fix.safety === "safe",
      edit: editOf(edits, desk),
    };
  });
  const comments = silencers(finding, opened).map(
    ({ title, edit }): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      edit: editOf([{ path: opened.path, edits: [edit] }], desk),
    }),
  );
  const off: SettingEdit = { setting: ["rules", finding.rule.code], value: "off" };
  const edit = settingEdit(off, opened, desk);
  const title = `Switch ${finding.rule.code} (${finding.rule.name}) off in djblint.json`;
  const settings = edit ? [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit }] : [];
  return [...fixes, ...comments, ...settings];
}

function isSame(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

function settingEdit(change: SettingEdit, { path, configuration }: Asked, desk: ActionDesk): WorkspaceEdit | undefined {
  const edits = configurationEdit(change, path, configuration, desk.workspace);
  return edits && editOf([edits], desk);
}

function editOf(files: readonly FileEdits[], desk: ActionDesk): WorkspaceEdit {
  return workspaceEdit(files, desk.traits, desk);
}

/** Nothing is changed in files that would then do something else; why is told in the log. */
async function fixAllEdit(
  { source }: Opened,
  desk: ActionDesk,
  connection: Connection,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  const versions = () => source.parts.map(({ path }) => desk.openAt(path)?.version);
  const before = versions();
  const { changed, refused } = await fixTree(hostOf(source, desk), {
    paths: source.parts.map(({ path }) => path),
    as: source.language.id,
    columns: desk.traits.columns,
    configurations: desk.workspace.knownConfigurations,
    now: desk.now(),
    display: (path) => path,
    absolute: (path) => path,
    check: (each) => checkInTurns(each, token),
    safety: "safe",
    choose: (result) => result,
    faultOf: (unfixed, fixed) => faultOfFix(unfixed, fixed, "safe"),
  });
  // The edits are those of the texts that it began with.
  if (!areSameLists(before, versions())) throw new ResponseError(LSPErrorCodes.ContentModified, "changed");
  for (const { path, reason } of refused) {
    connection.console.warn(`djblint: ${addressOfPath(path)} is not changed: ${reason}`);
  }
  const files = [...changed].map(([path, text]) => ({ path, edits: editsBetween(text) }));
  return editOf(files, desk);
}

async function checkInTurns(source: Source, token: CancellationToken): Promise<Finding[]> {
  const findings = await inSlices(checkInSteps(source), () => !token.isCancellationRequested);
  if (!findings) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  return findings;
}

/** The files as they are in the editor. */
function hostOf(source: Source, { host }: ActionDesk): Host {
  const texts = new Map(source.parts.map(({ path, text }) => [path, text.bytes.slice()]));
  return overlayHost(host, (path) => texts.get(path));
}
