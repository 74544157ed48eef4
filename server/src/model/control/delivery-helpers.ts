/** The programs of qmail that are made for lines of `.qmail` files, by their manual pages and sources (condredirect.c, ...). */
export interface DeliveryHelper {
  readonly name: string;
  readonly usage: string;
  /** What it does, without its name in front. */
  readonly does: string;
}

export const DELIVERY_HELPERS: readonly DeliveryHelper[] = [
  { name: "forward", usage: "forward ADDRESS", does: "sends the mail on to one or more addresses" },
  {
    name: "condredirect",
    usage: "condredirect ADDRESS PROGRAM",
    does:
      "runs the program: when it exits with 0 the mail is sent on to the address and no further line is looked at, " +
      "with 111 the mail is tried again, with any other code the next line is looked at",
  },
  {
    name: "bouncesaying",
    usage: "bouncesaying TEXT PROGRAM",
    does:
      "returns the mail with the text when the program exits with 0, or when there is no program; with 111 the mail is " +
      "tried again, and with any other code the next line is looked at",
  },
  {
    name: "except",
    usage: "except PROGRAM",
    does: "turns what the program says round: 0 becomes 100, 111 stays, and any other code becomes 0",
  },
  {
    name: "preline",
    usage: "preline PROGRAM",
    does: "gives the program the mail with the From, Return-Path and Delivered-To lines in front; -f, -r and -d leave one out",
  },
];

const BY_NAME: ReadonlyMap<string, DeliveryHelper> = new Map(DELIVERY_HELPERS.map((helper) => [helper.name, helper]));

/** By its name without a folder. */
export function deliveryHelper(name: string): DeliveryHelper | undefined {
  return BY_NAME.get(name);
}
