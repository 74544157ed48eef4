import assert from "node:assert/strict";
import { rdataFaultOf } from "djblint/model/tinydns/stored-record";
import { encodeLatin1 } from "djblint-grammars/text";

const TXT = 16;
const HINFO = 13;

describe("what is wrong with record data", () => {
  it("tells which length byte is not that of a string", () => {
    const counted = encodeLatin1("\x05hello\x02ok");
    assert.equal(rdataFaultOf(TXT, counted), undefined);
    const short = encodeLatin1("\x04hello\x02ok");
    assert.deepEqual(rdataFaultOf(TXT, short), { kind: "string", at: 5, length: 111, left: 3 });
    assert.deepEqual(rdataFaultOf(HINFO, encodeLatin1("\x03cpu\x02o")), { kind: "string", at: 4, length: 2, left: 1 });
  });

  it("says no more than that it is of another form where no string is cut", () => {
    assert.deepEqual(rdataFaultOf(HINFO, encodeLatin1("\x03cpu")), { kind: "form" });
  });
});
