/** What a script tells qmail-start to do with mail of users without instructions: lines as in a `.qmail` file (Q4). */
import type { Word } from "djblint-grammars/run/tree";
import { parametersOf } from "djblint-grammars/run/walk";
import type { Span } from "djblint-grammars/text";
import type { RunScript } from "./run-script.js";
import { type Chain, lastStep } from "./service.js";
import { reachedChains } from "./service-end.js";
import { possibleTexts } from "./service-possible.js";

export interface GivenDelivery {
  readonly text: string;
  /** Where a stretch of the text stands in the script; the whole word where that holds it in another form. */
  placeOf(stretch: Span): Span;
}

/** Where they are written: several branches may start it with the same variable. */
export function givenDeliveries({ service, text }: Pick<RunScript, "service" | "text">): GivenDelivery[] {
  const found = new Map<string, GivenDelivery>();
  const textsSet = textsOfVariables();
  for (const chain of reachedChains(service)) {
    for (const { word, given } of lastStep(chain).name === "qmail-start" ? textsFor(chain, textsSet) : []) {
      const key = `${word.start} ${given}`;
      if (!found.has(key)) found.set(key, { text: given, placeOf: placesIn(word, text.slice(word), given) });
    }
  }
  return [...found.values()];
}

interface GivenText {
  readonly word: Word;
  readonly given: string;
}

type TextsSet = (name: string, chain: Chain) => { readonly isNew: boolean; readonly texts: readonly GivenText[] };

/** Any number of lines may set a variable, and as many may use it: its words are looked at once. */
function textsOfVariables(): TextsSet {
  const known = new Map<readonly Word[], readonly GivenText[]>();
  return (name, chain) => {
    const words = chain.variables.wordsOf(name);
    const before = known.get(words);
    const texts = before ?? words.flatMap((word) => textsOf(word, chain));
    known.set(words, texts);
    return { isNew: before === undefined, texts };
  };
}

/** What the script sets a variable to is told of there, and the rest where qmail-start gets it. */
function textsFor(chain: Chain, textsSet: TextsSet): readonly GivenText[] {
  const argument = lastStep(chain).arguments.at(0)?.word;
  if (argument === undefined) return [];
  const [parameter] = parametersOf(argument.parts);
  const { isNew, texts } = parameter ? textsSet(parameter.name, chain) : { isNew: false, texts: [] };
  const others = textsOf(argument, chain).filter(({ given }) => !texts.some((other) => other.given === given));
  return isNew ? [...texts, ...others] : others;
}

function textsOf(word: Word, { variables }: Chain): GivenText[] {
  return possibleTexts(word.parts, variables).texts.map((given) => ({ word, given }));
}

function placesIn(word: Span, written: string, given: string): GivenDelivery["placeOf"] {
  const at = written.indexOf(given);
  const start = word.start + at;
  return (stretch) => (at < 0 ? word : { start: start + stretch.start, end: start + stretch.end });
}
