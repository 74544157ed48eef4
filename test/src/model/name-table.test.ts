import { equal } from "node:assert/strict";
import { formatName, NameTable, NO_NAME, wireOf } from "djblint/model/tinydns/name-table";

const wireName = (name: string) => wireOf(name.split("."));

describe("NameTable", () => {
  it("keeps every name once, in any case, however many stand below one name", () => {
    const table = new NameTable(16);
    const names = Array.from({ length: 5000 }, (_, number) => [`h${number}.example.org`, `www.z${number}.test`]).flat();
    const add = (name: string) => table.intern(wireName(name), 0);
    const ids = names.map(add);
    equal(new Set(ids).size, names.length);
    for (const [index, name] of names.entries()) {
      equal(add(name.toUpperCase()), ids[index]);
      equal(table.find(wireName(name)), ids[index]);
      equal(table.text(ids[index]), name);
    }
    equal(table.find(wireName("h5000.example.org")), NO_NAME);
    equal(table.text(table.nearestKnown(wireName("a.b.h7.example.org"))), "h7.example.org");
  });
});

describe("formatName", () => {
  it("shows bytes that are no letters of ASCII as they are stored", () => {
    equal(formatName(wireOf(["B\xc3\xbc-_*", "Example"])), "b\\303\\274-_*.example");
    equal(formatName(wireOf([])), ".");
  });
});
