/** Who a service runs as, how it comes to that, and why it is left as root. Specification C6, C7. */
import { purposeOf } from "../model/run/program-purposes.js";
import type { RunScript } from "../model/run/run-script.js";
import { type Chain, lastStep, type OptionUse, type Step } from "../model/run/service.js";
import { environmentOf } from "../model/run/service-environment.js";
import { identityOf, ownIdentity } from "../model/run/service-identity.js";
import { writtenValue } from "../model/run/written-value.js";
import type { AccountFacts } from "./service-facts.js";

export function accountFacts(chain: Chain, script: RunScript): AccountFacts {
  const { text, isStarter } = script;
  const identity = identityOf(chain);
  const step = changingStep(chain);
  switch (identity.kind) {
    case "account": {
      const [user, ...groups] = writtenValue(identity.value, text).split(":");
      const group = groups.length > 0 ? groups.join(", ") : `that of ${user}, and no other`;
      return { user, group, how: howOf(step, chain) };
    }
    case "uid":
      return { user: writtenValue(identity.value, text), group: numericGroup(chain, text), how: howOf(step, chain) };
    case "unknown":
      return {
        user: "not known",
        group: "not known",
        how: "expansions, options that are not known, or other programs decide it",
      };
    default:
      return isStarter ? UNCHANGED : rootFacts(chain, script);
  }
}

const UNCHANGED: AccountFacts = {
  user: "that of the script, which is root at boot",
  group: "that of the script",
  how: "no program of the chain changes the account",
};

/** The last step that changes who the rest runs as. */
function changingStep({ steps }: Chain): Step | undefined {
  return steps.findLast(({ effects }) => effects.some(({ kind }) => CHANGES.has(kind)));
}

const CHANGES: ReadonlySet<string> = new Set(["account", "uid", "ids-from-environment"]);

function howOf(step: Step | undefined, { steps }: Chain): string {
  if (step === undefined) return "";
  const effect = step.effects.findLast(({ kind }) => CHANGES.has(kind));
  const option = effect && "option" in effect ? letterOf(effect.option) : "";
  const bound = step.program?.kind === "server" ? ", once it listens as root" : "";
  const from = effect?.kind === "ids-from-environment" ? ` takes UID and GID${fromOf(steps)}` : "";
  return `${step.name}${option}${from}${bound}`;
}

function letterOf({ letter }: OptionUse): string {
  return ` -${letter}`;
}

/** Where UID and GID come from. */
function fromOf(steps: readonly Step[]): string {
  const source = steps.findLast(({ effects }) => effects.some(({ kind }) => kind === "ids"));
  return source === undefined ? "" : ` from ${source.name}`;
}

/** C3: without -g, or with a word, the group stays that of root. */
function numericGroup({ steps }: Chain, text: RunScript["text"]): string {
  const gid = steps.flatMap(({ effects }) => effects).findLast(({ kind }) => kind === "gid");
  return gid?.kind === "gid" ? writtenValue(gid.value, text) : "0, that of root: no option sets another";
}

function rootFacts(chain: Chain, script: RunScript): AccountFacts {
  const own = ownIdentity(chain, script);
  const becomes = `${lastStep(chain).name} starts as root and then becomes UID and GID`;
  switch (own.kind) {
    case "account": {
      const user = writtenValue(own.value, script.text);
      return { user, group: `that of ${user}`, how: `${becomes}${fromOf(chain.steps)}` };
    }
    case "uid": {
      const group = environmentOf(chain, script).find(({ name }) => name === "GID")?.value;
      return { user: own.value.text ?? "not known", group: group ?? "not known", how: becomes };
    }
    case "unknown":
      return { user: "not known", group: "not known", how: `${becomes}, which something outside of the script sets` };
    default:
      return { user: "root", group: "root", how: whyRoot(chain) };
  }
}

/** A daemon may give up root itself, by an option of its own or by what its configuration says. */
function whyRoot(chain: Chain): string {
  const { steps } = chain;
  const needing = steps.find((step) => step.program?.needsRoot || purposeOf(step)?.root !== undefined);
  if (needing === undefined) return `nothing in front of ${lastStep(chain).name || "the program"} changes the account`;
  const why = purposeOf(needing)?.root;
  return `${needing.name} is started as root${why === undefined ? ", which it needs" : `: ${why}`}`;
}
