/** Finds, reads and checks `djblint.json`: the nearest one above a file counts. */
import type { Span } from "djblint-grammars/text";
import { SourceText } from "djblint-grammars/text";
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { ownFinding } from "./check.js";
import { CONFIG_FILE, DEFAULT_SETTINGS, type Settings } from "./config.js";
import type { Entry, Host } from "./host.js";
import { childOf } from "./model/tree.js";
import badConfiguration from "./rules/djblint/bad-configuration.js";
import { RULES } from "./rules/registry.js";
import type { Finding, Params } from "./rules/rule.js";
import { selects } from "./suppress.js";

export interface Configuration {
  /** Undefined when the defaults are in force. */
  readonly path: string | undefined;
  readonly text: SourceText | undefined;
  readonly settings: Settings;
  /** What is wrong with the file; then `settings` are the defaults. */
  readonly findings: readonly Finding[];
}

export const NO_CONFIGURATION: Configuration = {
  path: undefined,
  text: undefined,
  settings: DEFAULT_SETTINGS,
  findings: [],
};

/** Looks configurations up and remembers them; folders are absolute paths with `/`. */
export class Configurations {
  private readonly byFolder = new Map<string, Promise<Configuration>>();

  /**
   * `only`: the configuration of all files, wherever they are. `fallback`: that of a folder without a configuration file
   * in it or above it.
   */
  constructor(
    private readonly host: Host,
    private readonly only?: Configuration,
    private readonly fallback?: (folder: string) => Promise<Configuration>,
  ) {}

  async forFolder(folder: string): Promise<Configuration> {
    if (this.only) return this.only;
    const nearest = await this.nearest(folder);
    return nearest === NO_CONFIGURATION && this.fallback ? this.fallback(folder) : nearest;
  }

  /** The same for a folder that was listed: most have no configuration, and need not be asked for one. */
  forListed(folder: string, entries: readonly Pick<Entry, "name">[]): Promise<Configuration> {
    const isBare = !entries.some(({ name }) => name === CONFIG_FILE);
    if (isBare && !this.byFolder.has(folder)) this.byFolder.set(folder, this.above(folder));
    return this.forFolder(folder);
  }

  private nearest(folder: string): Promise<Configuration> {
    const found = this.byFolder.get(folder) ?? this.look(folder);
    this.byFolder.set(folder, found);
    return found;
  }

  private async look(folder: string): Promise<Configuration> {
    const path = childOf(folder, CONFIG_FILE);
    const bytes = await this.host.read(path).catch(() => undefined);
    return bytes ? readConfiguration(path, bytes) : this.above(folder);
  }

  private async above(folder: string): Promise<Configuration> {
    const parent = folder.slice(0, folder.lastIndexOf("/"));
    return folder === "" || folder === "/" ? NO_CONFIGURATION : this.nearest(parent || "/");
  }
}

/** Checks a configuration; every fault is a finding with its place in the file. */
export async function readConfiguration(path: string, bytes: Uint8Array): Promise<Configuration> {
  const { settingsSchema } = await import("./config-schema.js");
  const text = new TextDecoder().decode(bytes);
  const source = SourceText.fromString(text);
  const finding = (at: Span, message: string, params: Params) =>
    ownFinding(badConfiguration, path, { at, message, params }, DEFAULT_SETTINGS)!;
  const spanOf = (start: number, length: number): Span => ({
    start: byteOffset(text, start),
    end: byteOffset(text, start + length),
  });
  const broken = (findings: Finding[]): Configuration => ({ path, text: source, settings: DEFAULT_SETTINGS, findings });

  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false });
  if (errors.length > 0 || !tree) {
    const { error, offset, length } = errors[0] ?? { error: 4, offset: 0, length: 0 };
    return broken([finding(spanOf(offset, length), "syntax", { reason: words(printParseErrorCode(error)) })]);
  }
  const spanAt = (location: readonly PropertyKey[]): Span => {
    const node = nearestNode(tree, location as (string | number)[]);
    return spanOf(node.offset, node.length);
  };
  const parsed = settingsSchema.safeParse(dataOf(tree));
  if (!parsed.success) {
    return broken(
      parsed.error.issues.map((issue) => {
        const { path: location, message } = issue;
        // Of a name of a property, what is wrong with it.
        const reason = issue.code === "invalid_key" ? issue.issues[0].message : message;
        return finding(spanAt(location), "setting", { path: location.join(".") || "djblint.json", reason });
      }),
    );
  }
  const findings = selectorsOf(parsed.data)
    .filter(({ selector }) => !RULES.some((rule) => selects(selector, rule)))
    .map(({ selector, location }) => finding(spanAt([...location, selector]), "rule", { selector }));
  return { path, text: source, settings: parsed.data, findings };
}

/** All that is to name a rule, and where it stands. */
function selectorsOf({ rules, overrides }: Settings): { selector: string; location: PropertyKey[] }[] {
  const places = [
    { rules, location: ["rules"] },
    ...overrides.map((override, index) => ({ rules: override.rules ?? {}, location: ["overrides", index, "rules"] })),
  ];
  return places.flatMap(({ rules: named, location }) => Object.keys(named).map((selector) => ({ selector, location })));
}

/** The innermost node on the way to a location: where a property is missing or unknown, its object. */
function nearestNode(tree: Node, location: (string | number)[]): Node {
  for (let depth = location.length; depth > 0; depth--) {
    const node = findNodeAtLocation(tree, location.slice(0, depth));
    if (node) return node;
  }
  return tree;
}

function dataOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(dataOf);
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).map(({ children }) => [
    children![0].value,
    children![1] && dataOf(children![1]),
  ]);
  return Object.fromEntries(entries);
}

function byteOffset(text: string, offset: number): number {
  return new TextEncoder().encode(text.slice(0, offset)).length;
}

/** `ValueExpected` as `value expected`. */
function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
