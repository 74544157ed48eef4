/** What becomes of the clients of one rule: its part of the decision table, without the rest of a large file. */
import { AddressList } from "../address-list.js";
import { AddressSet } from "../address-set.js";
import { lostKeys } from "./access.js";
import { type Audience, audiencesOf } from "./access-key.js";
import { type ApartRule, apartAudience, type Idle, whyIdle } from "./access-map.js";
import { accessOverlays, type Section } from "./access-overlay.js";
import type { AccessTable } from "./access-table.js";
import { unnamedAddresses } from "./unnamed-addresses.js";

export interface RuleTreatment {
  /** The addresses for which the rule decides. */
  readonly clients: AddressList;
  readonly apart: ApartRule["audience"] | undefined;
  readonly idle: Idle | undefined;
}

/** Hovers ask for the same again and again. */
const KNOWN = new WeakMap<AccessTable, Map<number, RuleTreatment>>();

export function treatmentOf(table: AccessTable, rule: number): RuleTreatment {
  const known = KNOWN.get(table) ?? new Map<number, RuleTreatment>();
  KNOWN.set(table, known);
  const treatment = known.get(rule) ?? makeTreatment(table, rule);
  known.set(rule, treatment);
  return treatment;
}

function makeTreatment(table: AccessTable, rule: number): RuleTreatment {
  const audiences = audiencesOf(table.rule(rule), table.dialect);
  const clients = clientsOf(table, rule, audiences);
  const apart = apartAudience(table, rule, audiences);
  return { clients, apart, idle: apart || clients.length > 0 ? undefined : whyIdle(table, rule, audiences) };
}

function clientsOf(table: AccessTable, rule: number, audiences: readonly Audience[]): AddressList {
  const isDefault = audiences.some(({ kind }) => kind === "default");
  if (isDefault && lostKeys(table, rule).length === 0) return unnamedAddresses(table);
  const clients = new AddressList();
  for (const overlay of accessOverlays(table, sectionOf(table, audiences)) ?? []) {
    const { family } = overlay;
    const isRule = (id: number) => id === rule;
    overlay.lookFor(isRule, (first, last) => clients.add({ family, first, last }));
  }
  return clients;
}

/** The addresses of some clients. */
function sectionOf(table: AccessTable, audiences: readonly Audience[]): Section {
  const addresses = audiences.flatMap((audience) => ("addresses" in audience ? [audience.addresses] : []));
  const sets = { IPv4: new AddressSet("IPv4", addresses), IPv6: new AddressSet("IPv6", addresses) };
  return {
    look: (visit) => {
      for (const { first, last } of sets.IPv4.stretches) table.ipv4Keys.lookBetween(Number(first), Number(last), visit);
    },
    holds: (other) => sets[other.family].meets(other),
  };
}
