/**
 * A tree back as source that the shell reads in the same way: one command a line, comments left out. A here-document
 * that the end of the file cuts off gets the line feed and the delimiter that it lacked.
 */
import type {
  Assignment,
  Case,
  Command,
  Compound,
  CompoundCommand,
  HereDocument,
  If,
  List,
  ListItem,
  Parameter,
  Pipeline,
  Redirect,
  Script,
  SimpleCommand,
  Word,
  WordPart,
} from "./tree.js";

/** Lines as they grow; bodies of here-documents wait for the next line feed. */
class Lines {
  text = "";
  private waiting: HereDocument[] = [];

  add(text: string): this {
    this.text += text;
    return this;
  }

  wait(document: HereDocument): void {
    this.waiting.push(document);
  }

  /** Ends the line. */
  feed(): this {
    this.text += "\n";
    for (const { parts, delimiter } of this.waiting.splice(0)) {
      const body = printParts(parts);
      this.text += body === "" || body.endsWith("\n") ? body : `${body}\n`;
      this.text += `${delimiter}\n`;
    }
    return this;
  }
}

/** Text of a script, one character for each byte. */
export function printScript({ shebang, list }: Script): string {
  const lines = new Lines();
  if (shebang !== undefined) lines.add(`#!${shebang.interpreter}`);
  if (shebang?.argument !== undefined) lines.add(` ${shebang.argument}`);
  if (shebang !== undefined) lines.feed();
  addList(lines, list);
  return lines.text;
}

/** Text of a list on its own. */
function printList(list: List): string {
  const lines = new Lines();
  addList(lines, list);
  return lines.text;
}

/** Text of a word as it would stand in a script. */
export function printWord({ parts }: Word): string {
  return printParts(parts);
}

function addList(lines: Lines, { items }: List): void {
  for (const item of items) addItem(lines, item);
}

function addItem(lines: Lines, { pipelines, operators, background }: ListItem): void {
  pipelines.forEach((pipeline, index) => {
    if (index > 0) lines.add(` ${operators[index - 1]} `);
    addPipeline(lines, pipeline);
  });
  if (background) lines.add(" &");
  lines.feed();
}

function addPipeline(lines: Lines, { negated, commands }: Pipeline): void {
  if (negated) lines.add("! ");
  commands.forEach((command, index) => {
    if (index > 0) lines.add(" | ");
    addCommand(lines, command);
  });
}

function addCommand(lines: Lines, command: Command): void {
  switch (command.kind) {
    case "simple":
      addSimple(lines, command);
      break;
    case "compound":
      addCompoundCommand(lines, command);
      break;
    case "function":
      lines.add(`${printWord(command.name)}() `);
      addCommand(lines, command.body);
  }
}

/** In the order of the source: behind a redirection `if` is a word like any other. */
function addSimple(lines: Lines, { assignments, words, redirects }: SimpleCommand): void {
  const nodes = [...assignments, ...words, ...redirects].sort((a, b) => a.start - b.start);
  nodes.forEach((node, index) => {
    if (index > 0) lines.add(" ");
    if (node.kind === "redirect") addRedirect(lines, node);
    else lines.add(node.kind === "word" ? printWord(node) : printAssignment(node));
  });
}

function printAssignment({ name, append, value }: Assignment): string {
  return `${name}${append ? "+" : ""}=${printWord(value)}`;
}

function addRedirect(lines: Lines, { descriptor, operator, target, hereDocument }: Redirect): void {
  const text = printWord(target);
  // A blank keeps the operator apart from a word that would make it longer.
  const apart = /^[<>]/.test(text) || (operator === "<<" && text.startsWith("-"));
  lines.add(`${descriptor ?? ""}${operator}${apart ? " " : ""}${text}`);
  if (hereDocument !== undefined) lines.wait(hereDocument);
}

function addCompoundCommand(lines: Lines, { body, redirects }: CompoundCommand): void {
  addCompound(lines, body);
  for (const redirect of redirects) addRedirect(lines.add(" "), redirect);
}

function addCompound(lines: Lines, body: Compound): void {
  switch (body.kind) {
    case "group":
      addBlock(lines, "{", body.list, "}");
      break;
    case "subshell":
      addBlock(lines, "(", body.list, ")");
      break;
    case "if":
      addIf(lines, body);
      break;
    case "while":
    case "until":
      addBlock(lines, body.kind, body.condition, "do");
      addBlock(lines, "", body.body, "done");
      break;
    case "for":
      lines.add(`for ${printWord(body.name)}`);
      if (body.words !== undefined) lines.add(["", "in", ...body.words.map(printWord)].join(" "));
      addBlock(lines.feed(), "do", body.body, "done");
      break;
    case "case":
      addCase(lines, body);
      break;
    case "condition":
    case "arithmetic-command":
      lines.add(body.text);
  }
}

function addBlock(lines: Lines, open: string, list: List, close: string): void {
  addList(lines.add(open).feed(), list);
  lines.add(close);
}

function addIf(lines: Lines, { branches, otherwise }: If): void {
  branches.forEach(({ condition, body }, index) => {
    addBlock(lines, index === 0 ? "if" : "elif", condition, "then");
    addBlock(lines, "", body, "");
  });
  if (otherwise !== undefined) addBlock(lines, "else", otherwise, "");
  lines.add("fi");
}

/** The parenthesis in front keeps the pattern `esac` a pattern. */
function addCase(lines: Lines, { subject, branches }: Case): void {
  lines.add(`case ${printWord(subject)} in`).feed();
  for (const { patterns, body } of branches) {
    addBlock(lines, `(${patterns.map(printWord).join(" | ")})`, body, ";;");
    lines.feed();
  }
  lines.add("esac");
}

function printParts(parts: readonly WordPart[]): string {
  return parts.map(printPart).join("");
}

function printPart(part: WordPart): string {
  switch (part.kind) {
    case "bare":
    case "text":
      return part.text;
    case "escaped":
      return `\\${part.text}`;
    case "single-quoted":
      return `'${part.text}'`;
    case "dollar-quoted":
      return `$'${part.text}'`;
    case "tilde":
      return `~${part.text}`;
    case "double-quoted":
      return `"${printParts(part.parts)}"`;
    case "parameter":
      return printParameter(part);
    case "substitution":
      return part.style === "dollar" ? `$(${printInner(part.list)})` : printBackquotes(part.list);
    case "arithmetic":
      return `$((${printParts(part.parts)}))`;
    case "array":
      return `(${part.words.map(printWord).join(" ")})`;
    case "process":
      return `${part.direction}(${printInner(part.list)})`;
  }
}

function printParameter({ name, braced, operator, parts }: Parameter): string {
  if (!braced) return `$${name}`;
  if (operator === "length") return `\${#${name}${printParts(parts)}}`;
  return `\${${name}${operator ?? ""}${printParts(parts)}}`;
}

/** `$((` would begin arithmetic. */
function printInner(list: List): string {
  const text = printList(list);
  return text.startsWith("(") ? `\n${text}` : text;
}

function printBackquotes(list: List): string {
  return `\`${printList(list).replace(/[\\`]/g, "\\$&")}\``;
}
