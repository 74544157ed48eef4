import assert from "node:assert/strict";
import { CLASS, PacketWriter, parsePacket, SECTION } from "djblint/simulate/packet";
import { printPacket } from "djblint/simulate/print-packet";
import { parseName } from "djblint/simulate/question";
import { NameBuffer, printName, readName } from "djblint/simulate/wire-name";

const A = 1;
const NS = 2;

function wire(name: string): Uint8Array {
  return parseName(name)!;
}

function buffer(name: string): NameBuffer {
  const result = new NameBuffer();
  const bytes = wire(name);
  readName(bytes, 0, bytes.length, 0, result);
  return result;
}

/** A name server record whose owner is the question's name. */
function addServer(packet: PacketWriter, asked: NameBuffer, server: string): void {
  const name = wire(server);
  assert.ok(packet.openAsked(asked, 0, NS, 300));
  assert.ok(packet.name(name, 0, name.length));
  packet.closeRecord(SECTION.ANSWER);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

describe("DNS messages", () => {
  it("point back to names that were written before, whatever their case (P2)", () => {
    const packet = new PacketWriter("debian");
    const asked = buffer("Example.ORG");
    packet.begin(asked, NS, CLASS.IN);
    addServer(packet, asked, "a.example.org");
    addServer(packet, asked, "A.example.org");
    const [first, second] = parsePacket(packet.finish())!.answer;
    assert.equal(hex(packet.bytes.subarray(first.rdata.start, first.rdata.end)), "0161c00c");
    assert.equal(hex(packet.bytes.subarray(second.rdata.start, second.rdata.end)), "c029");
  });

  it("come apart as they were put together (P1, P4)", () => {
    const packet = new PacketWriter("debian");
    const asked = buffer("example.org");
    packet.begin(asked, NS, CLASS.IN);
    packet.id = 0x1234;
    addServer(packet, asked, "a.ns.example.org");
    assert.ok(packet.openRecord(buffer("a.ns.example.org"), A, 86400));
    assert.ok(packet.u32(0x01020304));
    packet.closeRecord(SECTION.ADDITIONAL);
    const parsed = parsePacket(packet.finish())!;
    assert.equal(parsed.id, 0x1234);
    assert.deepEqual(parsed.counts, [1, 1, 0, 1]);
    assert.equal(printName(parsed.additional[0].owner), "a.ns.example.org");
    assert.equal(parsed.additional[0].ttl, 86400);
    assert.match(printPacket(packet.finish())!, /^additional: a\.ns\.example\.org 86400 A 1\.2\.3\.4$/m);
  });

  it("enter 100 names and no more (P2)", () => {
    const packet = new PacketWriter("debian");
    const asked = buffer("x");
    packet.begin(asked, NS, CLASS.IN);
    for (let server = 0; server < 99; server++) addServer(packet, asked, `s${server}`);
    addServer(packet, asked, "late");
    const before = packet.length;
    addServer(packet, asked, "s98");
    const pointerSize = packet.length - before;
    addServer(packet, asked, "late");
    assert.equal(packet.length - before - pointerSize, pointerSize - 2 + "late".length + 2);
  });

  it("do not point to names behind 16384 bytes, except in stock djbdns (P2)", () => {
    for (const [dialect, expected] of [
      ["debian", "046c61746500"],
      ["ipv6", "046c61746500"],
      // c000 + offset 16418, which needs 15 bits: the pointer's mark is gone, and with it the name.
      ["djbdns", "0022"],
    ] as const) {
      const packet = new PacketWriter(dialect);
      const asked = buffer("x");
      packet.begin(asked, NS, CLASS.IN);
      packet.openAsked(asked, 0, 1000, 0);
      packet.raw(new Uint8Array(16384), 0, 16384 - 9);
      packet.closeRecord(SECTION.ANSWER);
      addServer(packet, asked, "late");
      const start = packet.length;
      addServer(packet, asked, "late");
      assert.equal(hex(packet.bytes.subarray(start + 12, packet.length)), expected, dialect);
    }
  });

  it("are refused when they are cut or go on behind their end", () => {
    const packet = new PacketWriter("debian");
    const asked = buffer("example.org");
    packet.begin(asked, NS, CLASS.IN);
    addServer(packet, asked, "a.ns.example.org");
    const whole = packet.finish();
    for (let length = 0; length < whole.length; length++) {
      assert.equal(parsePacket(whole.subarray(0, length)), undefined);
    }
    assert.equal(parsePacket(Uint8Array.from([...whole, 0])), undefined);
  });

  it("hold at most 65535 bytes (Q13)", () => {
    const packet = new PacketWriter("debian");
    packet.begin(buffer("x"), NS, CLASS.IN);
    const room = 65535 - packet.length;
    assert.ok(!packet.raw(new Uint8Array(65535), 0, room + 1));
    assert.ok(packet.raw(new Uint8Array(65535), 0, room - 1));
    assert.ok(!packet.u32(0));
    assert.ok(packet.name(Uint8Array.of(0), 0, 1));
    assert.ok(!packet.name(Uint8Array.of(0), 0, 1));
  });

  it("hold names of at most 255 bytes, and no endless pointers", () => {
    const name = new NameBuffer();
    const longest = Uint8Array.from(
      [...Array(3).fill([63, ...Array(63).fill(97)]), 61, ...Array(61).fill(97), 0].flat(),
    );
    assert.equal(readName(longest, 0, longest.length, 0, name), 255);
    const tooLong = Uint8Array.from([1, 97, ...longest]);
    assert.equal(readName(tooLong, 0, tooLong.length, 0, name), -1);
    assert.equal(readName(Uint8Array.of(0xc0, 0), 0, 2, 0, name), -1);
    assert.equal(readName(Uint8Array.of(1, 97, 0xc0, 0), 0, 4, 0, name), -1);
    assert.equal(readName(Uint8Array.of(0, 1, 97, 0xc0, 0), 0, 5, 1, name), 5);
    assert.equal(printName(name.bytes), "a");
  });
});
