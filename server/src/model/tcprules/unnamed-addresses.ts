/** The addresses of which no line speaks but the default: what all others leave, without a look at who decides there. */
import { AddressList } from "../address-list.js";
import { AddressSet } from "../address-set.js";
import { wholeSpace } from "../ip.js";
import { type Cover, Stretches } from "../stretches.js";
import { familiesOf, otherAudiences } from "./access-overlay.js";
import type { AccessTable } from "./access-table.js";

const KNOWN = new WeakMap<AccessTable, AddressList>();

export function unnamedAddresses(table: AccessTable): AddressList {
  const list = KNOWN.get(table) ?? findUnnamed(table);
  KNOWN.set(table, list);
  return list;
}

function findUnnamed(table: AccessTable): AddressList {
  const others = otherAudiences(table).flatMap(({ audiences }) =>
    audiences.flatMap((audience) => ("addresses" in audience ? [audience.addresses] : [])),
  );
  const list = new AddressList(unnamedIpv4(table, new AddressSet("IPv4", others)));
  if (familiesOf(table.dialect).includes("IPv6")) {
    for (const part of new AddressSet("IPv6", others).without(wholeSpace("IPv6"))) list.add(part);
  }
  return list;
}

function unnamedIpv4({ ipv4Keys }: AccessTable, { stretches }: AddressSet): Stretches {
  const all = new Stretches();
  all.add(0, 2 ** 32 - 1);
  const others: Cover = {
    count: stretches.length,
    startOf: (index) => Number(stretches[index].first),
    endOf: (index) => Number(stretches[index].last),
  };
  return [others, ...ipv4Keys.covers()].reduce((left, cover) => left.without(cover), all);
}
