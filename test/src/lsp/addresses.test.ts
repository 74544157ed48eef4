import assert from "node:assert/strict";
import { addressOfPath, pathOfAddress } from "djblint/lsp/addresses";

describe("addresses of documents", () => {
  const ADDRESSES = {
    "file:///etc/tinydns/root/data": "/etc/tinydns/root/data",
    "file:///service/a%20b%23c/run": "/service/a b#c/run",
    "file:///c%3A/host/service/dns/run": "/c:/host/service/dns/run",
    "file://server/share/data": "/file:server/share/data",
    "vscode-vfs://github/owner/repository/data": "/vscode-vfs:github/owner/repository/data",
    "untitled:///Untitled-1": "/untitled:/Untitled-1",
  };
  for (const [address, path] of Object.entries(ADDRESSES)) {
    it(`of ${address}`, () => {
      assert.equal(pathOfAddress(address), path);
      assert.equal(addressOfPath(path), address);
    });
  }

  it("of a drive, which other editors write in their own way", () => {
    for (const address of ["file:///C:/host/data", "file:///c:/host/data", "file:///C%3A/host/data"]) {
      assert.equal(pathOfAddress(address), "/c:/host/data");
    }
  });
});
