/** The grammar inside an IPv4 address field, for findings that point at one number of it. Specification I1. */
import { createToken, EmbeddedActionsParser, type IToken } from "chevrotain";
import type { Span } from "../text.js";
import { FieldScanner } from "./field-scanner.js";

const Digits = createToken({ name: "Digits", label: "a number", pattern: /[0-9]+/ });
const Dot = createToken({ name: "Dot", label: "'.'", pattern: /\./ });
const Other = createToken({ name: "Other", label: "other text", pattern: /[^0-9.]+/ });

const TOKENS = [Digits, Dot, Other];
const SCANNER = new FieldScanner(TOKENS);

/** Spans count from the start of the field. */
export interface AddressTree {
  /** The numbers of a dotted address, as far as the form goes on; four when an address was read. */
  readonly numbers: readonly (Span & { readonly text: string })[];
  /** What stands behind the last number that counts. */
  readonly rest: Span | undefined;
}

export class AddressParser extends EmbeddedActionsParser {
  private numbers: IToken[] = [];

  /** Validations are for tests. */
  constructor(skipValidations = true) {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  /**
   * Up to four numbers with dots between; what follows is not looked at. A dot without a number behind it is an error
   * of the grammar, but the numbers before it are still told.
   */
  read(tokens: IToken[]): readonly IToken[] {
    this.numbers = [];
    this.input = tokens;
    this.address();
    // Errors keep where they came from, and so all that was being looked at then.
    this.reset();
    return this.numbers;
  }

  private readonly address = this.RULE("address", () => {
    this.OPTION(() => {
      const first = this.CONSUME(Digits);
      this.ACTION(() => this.numbers.push(first));
      this.MANY({
        GATE: () => this.numbers.length < 4,
        DEF: () => {
          this.CONSUME(Dot);
          const next = this.CONSUME2(Digits);
          this.ACTION(() => this.numbers.push(next));
        },
      });
    });
  });
}

/** Made when the first address is taken apart: most runs need none. */
let parser: AddressParser | undefined;

/** Takes an address field apart; `text` has one character for each byte. */
export function parseAddress(text: string): AddressTree {
  parser ??= new AddressParser();
  const numbers = parser.read(SCANNER.tokens(text)).map(({ image, startOffset: start }) => ({
    text: image,
    start,
    end: start + image.length,
  }));
  const end = numbers.length > 0 ? numbers[numbers.length - 1].end : 0;
  return { numbers, rest: end < text.length ? { start: end, end: text.length } : undefined };
}
