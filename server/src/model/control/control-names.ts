/** Names in a control folder that are no names of control files. */
import { CONTROL_FILES, type ControlFileSpec } from "djblint-grammars/control/files";

/** Copies that editors and people leave behind, and what is compiled or read by other programs. */
const COPY =
  /~$|^#.*#$|^\.|\.(bak|backup|old|orig|save|saved|new|tmp|swp|rej|dist|sample|example|disabled|off|dpkg-\w+|rpm\w+|ucf-\w+)$|\.\d+$|-\d{6,}$/i;
const OTHER_FORMAT =
  /\.(cdb|pem|key|crt|csr|der|db|rule|rules|sh|pl|py|conf|cnf|cf|ini|md|txt|html|lock|log)$|^(readme|makefile|copying|license)/i;

export function isCopyName(name: string): boolean {
  return COPY.test(name);
}

export function isForeignName(name: string): boolean {
  return OTHER_FORMAT.test(name);
}

/** The control file whose name is one slip of the fingers away: a letter too few, too many, wrong, two swapped, or capitals. */
export function nearControlFile(name: string): ControlFileSpec | undefined {
  return CONTROL_FILES.find((spec) => spec.shape !== "database" && isOneSlip(name, spec.name));
}

/** Of shorter names, such as me, other letters make other names. */
const SHORTEST = 4;

function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  if (a.toLowerCase() === b) return true;
  if (Math.min(a.length, b.length) < SHORTEST) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  const isSwap = short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
  return isSwap || short.slice(at + 1) === long.slice(at + 1);
}

/** Enough to tell a control folder of qmail from any other folder of that name: one of the names may be misspelt. */
const TELLING = 2;

export function isQmailFolder(names: readonly string[]): boolean {
  const own = names.filter((name) => OWN_NAMES.has(name)).length;
  return own >= TELLING || (own > 0 && names.some((name) => !isCopyName(name) && nearControlFile(name) !== undefined));
}

const OWN_NAMES: ReadonlySet<string> = new Set(CONTROL_FILES.map(({ name }) => name));
