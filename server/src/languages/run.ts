import { instructionsInside } from "../model/control/control-source.js";
import { type GivenDelivery, givenDeliveries } from "../model/run/given-deliveries.js";
import { type RunScript, readScript } from "../model/run/run-script.js";
import type { Chain } from "../model/run/service.js";
import { spanOf, unreachedIn } from "../model/run/service-unreached.js";
import { mayBeStarter, startsOurPrograms } from "../model/run/starter-scripts.js";
import type { Report } from "../rules/rule.js";
import { checkInstructions } from "./control.js";
import { type ActiveRule, type CheckContext, type Inside, type Language, placeOf } from "./language.js";

/** What a rule about run and finish scripts can look at. */
export interface RunChecks {
  /**
   * Also holds in scripts that start programs beside supervise, such as rc.local: the rule is about the programs, not
   * about what a run script must be.
   */
  readonly inStarters?: true;
  /** The rule is about commands that the shell never comes to: nothing else is said of them. */
  readonly aboutUnreached?: true;
  /** Once per file, also for files that no shell reads. */
  script?(script: RunScript, report: Report): void;
  /** For each command that starts programs, in the order of the script. */
  chain?(chain: Chain, script: RunScript, report: Report): void;
}

export const run: Language<"run", RunScript> = {
  id: "run",
  title: "run script",
  recognises: (path) => {
    const { name } = placeOf(path);
    return name === "run" || name === "finish" || mayBeStarter(path);
  },
  mayHold: (text, path) => !mayBeStarter(path) || startsOurPrograms(path, text),
  hasComments: () => true,
  isScript: true,
  analyze: ({ path, text }, { tree }) => readScript({ path, text, around: tree }),
  check: (script, rules) => {
    for (const rule of rules) {
      const { on } = rule;
      if (script.isStarter && !on.inStarters) continue;
      const report = on.aboutUnreached ? rule.report : ofReached(script, rule.report);
      on.script?.(script, report);
      if (on.chain === undefined) continue;
      for (const chain of script.service.chains) {
        if (rule.isFull) break;
        on.chain(chain, script, report);
      }
    }
  },
  inside: instructionsOf,
};

/** What a command that never runs would do, it does not. */
function ofReached({ service }: RunScript, report: Report): Report {
  const unreached = unreachedIn(service);
  if (unreached === undefined) return report;
  const { start, end } = spanOf(unreached);
  return (found) => (found.at.start >= start && found.at.start <= end) || report(found);
}

/** Q4: what qmail-start is told to do for users without instructions is written like a `.qmail` file. */
function instructionsOf(script: RunScript, { settings }: CheckContext): Inside | undefined {
  const deliveries = givenDeliveries(script);
  if (deliveries.length === 0) return undefined;
  return {
    language: "control",
    check: (rules) => {
      for (const delivery of deliveries) {
        checkInstructions(instructionsInside(script, delivery.text, settings), inScript(delivery, rules));
      }
    },
  };
}

/** No fixes: what they write would have to be quoted for the shell. */
function inScript({ placeOf }: GivenDelivery, rules: readonly ActiveRule[]): ActiveRule<"control">[] {
  return (rules as readonly ActiveRule<"control">[]).map((rule) => ({
    on: rule.on,
    report: ({ at, message, params }) => rule.report({ at: placeOf(at), message, params }),
    get isFull() {
      return rule.isFull;
    },
  }));
}
